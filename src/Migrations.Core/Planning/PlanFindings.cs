using Migrations.Changelog;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Planning;

/// <summary>What the plan itself finds worth saying of a change set: no way back, SQL that leaves another session behind.</summary>
static class PlanFindings
{
    public static IEnumerable<MigrationFinding> Of(ChangeSet set, IEnumerable<PlannedNode> nodes, UndoPlan undo, SqlDialect dialect)
    {
        foreach (var node in nodes)
        {
            if (node.Node is RawSql raw && SqlClassifier.Classify(raw.Text, dialect.Lexical).ChangesSession)
            {
                yield return PlanRule.SessionStateLeft.At(node.Span, "this SQL leaves another role, database or search path behind for the change sets after it", "Put it back at the end of the same change set.")
                    with { Change = node.Span, Statement = raw.Text };
            }
        }
        if (undo is { Kind: UndoKind.None, Note: { } note })
            yield return PlanRule.NoWayBack.At(set.Span, $"change set {set.Id} has no way back: {note}", "Write a 'rollback' into it; it does not enter the checksum.");
    }
}
