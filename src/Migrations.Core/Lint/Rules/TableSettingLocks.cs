using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A setting of a table is changed under a strong lock.</summary>
public sealed class TableSettingLocks() : LintRule("MIG3124", nameof(TableSettingLocks), FindingSeverity.Information,
    "The lock is short, but it waits for everything that is running on the table, and everybody else waits behind it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.TableSetting }, Lock.Impact: LockImpact.ReadsAndWrites, IsHarmless: false }
        ? [At(node, $"a setting of {node.Table} is changed while nobody can read or write it", "Run it with a short lock timeout and try again.")]
        : Nothing;
}
