using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column is dropped that running programs may use.</summary>
public sealed class ColumnDropped() : LintRule("MIG3304", nameof(ColumnDropped), FindingSeverity.Warning,
    "Programs that are running still read and write the column and fail from that moment on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: DropColumn drop, IsNewTable: false } && !node.ChangeSet.Run.IsNew(drop.Table, drop.Column)
        ? [At(node, $"{drop.Table}.{drop.Column} is dropped", "Let programs stop using it first, and let it be NULL or have a default meanwhile; drop it in a later deployment.")]
        : Nothing;
}
