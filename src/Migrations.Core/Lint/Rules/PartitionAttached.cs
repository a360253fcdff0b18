using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A partition is attached, for which its rows are read under a lock.</summary>
public sealed class PartitionAttached() : LintRule("MIG3116", nameof(PartitionAttached), FindingSeverity.Warning,
    "All rows of the partition, and of the default partition, are read while they are locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.AttachPartition } attach, IsHarmless: false } && !(attach.Part is { } part && node.ChangeSet.Run.IsHarmless(new(node.Table?.Schema, part)))
        ? [At(node, $"{attach.Part ?? "a table"} becomes a partition of {node.Table}, for which its rows are read under a lock", "Give it a check that says the same as the partition's bounds, validate that first, then attach it.")]
        : Nothing;
}
