using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column becomes NOT NULL, for which all rows are read under a lock.</summary>
public sealed class NotNullReadsTable() : LintRule("MIG3108", nameof(NotNullReadsTable), FindingSeverity.Warning,
    "All rows are read while the table is locked, and programs that still write NULL fail from then on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AlterColumn { After.Nullable: false } alter, BlocksForLong: true, IsHarmless: false } && alter.Changed.HasFlag(ColumnAspects.Nullable)
            && alter.Before is not { Nullable: false } && !node.ChangeSet.Run.IsValidatedNotNull(alter.Table, alter.After.Name)
        ? [WithOnlineForm(node, $"{alter.Table}.{alter.After.Name} becomes NOT NULL, for which all rows are read while {node.Whom} the table", "Prove it first by a check that is validated beside the running programs.")]
        : Nothing;
}
