namespace Migrations.Lint.Rules;

/// <summary>Something that cannot run in a transaction stands in one, or takes its whole change set out of one.</summary>
public sealed class ConcurrentlyInTransaction() : LintRule("MIG3502", nameof(ConcurrentlyInTransaction), FindingSeverity.Error,
    "The server refuses it there.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        if (changeSet.Planned.Transactional)
            return Nothing;
        List<MigrationFinding>? found = null;
        var open = false;
        foreach (var node in changeSet.Nodes)
        {
            open = TransactionWord.Of(node.Raw) switch
            {
                TransactionWord.Kind.Begins => true,
                TransactionWord.Kind.Ends => false,
                _ => open,
            };
            if (node.Raw is not { Transactional: false } raw || TransactionWord.Of(raw) != TransactionWord.Kind.None || !node.Dialect.Features.TransactionalDdl)
                continue;
            if (open)
                (found ??= []).Add(At(node, "this statement cannot run between BEGIN and COMMIT", "Take BEGIN and COMMIT out, and write 'runInTransaction: false'."));
            else if (changeSet.ChangeSet.RunInTransaction)
                (found ??= []).Add(OutsideTransaction(node, changeSet));
        }
        return found ?? Nothing;
    }

    // Alone it is run as it has to be; with others it takes them out of their transaction, too.
    MigrationFinding OutsideTransaction(LintNode node, LintChangeSet changeSet)
    {
        var alone = changeSet.Nodes.All(n => n.Raw is { Transactional: false });
        var finding = At(node, alone ? "this statement runs outside a transaction, though the change set does not say so" : "this statement takes all of its change set out of the transaction: when one fails, the others stay",
            alone ? "Write 'runInTransaction: false' on the change set; Liquibase fails without it." : "Give it a change set of its own with 'runInTransaction: false'.");
        return finding with { Severity = alone ? FindingSeverity.Information : FindingSeverity.Warning };
    }
}
