using System.Collections.Immutable;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>
/// Says which change sets are sent to the database together. Each keeps a transaction of its own; what they share is the round trip, which is most of what a large
/// changelog waits for. Whatever may take its time is sent by itself, so that one sees what is running and can stop there.
/// </summary>
static class SharedBatch
{
    /// <summary>So many lose next to nothing against more, and the results of so many still come several times a second.</summary>
    const int MostChangeSets = 50;

    const int MostStatements = 250;

    /// <summary>How many of the next change sets are sent together.</summary>
    /// <param name="next">The next change sets; at least one.</param>
    /// <param name="features">What the database can do.</param>
    public static int Count(IEnumerable<PlannedChangeSet> next, DialectFeatures features)
    {
        var (count, statements) = (0, 0);
        foreach (var planned in next.Take(MostChangeSets))
        {
            statements += planned.Nodes.Sum(n => n.Statements.Length);
            if (statements > MostStatements || !MayShare(planned, features))
                break;
            count++;
        }
        return Math.Max(count, 1);
    }

    static bool MayShare(PlannedChangeSet planned, DialectFeatures features) =>
        TransactionalExecution.FitsOneBatch(planned, features)
        // Nothing about it is found out on the way, and its failure ends the run.
        && planned.AtRunTimeReason is null && planned.Undo.Kind != UndoKind.AtRunTime && planned.ChangeSet.FailOnError
        && planned.Nodes.All(TakesAMoment);

    static bool TakesAMoment(PlannedNode node) => node.Statements.All(s => s.Action is null && s.Rows is null && !s.OwnBatch)
        && EffectsOf(node.Node) is { Length: > 0 } effects && !effects.Any(e => e is RawSql or RawOperation or InsertRows { Source: not null })
        && (node.Estimate is { Rows: < MigrationRun.LargeTable } || (!effects.Any(e => e is UpdateRows or DeleteRows) && node.Statements.All(s => OnlyTouches(s.Lock))));

    /// <summary>What a node does; nothing where SQL has not been understood as a whole, or only asks, which may call anything.</summary>
    static ImmutableArray<SqlNode> EffectsOf(SqlNode node) => node is not RawSql raw ? [node] : raw is { Effects: { } effects } && (raw.IsComplete || raw.PlainData) ? effects : [];

    /// <summary>Whether it reads or writes no row but those that it brings.</summary>
    static bool OnlyTouches(StatementLock taken) => taken is { Impact: not LockImpact.Unknown, Rewrites: false, Scans: false } && !taken.Others.Any(o => o.Scans);
}
