using Migrations.Dialects.Sqlite;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Sqlite;

/// <summary>Types, defaults and names as Liquibase 4.28 leaves them on SQLite; each line was taken from what it generated.</summary>
public sealed class TypeTests
{
    static readonly SqliteDialect Dialect = new();

    const string Mapping = """
        bigint = BIGINT | int8 = BIGINT | bigint(20) = BIGINT(20) | bigint unsigned = BIGINT unsigned | java.math.BigInteger = BIGINT | java.lang.Long = BIGINT
        int = INTEGER | INT = INTEGER | integer = INTEGER | int(11) = INTEGER | int4 = INTEGER | int unsigned = INTEGER | int not null = INTEGER | java.sql.Types.INTEGER = INTEGER
        int2 = SMALLINT | smallint(5) = SMALLINT(5) | tinyint(1) = TINYINT(1) | tinyint unsigned = TINYINT unsigned | mediumint = MEDIUMINT | int3 = INT3
        boolean = BOOLEAN | bool = BOOLEAN | bit = BOOLEAN | bit(1) = BOOLEAN(1) | bit varying(3) = BIT VARYING(3) | java.lang.Boolean = BOOLEAN
        char = CHAR | char(10) = CHAR(10) | character(5) = CHAR(5) | nchar(5) = NCHAR(5) | nchar2(3) = NCHAR(3) | character large object = CHAR large object
        varchar(50) = VARCHAR(50) | VARCHAR(50) = VARCHAR(50) | varchar ( 50 ) = VARCHAR(50) | varchar2(50) = VARCHAR(50) | character varying(20) = VARCHAR(20)
        CHARACTER VARYING(20) = VARCHAR(20) | national character varying(10) = NVARCHAR(10) | nvarchar(50) = NVARCHAR(50) | nvarchar2(50) = NVARCHAR(50) | java.lang.String = VARCHAR
        clob = TEXT | longtext = TEXT | mediumtext = TEXT | tinytext(5) = TEXT | text(100) = TEXT | ntext = TEXT | nclob = TEXT | xml = TEXT | xmltype = TEXT | long varchar = TEXT
        uuid = TEXT | uniqueidentifier = TEXT | guid = GUID | java.sql.Types.LONGVARCHAR = TEXT | java.sql.Types.CLOB = TEXT | clob character set x = TEXT | text collate nocase = TEXT
        datetime = TEXT | datetime(6) = TEXT | datetime2(3) = TEXT | smalldatetime = TEXT | datetimeoffset(3) = DATETIMEOFFSET(3) | timestamp = TEXT | timestamp(9) = TEXT
        timestamp(3) with time zone = TEXT | timestamp without time zone = TEXT | timestamptz(3) = TEXT | java.sql.Types.TIMESTAMP(3) = TEXT | java.util.Date = TEXT
        date = date | Date = date | date(3) = date | java.sql.Types.DATE = date | time = time | time(3) = time | timetz = time | time with time zone = time | java.sql.Time = time
        currency = REAL | money = REAL | smallmoney = REAL | currency(10) = REAL | real = FLOAT | real(5) = FLOAT(5) | float = FLOAT | float(10,2) = FLOAT(10, 2) | float8 = FLOAT8
        double = DOUBLE | double precision = DOUBLE precision | double(10,2) = DOUBLE(10, 2) | decimal = DECIMAL | decimal(10,2) = DECIMAL(10, 2) | decimal( 10 , 2 ) = DECIMAL(10, 2)
        dec(10,2) = DEC(10, 2) | numeric = NUMBER | numeric(8,3) = NUMBER(8, 3) | number(10) = NUMBER(10) | numeric unsigned = NUMBER unsigned | java.math.BigDecimal = DECIMAL
        blob = BLOB | blob(100) = BLOB(100) | longblob = BLOB | tinyblob = BLOB | image = BLOB | binary(16) = BLOB(16) | varbinary(20) = BLOB(20) | bytea = BYTEA | raw(16) = RAW(16)
        json = JSON | jsonb = JSONB | citext = CITEXT | MyType = MYTYPE | "MyType" = MYTYPE | mytype(3) = MYTYPE(3) | year = YEAR | rowid = ROWID | string(20) = STRING(20)
        varchar(20) collate nocase = VARCHAR(20) collate nocase | varchar(50) not null = VARCHAR(50) not null | varchar(10) default 5 = VARCHAR(10) default 5
        VARCHAR(20) CHECK (c > 1) = VARCHAR(20) | unsigned big int = UNSIGNED big int | int[] = INT [] | varchar(20)[] = VARCHAR [](20)
        """;

