using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A stored generated column is added to a table that is there.</summary>
public sealed class StoredColumnRewritesTable() : LintRule("MIG3112", nameof(StoredColumnRewritesTable), FindingSeverity.Warning,
    "Every row has to get its computed value while the table is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AddColumn { Column: { Generated: not null, GeneratedStored: true } column } add, BlocksWriters: true, Lock.Rewrites: true, IsHarmless: false }
        ? [WithOnlineForm(node, $"the new column {add.Table}.{column.Name} is computed and stored, for which the table is written anew while {node.Whom} it",
            "Add a plain column that a trigger fills and fill the rows that are there in batches, or compute it when it is read.")]
        : Nothing;
}
