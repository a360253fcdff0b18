using Microsoft.SqlServer.TransactSql.ScriptDom;
using Migrations.Dialects.SqlServer;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.SqlServer;

/// <summary>Renders nodes for SQL Server and lets Microsoft's own parser judge the text.</summary>
static class TransactSql
{
    public static SqlServerDialect Dialect { get; } = new(SqlServerInstance.Default);

    public static SchemaModel Unknown { get; } = SchemaModel.Unknown(Dialect.Names);

    public static List<SqlStatement> Render(SqlNode node, SchemaModel? before = null, SqlDialect? dialect = null)
    {
        var statements = node.Render(dialect ?? Dialect, before ?? Unknown).ToList();
        Assert.NotEmpty(statements);
        foreach (var statement in statements)
            Parse(statement.Text);
        return statements;
    }

    /// <summary>The statements' texts, each on its lines.</summary>
    public static string Text(SqlNode node, SchemaModel? before = null, SqlDialect? dialect = null) => string.Join("\n---\n", Render(node, before, dialect).Select(s => s.Text));

    /// <summary>Parses a batch; any error of syntax fails the test and shows the text.</summary>
    public static TSqlFragment Parse(string text)
    {
        var fragment = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"))}\n{text}");
        return fragment;
    }

    public static SchemaModel Known(params ReadOnlySpan<Table> tables)
    {
        var model = Unknown;
        foreach (var table in tables)
            model = model.With(table);
        return model;
    }

    public static Column Column(string name, string type = "int") => new(name, new SqlType(type));
}
