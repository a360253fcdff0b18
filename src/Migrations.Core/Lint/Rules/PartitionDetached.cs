using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A partition is detached under a lock on the whole table.</summary>
public sealed class PartitionDetached() : LintRule("MIG3117", nameof(PartitionDetached), FindingSeverity.Warning,
    "Nobody can read or write the whole partitioned table while it waits and works.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.DetachPartition, Concurrently: false } detach, BlocksWriters: true, IsHarmless: false }
        ? [WithOnlineForm(node, $"detaching the partition {detach.Part} locks {node.Table} against reads and writes", "Detach it concurrently, outside a transaction.")]
        : Nothing;
}
