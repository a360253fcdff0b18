using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A foreign key is dropped, which locks both of its tables.</summary>
public sealed class ForeignKeyDropLocksParent() : LintRule("MIG3126", nameof(ForeignKeyDropLocksParent), FindingSeverity.Warning,
    "Both tables are locked against reads and writes, and rows that point nowhere are accepted from then on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: DropConstraint { Constraint: ForeignKey key } drop, Lock.Impact: LockImpact.ReadsAndWrites, IsHarmless: false }
        ? [At(node, $"dropping the foreign key {key.Name} locks {drop.Table} and {(node.Lock.Others is [var other, ..] ? other.Table : "the table that it points at")} against reads and writes", "Drop one foreign key per change set, with a short lock timeout.")]
        : Nothing;
}
