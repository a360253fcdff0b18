using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column's type becomes narrower than the values that may be in it.</summary>
public sealed class ColumnNarrowed() : LintRule("MIG3202", nameof(ColumnNarrowed), FindingSeverity.Warning,
    "It fails half-way on the first value that does not fit, and programs that still write such values fail from then on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AlterColumn { Before: { } was } alter, IsHarmless: false } && alter.Changed.HasFlag(ColumnAspects.Type) && TypeWidth.IsNarrower(was.Type, alter.After.Type)
        ? [At(node, $"{alter.Table}.{alter.After.Name} becomes narrower: {was.Type} to {alter.After.Type}", "Look for values that do not fit before, or add a column of the new type beside the old one.")]
        : Nothing;
}
