using Microsoft.SqlServer.TransactSql.ScriptDom;
using Migrations.Dialects.SqlServer;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Tests.SqlServer.TransactSql;

namespace Migrations.Tests.SqlServer;

public class SqlServerValueTests
{
    [Theory]
    [InlineData("x", "'x'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("ü", "N'ü'")]
    [InlineData("", "''")]
    [InlineData("a\\b", "'a\\b'")]
    [InlineData("a\\\nb", "'a\\' + '\nb'")]
    [InlineData("ü\\\r\n'", "N'ü\\' + N'\r\n'''")]
    public void Texts_are_escaped(string text, string expected)
    {
        Assert.Equal(expected, Dialect.Literal(new StringValue(text), null));
        // The parser gives back the very text.
        var select = (SelectStatement)((TSqlScript)Parse("SELECT " + expected)).Batches[0].Statements[0];
        var expression = ((SelectScalarExpression)((QuerySpecification)select.QueryExpression).SelectElements[0]).Expression;
        Assert.Equal(text, Evaluate(expression));
    }

    static string Evaluate(ScalarExpression expression) => expression switch
    {
        StringLiteral literal => literal.Value,
        BinaryExpression sum => Evaluate(sum.FirstExpression) + Evaluate(sum.SecondExpression),
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    [Fact]
    public void A_NUL_is_an_error() => Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => Dialect.Literal(new StringValue("a\0"), null)).Code);

    [Fact]
    public void Other_values_are_written()
    {
        Assert.Equal("NULL", Dialect.Literal(new NullValue(), null));
        Assert.Equal("1.50", Dialect.Literal(new NumberValue("1.50"), null));
        Assert.Equal("1", Dialect.Literal(new BooleanValue(true), null));
        Assert.Equal("'2021-03-04'", Dialect.Literal(new DateValue("2021-03-04"), new("date")));
        Assert.Equal("'2021-03-04T00:00:00'", Dialect.Literal(new DateValue("2021-03-04"), new("datetime")));
        Assert.Equal("NEXT VALUE FOR [s].[q]", Dialect.Literal(new SequenceNextValue(new("s", "q")), null));
        Assert.Throws<MigrationException>(() => Dialect.Literal(new SequenceCurrentValue(ObjectName.Of("q")), null));
    }

    public static TheoryData<string, string, SqlValue> Definitions => new()
    {
        { "((5))", "int", new NumberValue("5") },
        { "((-1.50))", "decimal(5,2)", new NumberValue("-1.50") },
        { "('it''s')", "varchar(10)", new StringValue("it's") },
        { "(N'ü')", "nvarchar(10)", new StringValue("ü") },
        { "((1))", "bit", new BooleanValue(true) },
        { "('0')", "bit", new BooleanValue(false) },
        { "('2021-03-04T05:06:07')", "datetime", new DateValue("2021-03-04T05:06:07") },
        { "(getdate())", "datetime", new ExpressionValue("getdate()") },
        { "(NULL)", "int", new NullValue() },
        { "(NEXT VALUE FOR [dbo].[sq])", "bigint", new SequenceNextValue(new("dbo", "sq")) },
        { "(CONVERT([int],(5)))", "int", new ExpressionValue("CONVERT([int],(5))") },
        { "((1)+(2))", "int", new ExpressionValue("(1)+(2)") },
        { "('(')", "varchar(1)", new StringValue("(") },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definitions_of_defaults_are_read_back(string definition, string type, SqlValue expected) => Assert.Equal(expected, SqlServerValues.Parse(definition, new(type)));

    public static TheoryData<SqlValue, string, SqlValue> Planned => new()
    {
        { new StringValue("7"), "int", new NumberValue("7") },
        { new StringValue("true"), "bit", new BooleanValue(true) },
        { new NumberValue("1"), "bit", new BooleanValue(true) },
        { new BooleanValue(true), "varchar(5)", new StringValue("true") },
        { new BooleanValue(true), "int", new NumberValue("1") },
        { new StringValue("2021-03-04"), "date", new DateValue("2021-03-04") },
        { new DateValue("2021-03-04"), "varchar(10)", new StringValue("2021-03-04") },
        { new DateValue("2021-03-04"), "datetime", new DateValue("2021-03-04T00:00:00") },
        { new ExpressionValue("GETDATE()"), "datetime", new ExpressionValue("getdate()") },
        { new ExpressionValue("CURRENT_TIMESTAMP"), "datetime", new ExpressionValue("getdate()") },
        { new ExpressionValue("5"), "int", new NumberValue("5") },
        { new ExpressionValue("dbo.F()"), "int", new ExpressionValue("dbo.F()") },
    };

    [Theory]
    [MemberData(nameof(Planned))]
    public void Planned_defaults_become_what_will_be_inspected(SqlValue value, string type, SqlValue expected)
    {
        var canonical = SqlServerValues.Canonical(value, new(type));
        Assert.Equal(expected, canonical);
        // And what is read back of what is written is the same again.
        Assert.Equal(canonical, SqlServerValues.Parse($"({Dialect.Literal(canonical, new(type))})", new(type)));
    }

    [Theory]
    [InlineData("CREATE VIEW v AS select 1 as a;", "select 1 as a")]
    [InlineData("-- c\nCREATE OR ALTER VIEW [dbo].[a b] AS\nselect 1 as a", "select 1 as a")]
    [InlineData("CREATE   VIEW dbo.v AS with x as (select 1 as a) select a from x", "with x as (select 1 as a) select a from x")]
    [InlineData("CREATE VIEW v (a) AS select 1", null)]
    [InlineData("CREATE VIEW v WITH SCHEMABINDING AS select 1 as a", null)]
    [InlineData("SELECT 1", null)]
    public void The_query_of_a_view_is_found_where_nothing_else_is_said(string definition, string? expected) => Assert.Equal(expected, SqlServerModule.Query(definition));

    [Fact]
    public void A_renamed_view_is_made_under_its_new_name() =>
        Assert.Equal("CREATE VIEW [x].[y] (a) AS select 1", SqlServerModule.WithName("CREATE VIEW dbo . [v w] (a) AS select 1", "[x].[y]"));
}
