using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>Rows are written in the transaction that changes the schema of a table in use.</summary>
public sealed class DataUnderSchemaLock() : LintRule("MIG3129", nameof(DataUnderSchemaLock), FindingSeverity.Warning,
    "The lock of the schema change is kept until the last row is written.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        List<MigrationFinding>? found = null;
        foreach (var transaction in changeSet.Transactions)
        {
            LintNode? holder = null;
            foreach (var node in transaction)
            {
                if (IsLongWrite(node) && holder is not null)
                {
                    (found ??= []).Add(At(node, $"rows of {node.Table} are written while the same transaction keeps {holder.Table} locked ({holder.Lock.Name})",
                        "Change the schema and write the rows in change sets of their own.") with { Lock = holder.Lock.Name, LockImpact = holder.Lock.Impact.ToString() });
                    break;
                }
                if (node is { BlocksWriters: true, Table: not null, IsHarmless: false } && node.Node is not (UpdateRows or DeleteRows or InsertRows or LoadRows or RawSql))
                    holder ??= node;
            }
        }
        return found ?? Nothing;
    }

    static bool IsLongWrite(LintNode node) => node.Node switch
    {
        UpdateRows update => !node.IsHarmless && !RowChoice.IsNarrow(update.Where, node),
        DeleteRows delete => !node.IsHarmless && !RowChoice.IsNarrow(delete.Where, node),
        LoadRows => true,
        InsertRows { Source: not null } => true,
        _ => false,
    };
}
