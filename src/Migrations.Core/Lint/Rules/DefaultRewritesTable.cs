using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column is added with a default for which every row is written anew.</summary>
public sealed class DefaultRewritesTable() : LintRule("MIG3110", nameof(DefaultRewritesTable), FindingSeverity.Warning,
    "A value that differs from row to row has to be written into every row while the table is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AddColumn { Column: { Default: not null, Identity: null, Generated: null } column } add, BlocksWriters: true, Lock.Rewrites: true, IsHarmless: false } && column.Default is not SequenceNextValue
        ? [WithOnlineForm(node, $"the default of the new column {add.Table}.{column.Name} differs from row to row, so that the table is written anew while {node.Whom} it",
            "Add the column without it, set the default for new rows, and fill the others in batches.")]
        : Nothing;
}
