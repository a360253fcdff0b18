using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A unique constraint builds its index under a lock.</summary>
public sealed class BlockingUniqueConstraint() : LintRule("MIG3104", nameof(BlockingUniqueConstraint), FindingSeverity.Warning,
    "The index behind it is built while the table is locked, and one duplicate makes it fail.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: AddConstraint { Constraint: UniqueConstraint { UsingIndex: null } unique } add, BlocksForLong: true, IsHarmless: false }
        ? [WithOnlineForm(node, $"the unique constraint {unique.Name} on {string.Join(", ", unique.Columns)} is built while {node.Whom} {add.Table}", "Look for duplicates, build a unique index beside the running programs, then make it the constraint.")]
        : Nothing;
}
