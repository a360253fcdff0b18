using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>An exclusion constraint builds its index under a lock.</summary>
public sealed class ExclusionReadsTable() : LintRule("MIG3115", nameof(ExclusionReadsTable), FindingSeverity.Warning,
    "Its index is built while the table is locked, and no database has a gentler way.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.AddExclusion } exclusion, IsHarmless: false }
        ? [At(node, $"the exclusion constraint {exclusion.Part} is built while {node.Whom} {node.Table}", "Do it in a maintenance window, or give it to a new table and move the rows over.")]
        : Nothing;
}
