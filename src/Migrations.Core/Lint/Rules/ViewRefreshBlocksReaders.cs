using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A materialized view is filled anew while nobody can read it.</summary>
public sealed class ViewRefreshBlocksReaders() : LintRule("MIG3119", nameof(ViewRefreshBlocksReaders), FindingSeverity.Warning,
    "Nobody can read the view until its query has run.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.RefreshView, Concurrently: false, Target: { } view } } && !node.ChangeSet.Run.IsNew(view)
        ? [WithOnlineForm(node, $"{view.Name} is filled anew while nobody can read it", "Give it a unique index and refresh it concurrently.")]
        : Nothing;
}
