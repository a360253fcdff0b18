using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column is added together with a foreign key, which locks the table that it points at.</summary>
public sealed class ForeignKeyLocksParent() : LintRule("MIG3114", nameof(ForeignKeyLocksParent), FindingSeverity.Warning,
    "Writes to a second table, often a busy one, wait behind a lock that is not about it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AddColumn add, BlocksWriters: true, Lock: { Scans: false, Rewrites: false }, IsHarmless: false }
            && add.Constraints.OfType<ForeignKey>().FirstOrDefault(k => k.Validated && !node.ChangeSet.Run.IsHarmless(k.ReferencedTable)) is { } key
        ? [WithOnlineForm(node, $"the foreign key of the new column {add.Table}.{add.Column.Name} locks {key.ReferencedTable} against writes together with {add.Table}; no rows are read",
            "Add the column alone, then the foreign key without looking at rows, and validate it later.")]
        : Nothing;
}
