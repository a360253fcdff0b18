using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A foreign key is checked against all rows under a lock on both tables.</summary>
public sealed class ForeignKeyReadsTables() : LintRule("MIG3107", nameof(ForeignKeyReadsTables), FindingSeverity.Warning,
    "Both tables are locked against writes while every row is looked up.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: AddConstraint { Constraint: ForeignKey { Validated: true } key } add, BlocksForLong: true, IsHarmless: false }
        ? [WithOnlineForm(node, $"the foreign key {key.Name} is checked against all rows of {add.Table} while nobody can write to it or to {key.ReferencedTable}", "Add it without looking at the rows that are there, and validate it in a later change set.")]
        : Nothing;
}
