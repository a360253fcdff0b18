using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>One transaction locks several tables in use.</summary>
public sealed class SeveralTablesLocked() : LintRule("MIG3128", nameof(SeveralTablesLocked), FindingSeverity.Warning,
    "Locks are kept until the last statement has run, and two such transactions can deadlock.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        List<MigrationFinding>? found = null;
        foreach (var transaction in changeSet.Transactions)
        {
            LintNode? first = null;
            foreach (var node in transaction)
            {
                if (node is not { BlocksWriters: true, Table: { } table, Raw: null or { PlainData: false }, IsHarmless: false, Node: not (UpdateRows or DeleteRows or InsertRows or LoadRows) })
                    continue;
                if (first is null)
                    first = node;
                else if (first.Table != table)
                {
                    (found ??= []).Add(At(node, $"{table} is locked while the same transaction keeps {first.Table} locked", "Give each table a change set of its own."));
                    break;
                }
            }
        }
        return found ?? Nothing;
    }
}
