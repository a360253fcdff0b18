using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A table is dropped that running programs may use.</summary>
public sealed class TableDropped() : LintRule("MIG3305", nameof(TableDropped), FindingSeverity.Warning,
    "Programs that are running still use the table and fail from that moment on; it locks every table that it has a foreign key with.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: DropTable drop, IsNewTable: false }
        ? [At(node, $"{drop.Table} is dropped{(drop.Cascade ? ", with the foreign keys that point at it" : "")}", "Let programs stop using it first: drop its foreign keys one by one, rename it, and drop it in a later deployment.")]
        : Nothing;
}
