using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column's type or collation changes so that its rows can stay, but its indexes are built anew or its checks tried again under a lock.</summary>
public sealed class ColumnChecked() : LintRule("MIG3127", nameof(ColumnChecked), FindingSeverity.Warning,
    "Indexes on the column are built anew, or checks of it tried on all rows, while the table is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AlterColumn alter, BlocksForLong: true, Lock.Rewrites: false, IsHarmless: false } && alter.Changed.HasFlag(ColumnAspects.Type) && !(alter.Changed.HasFlag(ColumnAspects.Nullable) && !alter.After.Nullable)
        ? [WithOnlineForm(node, $"{alter.Table}.{alter.After.Name} becomes {alter.After.Type}, for which its indexes are built anew or its checks tried again while {node.Whom} the table",
            "Drop what depends on it first and build it again in its online form, or add a column beside it.")]
        : Nothing;
}
