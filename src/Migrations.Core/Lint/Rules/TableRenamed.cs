using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A table is renamed, and nothing takes its old name.</summary>
public sealed class TableRenamed() : LintRule("MIG3302", nameof(TableRenamed), FindingSeverity.Warning,
    "Programs that are running still use the old name and fail from that moment on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: RenameTable rename, IsHarmless: false } && !node.ChangeSet.Nodes.Any(n => n.Node is CreateView view && view.View.Name == rename.Table)
        ? [WithOnlineForm(node, $"{rename.Table} becomes {rename.To}", "Create a view of the old name in the same transaction, and drop it when no program uses it any more.")]
        : Nothing;
}
