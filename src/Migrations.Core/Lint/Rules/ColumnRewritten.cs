using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column's type changes in a way that every row has to be written anew for.</summary>
public sealed class ColumnRewritten() : LintRule("MIG3109", nameof(ColumnRewritten), FindingSeverity.Warning,
    "The whole table and its indexes are written anew while it is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AlterColumn alter, BlocksWriters: true, Lock.Rewrites: true, IsHarmless: false } && alter.Changed.HasFlag(ColumnAspects.Type)
        ? [WithOnlineForm(node, $"the type of {alter.Table}.{alter.After.Name} becomes {alter.After.Type}{(alter.Before is { } was ? $" (it is {was.Type})" : "")}, for which the table is written anew while {node.Whom} it",
            "Add a column of the new type, keep both alike by a trigger, fill it in batches, and change their names at the end.")]
        : Nothing;
}
