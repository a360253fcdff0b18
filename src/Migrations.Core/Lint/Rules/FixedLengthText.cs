namespace Migrations.Lint.Rules;

/// <summary>A text column of fixed length.</summary>
public sealed class FixedLengthText() : LintRule("MIG3402", nameof(FixedLengthText), FindingSeverity.Information,
    "Values are filled up with blanks that some comparisons count and others do not.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        NewColumns.Of(node.Node).FirstOrDefault(c => c.Column.Type.BaseName is "char" or "character" or "bpchar" or "nchar") is { } text
        ? [At(node, $"{node.Table}.{text.Column.Name} is {text.Column.Type}", "Use varchar or text, with a check where the length matters.")]
        : Nothing;
}
