using Migrations.Dialects.PostgreSql;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.PostgreSql;

/// <summary>Types become what Liquibase 4.28 makes of them on PostgreSQL (each was run with it), in the spelling that the inspector uses.</summary>
public sealed class PostgreSqlTypeTests
{
    static readonly PostgreSqlDialect Dialect = new();

    [Theory]
    [InlineData("bigint", "bigint")]
    [InlineData("bigint(20)", "bigint")]
    [InlineData("int(10) unsigned", "int")]
    [InlineData("INTEGER", "int")]
    [InlineData("int not null", "int")]
    [InlineData("int8", "bigint")]
    [InlineData("tinyint(1)", "smallint")]
    [InlineData("tinyint unsigned", "smallint")]
    [InlineData("blob", "oid")]
    [InlineData("longblob", "bytea")]
    [InlineData("varbinary(max)", "bytea")]
    [InlineData("image", "bytea")]
    [InlineData("bool", "boolean")]
    [InlineData("bit", "bit(1)")]
    [InlineData("bit(8)", "bit(8)")]
    [InlineData("char", "char(1)")]
    [InlineData("nchar(5)", "char(5)")]
    [InlineData("CHARACTER VARYING(20)", "varchar(20)")]
    [InlineData("varchar ( 50 )", "varchar(50)")]
    [InlineData("varchar(50 char)", "varchar(50)")]
    [InlineData("nvarchar2(50)", "varchar(50)")]
    [InlineData("text(100)", "text")]
    [InlineData("nclob", "text")]
    [InlineData("currency", "numeric")]
    [InlineData("decimal", "numeric")]
    [InlineData("decimal(10)", "numeric(10,0)")]
    [InlineData("dec(10, 2)", "numeric(10,2)")]
    [InlineData("number(38,0)", "numeric(38,0)")]
    [InlineData("double(10,2)", "double precision")]
    [InlineData("float", "double precision")]
    [InlineData("float(24)", "real")]
    [InlineData("float(25)", "double precision")]
    [InlineData("datetime(3)", "timestamp(3)")]
    [InlineData("smalldatetime", "timestamp")]
    [InlineData("timestamp(3) with time zone", "timestamptz(3)")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "timestamptz")]
    [InlineData("timestamp without time zone", "timestamp")]
    [InlineData("time with time zone", "timetz")]
    [InlineData("uniqueidentifier", "uuid")]
    [InlineData("java.sql.Types.VARCHAR(10)", "varchar(10)")]
    [InlineData("java.sql.Types.BLOB", "oid")]
    [InlineData("java.sql.Types.TIMESTAMP_WITH_TIMEZONE", "timestamptz")]
    [InlineData("java.math.BigInteger", "bigint")]
    [InlineData("JSONB", "jsonb")]
    [InlineData("CITEXT", "citext")]
    [InlineData("\"MyType\"", "mytype")]
    [InlineData("geometry(Point, 4326)", "geometry(Point,4326)")]
    [InlineData("text[]", "text[]")]
    [InlineData("numeric(10, 2)[]", "numeric(10,2)[]")]
    [InlineData("serial", "serial")]
    public void A_type_becomes_the_one_that_Liquibase_creates(string declared, string type) => Assert.Equal(type, Dialect.MapType(declared, autoIncrement: false).Text);

    [Theory]
    [InlineData("integer", "int")]
    [InlineData("character varying(50)", "varchar(50)")]
    [InlineData("character varying", "varchar")]
    [InlineData("character(3)", "char(3)")]
    [InlineData("timestamp(3) with time zone", "timestamptz(3)")]
    [InlineData("timestamp without time zone", "timestamp")]
    [InlineData("time without time zone[]", "time[]")]
    [InlineData("bit varying(5)", "varbit(5)")]
    [InlineData("money", "money")]
    [InlineData("\"MyType\"", "\"MyType\"")]
    [InlineData("\"char\"", "\"char\"")]
    [InlineData("numeric(10,2)[]", "numeric(10,2)[]")]
    public void The_catalogues_spelling_becomes_the_same(string catalogue, string type) => Assert.Equal(type, PostgreSqlTypes.FromCatalog(catalogue).Text);

    [Fact]
    public void A_type_in_the_default_schema_is_named_without_it() => Assert.Equal("mood", new PostgreSqlDialect(15, "app").MapType("app.mood", false).Text);

    [Theory]
    [InlineData("timestamp(9)")]
    [InlineData("java.sql.Types.OTHER")]
    public void What_Liquibase_refuses_is_an_error(string declared) => Assert.Equal(ErrorCode.NotSupported, Assert.Throws<MigrationException>(() => Dialect.MapType(declared, false)).Code);

    [Theory]
    [InlineData("serial", "int")]
    [InlineData("bigserial", "bigint")]
    [InlineData("tinyint", "smallint")]
    public void A_numbered_column_is_a_whole_number(string declared, string type) => Assert.Equal(type, Dialect.MapType(declared, autoIncrement: true).Text);

    [Theory]
    [InlineData("varchar(10)")]
    [InlineData("decimal(10)")]
    public void Nothing_else_numbers_itself(string declared) => Assert.Equal(ErrorCode.NotSupported, Assert.Throws<MigrationException>(() => Dialect.MapType(declared, autoIncrement: true)).Code);

    [Fact]
    public void Serial_is_an_identity_column_in_createTable_and_a_plain_number_elsewhere()
    {
        var column = new Column("id", Dialect.MapType("serial", false));
        Assert.Equal(new Identity(null, null, "BY DEFAULT"), Dialect.Normalize(new Table(ObjectName.Of("t"), [column])).Columns[0].Identity);
        Assert.Equal(new Column("id", new("int")), Dialect.NormalizeColumn(ObjectName.Of("t"), column, added: true));
    }

    [Theory]
    [InlineData("varchar(50)", "varchar(100)", true)]
    [InlineData("varchar(50)", "varchar(20)", false)]
    [InlineData("varchar(50)", "text", true)]
    [InlineData("text", "varchar(10)", false)]
    [InlineData("int", "bigint", false)]
    [InlineData("numeric(10,2)", "numeric(12,2)", true)]
    [InlineData("numeric(10,2)", "numeric(12,3)", false)]
    [InlineData("numeric(10,2)", "numeric", true)]
    [InlineData("numeric", "numeric(10,2)", false)]
    [InlineData("timestamp(3)", "timestamp", true)]
    [InlineData("timestamp", "timestamptz", false)]
    [InlineData("varchar(5)[]", "varchar(9)[]", false)]
    public void A_change_of_type_says_whether_rows_are_written_anew(string from, string to, bool keeps)
    {
        var alter = new AlterColumn(ObjectName.Of("t"), new("c", new(from)), new("c", new(to)), ColumnAspects.Type);
        var statement = Assert.Single(alter.Render(Dialect, SchemaModel.Unknown(Dialect.Names)));
        Assert.Equal(!keeps, statement.Lock.Rewrites);
        Assert.Equal($"ALTER TABLE \"t\" ALTER COLUMN \"c\" TYPE {to} USING (\"c\"::{to})", statement.Text);
    }
}
