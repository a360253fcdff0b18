using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A statement asks for a lock on a table.</summary>
public sealed class TableLocked() : LintRule("MIG3121", nameof(TableLocked), FindingSeverity.Warning,
    "Everybody else waits until the transaction ends.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.LockTable }, BlocksWriters: true, IsHarmless: false }
        ? [At(node, $"{node.Table?.ToString() ?? "a table"} is locked ({node.Lock.Name}) until the transaction ends", "Leave it to the statements to lock what they need, or ask for no more than keeps other schema changes out.")]
        : Nothing;
}
