using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>The columns that a node makes, or gives another type.</summary>
static class NewColumns
{
    /// <summary>A column, and whether it is a primary key by itself.</summary>
    internal sealed record NewColumn(Column Column, bool IsKey);

    /// <summary>The columns of a node; none for most.</summary>
    public static IEnumerable<NewColumn> Of(SqlNode node) => node switch
    {
        CreateTable { Table: var table } => table.Columns.Select(c => new NewColumn(c, table.PrimaryKey is { Columns: [var key] } && key == c.Name)),
        AddColumn add => [new(add.Column, add.Constraints.Any(c => c is PrimaryKey { Columns.Length: 1 }))],
        AlterColumn alter when alter.Changed.HasFlag(ColumnAspects.Type) => [new(alter.After, IsKey: false)],
        _ => [],
    };
}
