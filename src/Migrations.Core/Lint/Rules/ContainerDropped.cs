using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A schema or a whole database is dropped.</summary>
public sealed class ContainerDropped() : LintRule("MIG3204", nameof(ContainerDropped), FindingSeverity.Warning,
    "Everything in it is gone, and locked until the transaction ends.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: RawOperation { Kind: RawOperationKind.DropSchema or RawOperationKind.DropDatabase } drop }
        ? [At(node, $"the {(drop.Kind == RawOperationKind.DropSchema ? "schema" : "database")} {drop.Part ?? drop.Target?.Name.ToString()} is dropped with everything in it", "Drop what is in it in change sets of its own, and the empty rest at the end.")]
        : Nothing;
}
