using Migrations.Changelog;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Planning;

/// <summary>What the plan itself finds worth saying of a change set: data that is lost, no way back, SQL that meddles with transactions or the session.</summary>
static class PlanFindings
{
    public static IEnumerable<MigrationFinding> Of(ChangeSet set, IEnumerable<PlannedNode> nodes, UndoPlan undo, SqlDialect dialect)
    {
        foreach (var node in nodes)
        {
            foreach (var finding in Of(node, dialect))
                yield return finding with { Change = node.Span, Statement = node.Node is RawSql raw ? raw.Text : null };
        }
        if (undo is { Kind: UndoKind.None, Note: { } note })
            yield return PlanRule.NoWayBack.At(set.Span, $"change set {set.Id} has no way back: {note}", "Write a 'rollback:' into it; it does not enter the checksum.");
    }

    static IEnumerable<MigrationFinding> Of(PlannedNode node, SqlDialect dialect)
    {
        if (node.Node.Destroys is { } risk)
            yield return PlanRule.DataLoss.At(node.Span, Describe(risk), "Make sure that nothing needs it any more; what is dropped comes back without its data.");
        if (node.Node is not RawSql raw)
            yield break;
        var classification = SqlClassifier.Classify(raw.Text, dialect.Lexical);
        if (classification.ControlsTransaction)
        {
            yield return PlanRule.TransactionControl.At(node.Span, "this SQL controls transactions by itself, so the change set does not run in one transaction with its history row",
                "Take BEGIN, COMMIT and the like out: every change set is a transaction where the database can.");
        }
        if (classification.ChangesSession)
            yield return PlanRule.SessionStateLeft.At(node.Span, "this SQL leaves another role, database or search path behind for the change sets after it", "Put it back at the end of the same change set.");
    }

    static string Describe(DataAtRisk risk) => risk switch
    {
        { Column: { } column } => $"the values of {risk.Table}.{column} are lost",
        { Where: not null } => $"rows of {risk.Table} are lost",
        _ => $"the rows of {risk.Table} are lost",
    };
}
