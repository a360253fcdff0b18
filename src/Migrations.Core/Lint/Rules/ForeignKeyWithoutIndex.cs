using Migrations.Schema;
using Migrations.Sql;
using System.Collections.Immutable;

namespace Migrations.Lint.Rules;

/// <summary>A foreign key whose columns have no index.</summary>
public sealed class ForeignKeyWithoutIndex() : LintRule("MIG3408", nameof(ForeignKeyWithoutIndex), FindingSeverity.Information,
    "Every delete and every change of a key in the referenced table reads this table as a whole.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        List<MigrationFinding>? found = null;
        foreach (var node in changeSet.Nodes)
        {
            foreach (var key in Keys(node.Node))
            {
                // The index may come with a later statement of the change set.
                if (node.Table is { } name && changeSet.Nodes[^1].After.TableOrNull(name) is { } table && table.ForeignKeys.Any(k => k.Columns.SequenceEqual(key.Columns)) && !HasIndex(table, key, node.Before.Names))
                    (found ??= []).Add(At(node, $"the foreign key on {name} ({string.Join(", ", key.Columns)}) has no index behind it", "Create an index on its columns, before the key."));
            }
        }
        return found ?? Nothing;
    }

    static IEnumerable<ForeignKey> Keys(SqlNode node) => node switch
    {
        CreateTable create => create.Table.ForeignKeys,
        AddColumn add => add.Constraints.OfType<ForeignKey>(),
        AddConstraint { Constraint: ForeignKey key } => [key],
        _ => [],
    };

    static bool HasIndex(Table table, ForeignKey key, StringComparer names)
    {
        return (table.PrimaryKey is { } primary && Leads(primary.Columns)) || table.UniqueConstraints.Any(u => Leads(u.Columns)) || table.Indexes.Any(i => Leads([.. i.Columns.Select(c => c.Name)]));

        bool Leads(ImmutableArray<string> columns) => columns.Length >= key.Columns.Length && columns.Take(key.Columns.Length).All(c => key.Columns.Contains(c, names));
    }
}
