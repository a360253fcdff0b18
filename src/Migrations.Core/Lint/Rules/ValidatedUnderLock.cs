using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A constraint is validated in a transaction that holds a stronger lock on its table.</summary>
public sealed class ValidatedUnderLock() : LintRule("MIG3122", nameof(ValidatedUnderLock), FindingSeverity.Warning,
    "The lock of the earlier statement is kept while all rows are read, which is what the two steps were meant to avoid.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        List<MigrationFinding>? found = null;
        foreach (var transaction in changeSet.Transactions)
        {
            for (var i = 1; i < transaction.Length; i++)
            {
                if (transaction[i] is { Node: RawOperation { Kind: RawOperationKind.ValidateConstraint } validate, Table: { } table, IsHarmless: false } node
                    && transaction[..i].FirstOrDefault(n => n.BlocksWriters && n.Table == table) is { } holder)
                {
                    (found ??= []).Add(At(node, $"{validate.Part} is validated while an earlier statement of the same transaction keeps {holder.Lock.Name} on {table}",
                        "Validate it in a change set of its own.") with { Lock = holder.Lock.Name, LockImpact = holder.Lock.Impact.ToString() });
                }
            }
        }
        return found ?? Nothing;
    }
}
