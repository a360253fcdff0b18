using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A key that numbers itself has room for few rows.</summary>
public sealed class SmallKey() : LintRule("MIG3401", nameof(SmallKey), FindingSeverity.Information,
    "An int key is used up after two thousand million rows, and making it larger later writes every row anew.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        NewColumns.Of(node.Node).FirstOrDefault(c => (c.Column.Identity is not null || c.Column.Default is SequenceNextValue || c.IsKey)
            && c.Column.Type.BaseName is "int" or "integer" or "serial" or "smallint" or "smallserial" or "tinyint" or "mediumint") is { } small && !node.Dialect.Features.IntegersAreLarge
        ? [At(node, $"the key {node.Table}.{small.Column.Name} is {small.Column.Type}", "Make it bigint.")]
        : Nothing;
}
