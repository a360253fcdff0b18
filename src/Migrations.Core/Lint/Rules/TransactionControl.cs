using Migrations.Sql.Text;

namespace Migrations.Lint.Rules;

/// <summary>Raw SQL that controls transactions, which makes the change set run outside one.</summary>
public sealed class TransactionControl() : LintRule("MIG2004", nameof(TransactionControl), FindingSeverity.Information,
    "The change set does not commit together with its history row.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        LintNode? first = null;
        LintNode? wrong = null;
        var open = false;
        foreach (var node in changeSet.Nodes)
        {
            var kind = TransactionWord.Of(node.Raw);
            if (kind == TransactionWord.Kind.None && !(node.Raw is { Transactional: false } raw && SqlClassifier.Classify(raw.Text, changeSet.Dialect.Lexical).ControlsTransaction))
                continue;
            first ??= node;
            if ((kind == TransactionWord.Kind.Begins && open) || (kind == TransactionWord.Kind.Ends && !open))
                wrong ??= node;
            open = kind == TransactionWord.Kind.Begins || (kind != TransactionWord.Kind.Ends && open);
        }
        if (first is null)
            return Nothing;
        // BEGIN and COMMIT around all of it do what the run does anyway; else something is left open or was never begun.
        if ((wrong ?? (open ? first : null)) is { } unbalanced)
            return [At(unbalanced, "this SQL leaves a transaction open, begins one in another, or ends one that it has not begun", Advice) with { Severity = FindingSeverity.Warning }];
        return [At(first, "this SQL controls transactions by itself, so the change set does not run in one transaction with its history row", Advice)];
    }

    const string Advice = "Take BEGIN, COMMIT and the like out: every change set is a transaction where the database can.";
}
