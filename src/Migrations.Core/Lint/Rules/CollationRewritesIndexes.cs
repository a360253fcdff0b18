using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column's collation changes, for which its indexes are built anew under a lock.</summary>
public sealed class CollationRewritesIndexes() : LintRule("MIG3127", nameof(CollationRewritesIndexes), FindingSeverity.Warning,
    "Every index on the column is built anew, or the table written anew, while it is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: AlterColumn { Before: { } was } alter, BlocksWriters: true, Lock.Rewrites: false, IsHarmless: false } && alter.Changed.HasFlag(ColumnAspects.Type) && was.Collation != alter.After.Collation
        ? [WithOnlineForm(node, $"the collation of {alter.Table}.{alter.After.Name} changes, for which its indexes are built anew while {node.Whom} the table", "Add a column with the new collation, keep both alike by a trigger, fill it in batches, and change their names at the end.")]
        : Nothing;
}
