using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>
/// Types of columns in SQL that <c>modifySql</c> edits. Its author has looked at Liquibase's SQL: <c>replace: json</c> finds nothing where Liquibase writes
/// <c>JSON</c>, and the schema depends on that.
/// </summary>
static class EditedTypes
{
    /// <summary>The statement with the types of its columns as Liquibase writes them.</summary>
    /// <param name="statement">A statement of a typed change.</param>
    /// <param name="node">What it does.</param>
    /// <param name="dialect">The database.</param>
    public static SqlStatement Spell(SqlStatement statement, SqlNode node, SqlDialect dialect)
    {
        if (dialect.Features.LiquibaseType is not { } spell)
            return statement;
        var text = statement.Text;
        foreach (var column in Columns(node))
        {
            var (ours, theirs) = (column.Type.Text, spell(column.Type.Text));
            // Where a type stands: behind the column's name, and on PostgreSQL behind TYPE and in a cast.
            foreach (var before in new[] { $"{dialect.Quote(column.Name)} ", "TYPE ", "::" })
                text = text.Replace(before + ours, before + theirs, StringComparison.Ordinal);
        }
        return statement with { Text = text };
    }

    static ImmutableArray<Column> Columns(SqlNode node) => node switch
    {
        CreateTable { Table: var table } => table.Columns,
        AddColumn add => [add.Column],
        AlterColumn alter => [alter.After],
        _ => [],
    };
}
