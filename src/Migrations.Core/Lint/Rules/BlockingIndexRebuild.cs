using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>An index is built anew while the table may not be written to.</summary>
public sealed class BlockingIndexRebuild() : LintRule("MIG3102", nameof(BlockingIndexRebuild), FindingSeverity.Warning,
    "Nobody can write to the table until the index is rebuilt, and what reads through it waits too.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.Reindex, Concurrently: false } reindex, BlocksWriters: true, IsHarmless: false }
        ? [WithOnlineForm(node, $"{reindex.Target?.ToString() ?? "everything"} is indexed anew while {node.Whom} it", "Rebuild it beside the running programs (CONCURRENTLY, ONLINE), outside a transaction.")]
        : Nothing;
}
