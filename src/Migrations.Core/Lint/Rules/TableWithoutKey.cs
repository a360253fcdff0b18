using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A table without a primary key.</summary>
public sealed class TableWithoutKey() : LintRule("MIG3410", nameof(TableWithoutKey), FindingSeverity.Information,
    "Its rows cannot be told apart, so that they can be neither undone nor written in batches nor replicated well.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        List<MigrationFinding>? found = null;
        foreach (var node in changeSet.Nodes)
        {
            if (node.Node is CreateTable { Table: { PrimaryKey: null, UniqueConstraints.IsEmpty: true } table } && changeSet.Nodes[^1].After.TableOrNull(table.Name) is { PrimaryKey: null })
                (found ??= []).Add(At(node, $"{table.Name} has no primary key", "Give it one."));
        }
        return found ?? Nothing;
    }
}
