using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A constraint is added that the rows which are there may not fit.</summary>
public sealed class ConstraintDependsOnData() : LintRule("MIG3203", nameof(ConstraintDependsOnData), FindingSeverity.Information,
    "It fails where a row does not fit.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { BlocksForLong: false, Lock.Scans: true, IsHarmless: false } && What(node.Node) is { } what
        ? [At(node, $"{what} {node.Table} fails where a row does not fit", "Look for such rows first, and mend them.")]
        : Nothing;

    static string? What(SqlNode node) => node switch
    {
        AddConstraint { Constraint: PrimaryKey } => "the primary key on",
        AddConstraint { Constraint: UniqueConstraint } or CreateIndex { Index.Unique: true } => "the unique key on",
        AddConstraint { Constraint: CheckConstraint { Validated: true } } => "the check on",
        AddConstraint { Constraint: ForeignKey { Validated: true } } => "the foreign key on",
        AlterColumn { After.Nullable: false } alter when alter.Changed.HasFlag(ColumnAspects.Nullable) => "NOT NULL on",
        _ => null,
    };
}
