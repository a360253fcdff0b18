using System.Collections.Immutable;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>
/// What of the rows a change set and its way back make no secret of losing: what the change set destroys cannot come back, what the plan says is lost has been
/// said, and what the author states to have been there before can only be held against rows that the changelog itself has made.
/// </summary>
sealed class DataClaims
{
    readonly ImmutableArray<RowStatement> up, down;
    readonly string? note;

    DataClaims(ImmutableArray<RowStatement> up, ImmutableArray<RowStatement> down, string? note)
    {
        this.up = up;
        this.down = down;
        this.note = note;
    }

    /// <summary>The claims of a change set.</summary>
    /// <param name="planned">The change set with its way back, as it was planned when it ran.</param>
    /// <param name="undo">The nodes of the way back, as they were planned when they ran.</param>
    /// <param name="dialect">The database.</param>
    public static DataClaims Of(PlannedChangeSet planned, ImmutableArray<PlannedNode> undo, SqlDialect dialect) =>
        new(Read(planned.Nodes, dialect), planned.Undo.Kind == UndoKind.Explicit ? Read(undo, dialect) : [], planned.Undo.Note);

    /// <summary>The claims of several change sets together.</summary>
    public static DataClaims Of(IReadOnlyCollection<DataClaims> all) =>
        new([.. all.SelectMany(c => c.up)], [.. all.SelectMany(c => c.down)], string.Join(' ', all.Select(c => c.note)));

    static ImmutableArray<RowStatement> Read(ImmutableArray<PlannedNode> nodes, SqlDialect dialect) => [.. nodes.SelectMany(n => Read(n, dialect))];

    static IEnumerable<RowStatement> Read(PlannedNode node, SqlDialect dialect) => node.Node switch
    {
        RawSql or InsertRows or UpdateRows or DeleteRows => node.Statements.SelectMany(s => RowStatement.Read(s.Text, dialect)),
        // NULLs that make room for NOT NULL are filled while the table is written anew.
        RebuildTable rebuild when !rebuild.Values.IsEmpty => rebuild.Values.Select(v => new RowStatement(RowEffect.Update, rebuild.From.Name.Name, [new(v.Column, IsConstant: false)], $"{v.Column} IS NULL")),
        { Destroys: { Column: { } column } risk } => [new(RowEffect.DropColumn, risk.Table.Name, [new(column, IsConstant: false)], null)],
        { Destroys: { } risk } => [new(RowEffect.DropTable, risk.Table.Name, [], null)],
        _ => [],
    };

    /// <summary>The statements of the change set that look for rows which were there before it.</summary>
    public IEnumerable<RowStatement> Searching => up.Where(s => s is { Effect: RowEffect.Update or RowEffect.Delete, Where: not null } && !up.Any(i => i.Effect == RowEffect.Insert && Same(i.Table, s.Table)));

    /// <summary>Whether the values of a column are said to be lost.</summary>
    public bool LosesValues(ObjectName table, string column) => LosesTable(table) || Has(up, RowEffect.DropColumn, table, column)
        || (note is not null && (note.Contains($"{table}.{column}", StringComparison.OrdinalIgnoreCase)
            || (note.Contains($"rows of {table} had NULL", StringComparison.OrdinalIgnoreCase) && note.Contains(column, StringComparison.OrdinalIgnoreCase))));

    /// <summary>Whether the change set fills NULLs of a column, which nobody can tell from other values afterwards.</summary>
    public bool FillsNull(ObjectName table, string column) => up.Any(s => s.Effect == RowEffect.Update && Same(s.Table, table.Name) && s.Columns.Any(c => Same(c.Column, column))
        && s.Where is { } where && where.Contains(column, StringComparison.OrdinalIgnoreCase) && where.Contains("IS NULL", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the table goes with its rows.</summary>
    public bool LosesTable(ObjectName table) => Has(up, RowEffect.DropTable, table, null) || note?.Contains($"the rows of {table}", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether the change set deletes rows.</summary>
    public bool Deletes(ObjectName table) => Has(up, RowEffect.Delete, table, null);

    /// <summary>Whether the way back sets a column that the change set has set to what the author says was there.</summary>
    public bool States(ObjectName table, string column) => InsertsBack(table)
        || (up.Any(s => s.Effect == RowEffect.Update && Same(s.Table, table.Name) && s.Columns.Any(c => Same(c.Column, column))) && down.Any(s => s.Effect == RowEffect.Update && Same(s.Table, table.Name) && s.Columns.Any(c => c.IsConstant && Same(c.Column, column))));

    /// <summary>Whether the way back inserts rows that the change set has removed.</summary>
    public bool InsertsBack(ObjectName table) => Has(down, RowEffect.Insert, table, null) && (Deletes(table) || LosesTable(table));

    static bool Has(ImmutableArray<RowStatement> statements, RowEffect effect, ObjectName table, string? column) =>
        statements.Any(s => s.Effect == effect && Same(s.Table, table.Name) && (column is null || s.Columns.Any(c => Same(c.Column, column))));

    static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
