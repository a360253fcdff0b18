using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>An index of more than three columns.</summary>
public sealed class WideIndex() : LintRule("MIG3406", nameof(WideIndex), FindingSeverity.Information,
    "It is written with every row, and the columns behind the third seldom help.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node.Node is CreateIndex { Index: { Unique: false, Columns.Length: > 3 } index }
        ? [At(node, $"the index {index.Name} has {index.Columns.Length} columns", "Start with the column that chooses best.")]
        : Nothing;
}