    public static TheoryData<string, string> Types()
    {
        var data = new TheoryData<string, string>();
        foreach (var pair in Mapping.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(" = ")))
            data.Add(pair[0], pair[1]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_is_what_Liquibase_makes_of_it(string declared, string expected) => Assert.Equal(expected, Dialect.MapType(declared, autoIncrement: false).Text);

    [Theory]
    [InlineData("int")]
    [InlineData("bigint")]
    [InlineData("number(10)")]
    [InlineData("smallint unsigned")]
    public void A_column_that_numbers_itself_is_an_integer(string declared) => Assert.Equal("INTEGER", Dialect.MapType(declared, autoIncrement: true).Text);

    [Theory]
    [InlineData("serial")]
    [InlineData("bigserial")]
    [InlineData("int identity(1,1)")]
    [InlineData("int generated always as identity")]
    public void A_type_that_numbers_itself_makes_the_column_do_so(string declared)
    {
        var column = Dialect.Normalize(new Column("id", Dialect.MapType(declared, autoIncrement: false)));
        Assert.Equal(("INTEGER", new Identity()), (column.Type.Text, column.Identity));
    }

    [Fact]
    public void What_a_type_brings_besides_goes_where_it_belongs()
    {
        var column = Dialect.Normalize(new Column("c", Dialect.MapType("varchar(20) default 'x' not null collate nocase", autoIncrement: false)));
        Assert.Equal(new Column("c", new("VARCHAR(20)")) { Nullable = false, Default = new StringValue("x"), Collation = "nocase" }, column);
    }

    [Fact]
    public void More_than_nine_fractional_digits_are_refused_as_in_Liquibase() =>
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => Dialect.MapType("timestamp(10)", autoIncrement: false)).Code);

    public static TheoryData<string, SqlValue, string> Defaults() => new()
    {
        { "int", new StringValue("5"), "5" },
        { "int", new StringValue("abc"), "'abc'" },
        { "int", new BooleanValue(true), "true" },
        { "int", new NumberValue("-5.5"), "-5.5" },
        { "decimal(5,2)", new StringValue("1.5"), "1.5" },
        { "double", new NumberValue("1.5e-7"), "1.5e-7" },
        { "boolean", new BooleanValue(true), "1" },
        { "bit", new BooleanValue(false), "0" },
        { "boolean", new StringValue("true"), "1" },
        { "boolean", new NumberValue("2"), "0" },
        { "varchar(5)", new BooleanValue(true), "'true'" },
        { "varchar(9)", new NumberValue("7"), "'7'" },
        { "clob", new StringValue("it's"), "'it''s'" },
        { "foo", new NumberValue("5"), "'5'" },
        { "blob", new NumberValue("5"), "5" },
        { "date", new DateValue("2020-01-02"), "'2020-01-02'" },
        { "timestamp", new DateValue("2020-01-02T03:04:05.123"), "'2020-01-02 03:04:05.123'" },
        { "timestamp", new ExpressionValue("CURRENT_TIMESTAMP"), "CURRENT_TIMESTAMP" },
        { "timestamp", new ExpressionValue("(datetime('now'))"), "(datetime('now'))" },
        { "varchar(5)", new ExpressionValue("'x'"), "'x'" },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_default_is_written_by_the_type_of_its_column(string type, SqlValue value, string expected)
    {
        var table = Dialect.Normalize(new Table(ObjectName.Of("t"), [new("c", Dialect.MapType(type, autoIncrement: false)) { Default = value }]));
        Assert.EndsWith($" DEFAULT {expected})", new CreateTable(table).Render(Dialect, SchemaModel.Empty(Dialect.Names)).Single().Text, StringComparison.Ordinal);
        Assert.Equal(table.Columns[0], Dialect.Normalize(table).Columns[0]);
    }

    [Fact]
    public void A_word_that_is_no_truth_value_is_refused_as_a_default_for_one() =>
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => Dialect.Normalize(new Column("c", new("BOOLEAN")) { Default = new StringValue("yes") })).Code);

    [Theory]
    [InlineData("person", "PK_PERSON")]
    [InlineData("Order Item", "PK_ORDER ITEM")]
    [InlineData("straße", "PK_STRASSE")]
    [InlineData("\"q\"", "PK_\"Q\"")]
    public void A_primary_key_without_a_name_gets_Liquibases(string table, string expected) =>
        Assert.Equal(expected, Dialect.DefaultConstraintName(ObjectName.Of(table), new PrimaryKey(null, ["id"])));

    [Fact]
    public void Other_constraints_without_a_name_have_none() => Assert.Null(Dialect.DefaultConstraintName(ObjectName.Of("t"), new UniqueConstraint(null, ["id"])));

    [Fact]
    public void What_SQLite_does_not_keep_is_left_out_of_a_new_table()
    {
        var table = Dialect.Normalize(new Table(ObjectName.Of("t"),
        [
            new("id", new("INTEGER")) { Identity = new(100, 5, "ALWAYS"), Remarks = "x" },
            new("a", new("INTEGER")) { Nullable = false, NotNullConstraintName = "nn", DefaultConstraintName = "df", Default = new NullValue() },
        ])
        {
            PrimaryKey = new(null, ["id"]) { Tablespace = "ts", Clustered = true },
            UniqueConstraints = [new("uq", ["a"]) { Deferrable = true, InitiallyDeferred = true, Tablespace = "ts" }],
            Remarks = "x",
            Tablespace = "ts",
        });
        Assert.Equal("CREATE TABLE \"t\" (\"id\" INTEGER CONSTRAINT \"PK_T\" PRIMARY KEY AUTOINCREMENT NOT NULL, \"a\" INTEGER NOT NULL, CONSTRAINT \"uq\" UNIQUE (\"a\"))",
            new CreateTable(table).Render(Dialect, SchemaModel.Empty(Dialect.Names)).Single().Text);
        Assert.Null(table.Remarks);
        Assert.Null(table.Tablespace);
        Assert.Null(table.PrimaryKey!.Clustered);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("back\\slash")]
    [InlineData("a\nb\r\nc")]
    [InlineData("'; DROP TABLE t; --")]
    [InlineData("\"quoted\" and `ticked` [x]")]
    [InlineData("𝔘𝔫𝔦 é ẞ")]
    public async Task Any_text_comes_back_as_it_was_written(string text)
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (c TEXT)");
        await database.RunAsync(new InsertRows(ObjectName.Of("t"), [new("c", new StringValue(text))]));
        Assert.Equal(text, await database.ScalarAsync("SELECT c FROM t"));
    }

    [Fact]
    public void A_text_with_NUL_is_refused() =>
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => Dialect.Literal(new StringValue("a\0b"), null)).Code);

    [Fact]
    public void Names_are_compared_without_regard_to_ASCII_case_only()
    {
        Assert.True(Dialect.Names.Equals("PERSON", "person"));
        Assert.False(Dialect.Names.Equals("É", "é"));
        Assert.Equal(Dialect.Names.GetHashCode("Aé"), Dialect.Names.GetHashCode("aé"));
    }
}
