using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A table is created as a partition, which locks the partitioned table.</summary>
public sealed class PartitionCreated() : LintRule("MIG3125", nameof(PartitionCreated), FindingSeverity.Information,
    "The partitioned table is locked for a moment, and the default partition is read for rows that belong into the new one.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.CreatePartition }, BlocksWriters: true, IsHarmless: false }
        ? [At(node, $"a new partition locks {node.Table} for a moment", "Create the table by itself, with a check like the partition's bounds, and attach it.")]
        : Nothing;
}
