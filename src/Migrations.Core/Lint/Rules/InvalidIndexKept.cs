using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>CREATE INDEX CONCURRENTLY with IF NOT EXISTS.</summary>
public sealed class InvalidIndexKept() : LintRule("MIG3504", nameof(InvalidIndexKept), FindingSeverity.Information,
    "A build that failed leaves an invalid index of that name; IF NOT EXISTS then says that all is well, and no query ever uses it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: CreateIndex create, Raw: { Transactional: false } raw } && raw.Text.Contains("NOT EXISTS", StringComparison.OrdinalIgnoreCase)
        ? [At(node, $"IF NOT EXISTS would take an invalid index {create.Index.Name} for the one that is wanted", "Drop what a failed build has left with DROP INDEX CONCURRENTLY IF EXISTS first, and create without IF NOT EXISTS.")]
        : Nothing;
}
