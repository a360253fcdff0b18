using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>TRUNCATE with CASCADE.</summary>
public sealed class TruncateReachesOthers() : LintRule("MIG3205", nameof(TruncateReachesOthers), FindingSeverity.Warning,
    "Every table with a foreign key to it is emptied too, also those that nobody thought of.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: RawOperation { Kind: RawOperationKind.Truncate, Cascade: true } }
        ? [At(node, $"TRUNCATE CASCADE empties {node.Table?.ToString() ?? "the table"} and every table that points at it", "Name the tables that are meant, without CASCADE.")]
        : Nothing;
}
