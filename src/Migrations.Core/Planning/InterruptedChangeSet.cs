using Migrations.History;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>The rest of a change set, or of its undo, that was cut off outside a transaction: the statements that were recorded when it was begun.</summary>
static class InterruptedChangeSet
{
    /// <summary>Plans what is left.</summary>
    /// <param name="prepared">The change set.</param>
    /// <param name="progress">How far it has come.</param>
    /// <param name="row">Its row in history: of the run before, or the one that its undo removes; null for a first run.</param>
    /// <param name="reason">Why it is carried on.</param>
    /// <exception cref="MigrationException">It has been edited since (<see cref="ErrorCode.StepInDoubt"/>).</exception>
    public static PlannedChangeSet Plan(PreparedChangeSet prepared, StepProgress progress, HistoryRow? row, string? reason)
    {
        var set = prepared.ChangeSet;
        if (progress.Checksum != prepared.Checksum)
        {
            throw new MigrationException(ErrorCode.StepInDoubt,
                $"change set {set.Identity} was cut off after statement {progress.Done} of {progress.Statements.Length}, and has been edited since",
                "Put the change set back as it was and run again, or finish it by hand and delete its row of kind 'progress' from MIGRATIONS_STATE.", set.Span) { ChangeSet = set.Identity };
        }
        var remaining = progress.Statements.Skip(progress.Done).Select(s => new PlannedNode(new RawSql(s.Sql), set.Span,
            [new(s.Sql, StatementLock.Unknown) { Transactional = s.Transactional, OwnBatch = s.OwnBatch, Action = s.Action is { } action ? StatementAction.Read(action) : null }], s.Before, s.After));
        return new()
        {
            Prepared = prepared,
            State = progress.IsUndo ? MigrationState.Undo : MigrationState.Interrupted,
            Reason = FormattableString.Invariant($"{reason}; carried on behind statement {progress.Done} of {progress.Statements.Length}"),
            Row = row,
            Nodes = [.. remaining],
            Progress = progress,
            Transactional = false,
            Undo = new(UndoKind.AtRunTime, [], [], null),
        };
    }

    /// <summary>What comes behind it: what the schema will be then is not known before it is complete.</summary>
    public static PlannedChangeSet Behind(PlannedChangeSet set) =>
        set.WillRun && set.AtRunTimeReason is null ? set with { AtRunTimeReason = "planned again when the change set that was cut off is complete" } : set;

    /// <summary>The error of a run that would have to go on beside what was cut off.</summary>
    /// <param name="progress">How far it has come.</param>
    /// <param name="span">Where the change set stands; null where the changelog does not have it.</param>
    public static MigrationException InTheWay(StepProgress progress, Changelog.SourceSpan? span)
    {
        var identity = progress.Identity.ToString();
        var (what, advice) = progress.IsUndo
            ? ("the undo of change set", $"Finish it with Undo-Migration first: undo {progress.Id} again. Invoke-Migration can then apply it anew.")
            : ("the second run of change set", "Finish it with Invoke-Migration first.");
        return new(ErrorCode.RunInterrupted, FormattableString.Invariant($"{what} {identity} was cut off after statement {progress.Done} of {progress.Statements.Length}"), advice, span) { ChangeSet = identity };
    }
}
