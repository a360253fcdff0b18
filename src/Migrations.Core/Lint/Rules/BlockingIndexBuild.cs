using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>An index is built while the table may not be written to.</summary>
public sealed class BlockingIndexBuild() : LintRule("MIG3101", nameof(BlockingIndexBuild), FindingSeverity.Warning,
    "Nobody can write to the table until the whole index is built.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: CreateIndex create, BlocksForLong: true, IsHarmless: false }
        ? [WithOnlineForm(node, $"the index {create.Index.Name} is built while {node.Whom} {create.Table}", "Build it beside the running programs, outside a transaction.")]
        : Nothing;
}
