using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column is renamed.</summary>
public sealed class ColumnRenamed() : LintRule("MIG3301", nameof(ColumnRenamed), FindingSeverity.Warning,
    "Programs that are running still use the old name and fail from that moment on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: RenameColumn rename, IsHarmless: false } && !node.ChangeSet.Run.IsNew(rename.Table, rename.From)
        ? [WithOnlineForm(node, $"{rename.Table}.{rename.From} becomes {rename.To}", "Add a column of the new name, keep both alike until every program uses it, then drop the old one.")]
        : Nothing;
}
