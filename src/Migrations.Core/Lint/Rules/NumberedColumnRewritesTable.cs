using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column that numbers itself is added to a table that is there.</summary>
public sealed class NumberedColumnRewritesTable() : LintRule("MIG3111", nameof(NumberedColumnRewritesTable), FindingSeverity.Warning,
    "Every row has to get its number while the table is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AddColumn { Column: var column } add, BlocksWriters: true, Lock.Rewrites: true, IsHarmless: false } && (column.Identity is not null || column.Default is SequenceNextValue || column.Type.BaseName.EndsWith("serial", StringComparison.Ordinal))
        ? [WithOnlineForm(node, $"the new column {add.Table}.{column.Name} numbers the rows, for which the table is written anew while {node.Whom} it",
            "Add it as a plain column, let a sequence be its default for new rows, and number the others in batches.")]
        : Nothing;
}
