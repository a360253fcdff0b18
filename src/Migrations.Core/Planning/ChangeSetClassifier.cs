using Migrations.Changelog;
using Migrations.History;

namespace Migrations.Planning;

/// <summary>Decides from history, filters and checksums what a change set is to a database, as Liquibase does.</summary>
/// <param name="history">What has run.</param>
/// <param name="contexts">The contexts of the run.</param>
/// <param name="labels">The label expression of the run.</param>
/// <param name="dbms">The database.</param>
public sealed class ChangeSetClassifier(HistoryIndex history, IReadOnlyCollection<string> contexts, LabelExpression labels, string dbms)
{
    /// <summary>What a change set is, why, and its row in history.</summary>
    public (MigrationState State, string? Reason, HistoryRow? Row) Classify(PreparedChangeSet prepared)
    {
        var set = prepared.ChangeSet;
        if (set.Ignore)
            return (MigrationState.Skipped, "ignored by the changelog", null);
        if (!set.MatchesDbms)
            return (MigrationState.Skipped, $"dbms '{set.Dbms}' is not {dbms}", null);
        var row = history.Find(prepared.Identity);
        // What was cut off comes first: where it was a second run or an undo, history still has the row of the first run.
        if (history.ProgressOf(set) is { } progress)
            return (MigrationState.Interrupted, progress.IsUndo ? "its undo was cut off" : "begun by a run that was cut off", row);
        if (row is not null)
            return ClassifyRun(prepared, row);
        return Filtered(set) is { } reason ? (MigrationState.Skipped, reason, null) : (MigrationState.Pending, null, null);
    }

    (MigrationState, string?, HistoryRow?) ClassifyRun(PreparedChangeSet prepared, HistoryRow row)
    {
        var set = prepared.ChangeSet;
        if (set.RunAlways)
            return Filtered(set) is { } skipped ? (MigrationState.Skipped, skipped, row) : (MigrationState.Rerun, "runAlways", row);
        if (StoredChecksum.IsValid(row, prepared))
            return (MigrationState.Applied, null, row);
        var reason = $"checksum {row.Md5Sum} in history, {StoredChecksum.Now(row, prepared)} in the changelog";
        if (!set.RunOnChange)
            return (MigrationState.Changed, reason, row);
        return Filtered(set) is { } filtered ? (MigrationState.Skipped, filtered, row) : (MigrationState.Rerun, $"runOnChange: {reason}", row);
    }

    string? Filtered(ChangeSet set)
    {
        foreach (var context in set.InheritedContexts.Add(set.Context))
        {
            if (!context.Matches(contexts))
                return contexts.Count == 0 ? $"context '{context}' has to be asked for" : $"context '{context}' is not in '{string.Join(",", contexts)}'";
        }
        return set.InheritedLabels.Add(set.Labels).FirstOrDefault(l => !labels.Matches(l)) is { } label
            ? $"labels '{label}' do not match '{labels}'"
            : null;
    }
}
