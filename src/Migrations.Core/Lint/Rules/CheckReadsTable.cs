using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A check constraint is checked against all rows under a lock.</summary>
public sealed class CheckReadsTable() : LintRule("MIG3106", nameof(CheckReadsTable), FindingSeverity.Warning,
    "All rows are read while the table is locked, and one that does not fit makes it fail.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: AddConstraint { Constraint: CheckConstraint { Validated: true } check } add, BlocksForLong: true, IsHarmless: false }
        ? [WithOnlineForm(node, $"the check {check.Name} is tried on all rows of {add.Table} while {node.Whom} it", "Add it without looking at the rows that are there, and validate it in a later change set.")]
        : Nothing;
}
