using Migrations.Dialects.MySql;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.MySql;

/// <summary>Types come out as those of the real Liquibase do, in the catalogue's spelling.</summary>
public sealed class TypesTests
{
    static readonly MySqlDialect MariaDb = new("mariadb", MySqlServer.DefaultMariaDb with { Version = new(10, 11, 19) });
    static readonly MySqlDialect MySql8 = new("mysql", MySqlServer.DefaultMySql);

    /// <summary>What Liquibase left on a server.</summary>
    public static TheoryData<string, string, string?> LiquibaseTypes()
    {
        var data = new TheoryData<string, string, string?>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "MySql", "liquibase-types.tsv")).Where(l => !l.StartsWith('#')))
        {
            var fields = line.Split('\t');
            data.Add(fields[0], fields[1], fields.Length > 2 ? fields[2] : null);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(LiquibaseTypes))]
    public void A_type_of_a_changelog_becomes_what_Liquibase_makes_of_it(string declared, string type, string? collation)
    {
        var column = MariaDb.Normalize(new Table(ObjectName.Of("t1"), [new Column("c", MariaDb.MapType(declared, false))]) { Options = "COLLATE=utf8mb4_general_ci" }).Columns[0];
        Assert.Equal((type, collation), (column.Type.Text, column.Collation));
        Assert.True(column.Nullable);
    }

    [Theory]
    [InlineData("int(11)", "int")]
    [InlineData("bigint unsigned", "bigint unsigned")]
    [InlineData("boolean", "tinyint")]
    [InlineData("tinyint(1)", "tinyint(1)")]
    [InlineData("tinyint(4)", "tinyint")]
    [InlineData("int(5) zerofill", "int(10) unsigned zerofill")]
    [InlineData("uuid", "char(36)")]
    [InlineData("year", "year")]
    [InlineData("double unsigned", "double unsigned")]
    [InlineData("time(3)", "time")]
    [InlineData("json", "json")]
    public void MySQL_8_shows_no_display_widths_and_has_types_of_its_own(string declared, string type) => Assert.Equal(type, MySql8.MapType(declared, false).Text);

    [Fact]
    public void A_MariaDB_behind_the_name_of_MySQL_gets_the_types_that_Liquibase_chooses_for_MySQL()
    {
        var dialect = new MySqlDialect("mysql", MySqlServer.DefaultMariaDb);
        Assert.Equal(("tinyint(4)", "char(36)"), (dialect.MapType("boolean", false).Text, dialect.MapType("uuid", false).Text));
        Assert.False(dialect.Features.Sequences);
    }

    [Theory]
    [InlineData("timestamp(9)")]
    [InlineData("timestamp with time zone")]
    [InlineData("timestamp(3) without time zone")]
    public void Timestamps_that_the_servers_do_not_have_are_refused_with_a_way_out(string declared)
    {
        var error = Assert.Throws<MigrationException>(() => MariaDb.MapType(declared, false));
        Assert.Equal(ErrorCode.NotSupported, error.Code);
        Assert.NotNull(error.Advice);
    }

    [Theory]
    [InlineData("text[]")]
    [InlineData("int primary key")]
    [InlineData("int references person(id)")]
    public void What_stands_behind_a_type_and_is_not_understood_is_refused(string declared) =>
        Assert.Equal(ErrorCode.NotSupported, Assert.Throws<MigrationException>(() => MariaDb.Normalize(new Column("c", MariaDb.MapType(declared, false)))).Code);

    [Fact]
    public void A_serial_type_numbers_the_column()
    {
        var column = MariaDb.Normalize(new Column("c", MariaDb.MapType("bigserial", false)));
        Assert.Equal("bigint(20)", column.Type.Text);
        Assert.NotNull(column.Identity);
    }

    [Theory]
    [InlineData("decimal(10,2)", "1.5", "1.50")]
    [InlineData("decimal(10,2)", "1.005", "1.01")]
    [InlineData("int(11)", "5", "5")]
    [InlineData("double", "1.50e3", "1500")]
    [InlineData("double unsigned", "1.5", "1.5")]
    [InlineData("bigint(20)", "-7", "-7")]
    public void Numbers_are_compared_as_the_server_converts_them(string type, string given, string reported) =>
        Assert.Equal(new NumberValue(reported), MariaDb.Normalize(new Column("c", new(type)) { Default = new NumberValue(given) }).Default);

    [Fact]
    public void Defaults_that_say_the_same_are_the_same()
    {
        SqlValue? Default(string type, SqlValue value) => MariaDb.Normalize(new Column("c", new(type)) { Default = value }).Default;
        Assert.Equal(new ExpressionValue("current_timestamp(3)"), Default("datetime(3)", new ExpressionValue("NOW()")));
        Assert.Equal(new ExpressionValue("current_timestamp()"), Default("timestamp", new ExpressionValue("LOCALTIMESTAMP")));
        Assert.Equal(new BooleanValue(true), Default("bit(1)", new NumberValue("1")));
        Assert.Equal(new NumberValue("1"), Default("tinyint(1)", new BooleanValue(true)));
        Assert.Equal(new StringValue("true"), Default("varchar(10)", new BooleanValue(true)));
        Assert.Equal(new DateValue("2020-01-02T03:04:05.600"), Default("datetime(3)", new StringValue("2020-01-02 03:04:05.6")));
        Assert.Equal(new SequenceNextValue(ObjectName.Of("s")), Default("bigint(20)", new ExpressionValue("NEXT VALUE FOR s")));
        Assert.Equal(new ExpressionValue("nextval('s')"), Default("bigint(20)", new ExpressionValue("nextval('s')")));
        Assert.Null(Default("int(11)", new ExpressionValue("null")));
    }

    [Fact]
    public void The_catalogue_of_MySQL_shows_defaults_bare()
    {
        SqlValue? Parse(string? text, string extra, string type) => MySql8.Defaults.Parse(text, extra, new(type), ["c"]);
        Assert.Null(Parse(null, "", "int"));
        Assert.Equal(new StringValue("it's"), Parse("it's", "", "varchar(10)"));
        Assert.Equal(new StringValue("NULL"), Parse("NULL", "", "varchar(10)"));
        Assert.Equal(new NumberValue("5"), Parse("5", "", "int"));
        Assert.Equal(new BooleanValue(true), Parse("b'1'", "", "bit(1)"));
        Assert.Equal(new ExpressionValue("current_timestamp()"), Parse("CURRENT_TIMESTAMP", "DEFAULT_GENERATED", "timestamp"));
        Assert.Equal(new ExpressionValue("uuid()"), Parse("uuid()", "DEFAULT_GENERATED", "varchar(36)"));
    }
}
