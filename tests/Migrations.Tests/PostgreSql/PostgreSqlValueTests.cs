using Migrations.Dialects.PostgreSql;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.PostgreSql;

/// <summary>Values are written so that the server reads exactly them, and defaults are read back from the catalogue as what they are.</summary>
public sealed class PostgreSqlValueTests
{
    static readonly PostgreSqlDialect Dialect = new();

    [Theory]
    [InlineData("it's", "'it''s'")]
    [InlineData("'; DROP TABLE t; --", "'''; DROP TABLE t; --'")]
    [InlineData("a\\b\\", "'a\\b\\'")]
    [InlineData("line\nline\ttab", "'line\nline\ttab'")]
    [InlineData("$$ü😀", "'$$ü😀'")]
    [InlineData("", "''")]
    public void A_text_is_a_literal_whatever_is_in_it(string text, string sql) => Assert.Equal(sql, Dialect.Literal(new StringValue(text), null));

    [Fact]
    public void A_text_that_cannot_be_stored_is_an_error()
    {
        foreach (var text in new[] { "a\0b", "a\ud800b", "a\udc00", "a\ud800" })
            Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => Dialect.Literal(new StringValue(text), null)).Code);
    }

    [Theory]
    [InlineData("1; DROP TABLE t")]
    [InlineData("1 OR 1=1")]
    [InlineData("")]
    [InlineData("1,5")]
    public void What_is_no_number_does_not_get_into_sql_as_one(string text) => Assert.Throws<MigrationException>(() => Dialect.Literal(new NumberValue(text), null));

    [Fact]
    public void Other_values_are_written_as_Liquibase_writes_them()
    {
        Assert.Equal("-1.50", Dialect.Literal(new NumberValue("-1.50"), null));
        Assert.Equal("TRUE", Dialect.Literal(new BooleanValue(true), new("text")));
        Assert.Equal("B'1'", Dialect.Literal(new BooleanValue(true), new("bit(1)")));
        Assert.Equal("'2020-01-02 03:04:05.678'", Dialect.Literal(new DateValue("2020-01-02T03:04:05.678"), null));
        Assert.Equal("NOW()", Dialect.Literal(new ExpressionValue("CURRENT_TIMESTAMP"), null));
        Assert.Equal("NOW()", Dialect.Literal(new ExpressionValue("current_datetime"), null));
        Assert.Equal("lower('X')", Dialect.Literal(new ExpressionValue("lower('X')"), null));
        Assert.Equal("nextval('\"s\".\"It''s\"')", Dialect.Literal(new SequenceNextValue(new("s", "It's")), null));
        Assert.Equal("currval('\"app\".\"seq\"')", new PostgreSqlDialect(15, "app").Literal(new SequenceCurrentValue(ObjectName.Of("seq")), null));
    }

    [Fact]
    public void A_value_is_compared_with_a_precondition_as_the_server_writes_it()
    {
        object[] values = [true, false, new DateTime(2020, 1, 2, 3, 4, 5), new DateTime(2020, 1, 2, 3, 4, 5, 600), new DateOnly(2020, 1, 2), new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), 1.50m, 1e20, 5L, "x", new byte[] { 0, 255 }];
        Assert.Equal(["t", "f", "2020-01-02 03:04:05", "2020-01-02 03:04:05.6", "2020-01-02", "2020-01-02 03:04:05+01", "1.50", "1e+20", "5", "x", "\\x00ff"], values.Select(Dialect.TextOf));
    }

    public static TheoryData<string, string, SqlValue> Catalogue() => new()
    {
        { "int", "5", new NumberValue("5") },
        { "int", "'-3'::integer", new NumberValue("-3") },
        { "int", "(-3)", new NumberValue("-3") },
        { "bigint", "'9999999999'::bigint", new NumberValue("9999999999") },
        { "numeric", "(5)::numeric", new NumberValue("5") },
        { "numeric(10,2)", "1.50", new NumberValue("1.50") },
        { "varchar(20)", "'it''s'::character varying", new StringValue("it's") },
        { "varchar(20)", "5", new NumberValue("5") },
        { "char(3)", "'a'::bpchar", new StringValue("a") },
        { "varchar(20)", "NULL::character varying", new NullValue() },
        { "boolean", "true", new BooleanValue(true) },
        { "date", "'2020-01-02'::date", new DateValue("2020-01-02") },
        { "timestamp", "'2020-01-02 00:00:00'::timestamp without time zone", new DateValue("2020-01-02T00:00:00") },
        { "timestamptz", "'2020-01-02 03:04:05.678+01'::timestamp with time zone", new DateValue("2020-01-02T03:04:05.678") },
        { "time", "'03:04:05'::time without time zone", new DateValue("03:04:05") },
        { "timestamp", "'infinity'::timestamp without time zone", new StringValue("infinity") },
        { "json", "'{\"a\": 1}'::json", new StringValue("{\"a\": 1}") },
        { "bit(1)", "'1'::\"bit\"", new StringValue("1") },
        { "text[]", "'{a,b}'::text[]", new StringValue("{a,b}") },
        { "timestamp", "CURRENT_TIMESTAMP", new ExpressionValue("CURRENT_TIMESTAMP") },
        { "timestamp", "CURRENT_TIMESTAMP(3)", new ExpressionValue("CURRENT_TIMESTAMP(3)") },
        { "timestamp", "now()", new ExpressionValue("now()") },
        { "uuid", "gen_random_uuid()", new ExpressionValue("gen_random_uuid()") },
        { "text", "lower('A'::text)", new ExpressionValue("lower('A'::text)") },
        { "text", "('a'::text || 'b'::text)", new ExpressionValue("('a'::text || 'b'::text)") },
        { "int", "nextval('app.\"My Seq\"'::regclass)", new SequenceNextValue(new("app", "My Seq")) },
    };

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void A_default_is_read_back_as_what_it_is(string type, string sql, SqlValue value) => Assert.Equal(value, PostgreSqlValues.Parse(sql, new(type), new PostgreSqlEffects(Dialect).Sequence));

    public static TheoryData<string, SqlValue, string?> Created() => new()
    {
        { "int", new StringValue("5"), "5" },
        { "int", new StringValue("nextval('seq1')"), "nextval('\"seq1\"')" },
        { "numeric(10,2)", new NumberValue("1.50"), "1.50" },
        { "varchar(20)", new NumberValue("5"), "'5'" },
        { "varchar(20)", new BooleanValue(true), "'true'" },
        { "varchar(20)", new DateValue("2020-01-02T03:04:05"), "'2020-01-02 03:04:05.0'" },
        { "varchar(20)", new StringValue("null"), "NULL" },
        { "int", new StringValue("NULL"), null },
        { "boolean", new StringValue("t"), "TRUE" },
        { "boolean", new NumberValue("5"), "FALSE" },
        { "timestamp", new StringValue("now()"), "now()" },
        { "timestamp", new ExpressionValue("current_timestamp + interval '1 day'"), "now()" },
        { "timestamp", new ExpressionValue("now() + interval '1 day'"), "now() + interval '1 day'" },
        { "date", new StringValue("now()"), "'now()'" },
        { "date", new DateValue("2020-01-02T03:04:05"), "'2020-01-02'" },
        { "text", new ExpressionValue("CURRENT_USER"), "CURRENT_USER" },
    };

    [Theory]
    [MemberData(nameof(Created))]
    public void A_new_columns_default_is_what_Liquibase_makes_of_it(string type, SqlValue value, string? sql)
    {
        var table = new Table(ObjectName.Of("t"), [new("c", new(type)) { Default = value }]);
        Assert.Equal($"CREATE TABLE \"t\" (\"c\" {type}{(sql is null ? "" : $" DEFAULT {sql}")})", Assert.Single(new CreateTable(table).Render(Dialect, SchemaModel.Empty(Dialect.Names))).Text);
    }
}
