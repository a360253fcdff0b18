using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>An index is dropped under a lock that a gentler form does without.</summary>
public sealed class BlockingIndexDrop() : LintRule("MIG3103", nameof(BlockingIndexDrop), FindingSeverity.Warning,
    "The lock waits for every reader of the table, and everybody else waits behind it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: DropIndex drop, BlocksWriters: true, IsHarmless: false } && !node.ChangeSet.Run.IsNew(new ObjectKey(ObjectKind.Index, drop.Index)) && ChangeSetText.OnlineFormOf(node) is { } fix
        ? [At(node, $"dropping the index {drop.Index.Name} locks {node.Table?.ToString() ?? "its table"} against reads and writes", "Drop it concurrently, outside a transaction.") with { Fix = fix }]
        : Nothing;
}
