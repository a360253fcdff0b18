using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A primary key builds its index, or looks for NULLs, under a lock.</summary>
public sealed class BlockingPrimaryKey() : LintRule("MIG3105", nameof(BlockingPrimaryKey), FindingSeverity.Warning,
    "The index is built, and every row is read for NULLs, while the table is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node)
    {
        if (node is not { Node: AddConstraint { Constraint: PrimaryKey key } add, BlocksForLong: true, IsHarmless: false })
            return Nothing;
        if (key.UsingIndex is null)
            return [WithOnlineForm(node, $"the primary key of {add.Table} is built while {node.Whom} it", "Make its columns NOT NULL without a scan, build a unique index beside the running programs, then make it the key.")];
        // With an index that is there only columns that may be NULL are still looked through.
        return node.TableBefore is { } table && key.Columns.Any(c => table.Column(c, node.Before.Names) is { Nullable: true })
            ? [WithOnlineForm(node, $"the primary key takes over the index {key.UsingIndex}, but all rows of {add.Table} are read for NULLs under the lock", "Make its columns NOT NULL first, by a check that is validated.")]
            : Nothing;
    }
}
