using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column is added together with a constraint for which all rows are read.</summary>
public sealed class ColumnBringsConstraint() : LintRule("MIG3113", nameof(ColumnBringsConstraint), FindingSeverity.Warning,
    "All rows are read, or an index is built, while the table is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AddColumn { Constraints.IsEmpty: false } add, BlocksWriters: true, Lock: { Scans: true, Rewrites: false }, IsHarmless: false } && add.Constraints.Any(c => c is not ForeignKey { Validated: false })
        ? [WithOnlineForm(node, $"the new column {add.Table}.{add.Column.Name} brings {Words(add)}, for which all rows are read while {node.Whom} the table",
            "Add the column alone, and the constraint in its own way behind it.")]
        : Nothing;

    static string Words(AddColumn add) => string.Join(" and ", add.Constraints.Select(c => c switch
    {
        PrimaryKey => "the primary key",
        UniqueConstraint => "a unique constraint",
        CheckConstraint => "a check",
        _ => "a foreign key",
    }).Distinct());
}
