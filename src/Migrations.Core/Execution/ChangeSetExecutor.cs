using System.Diagnostics;
using Migrations.Changelog;
using Migrations.History;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>
/// Runs planned change sets under the lock. A transactional one travels with its history row and COMMIT in one batch where the server ends a batch at the
/// first failure; elsewhere COMMIT follows when the row is known to be written: two round trips. Others go step by step with their progress recorded
/// (<see cref="StepwiseExecution"/>).
/// </summary>
/// <param name="run">The run.</param>
/// <param name="secrets">What must not be shown.</param>
public sealed class ChangeSetExecutor(MigrationRun run, SecretMask secrets)
{
    readonly SqlDialect dialect = run.Session.Dialect;
    readonly StatementSender sender = new(run);
    readonly StepwiseExecution stepwise = new(run, secrets);
    readonly ChangeSetRecords records = new(run.Tables, run.History, run.State, run.Lock.Owner, secrets);

    /// <summary>Applies a change set: runs it, or only records it where that is planned.</summary>
    /// <param name="planned">The change set, completely planned.</param>
    /// <param name="order">Its ORDEREXECUTED.</param>
    /// <param name="noted">Ends when the result of the change set before has been noted: what can be rolled back is begun meanwhile, and committed behind it.</param>
    /// <param name="cancellationToken">Stops the running statement; the change set is rolled back or stays resumable.</param>
    /// <exception cref="MigrationException">It failed (<see cref="ErrorCode.ChangeSetFailed"/>), or the lock or the connection was lost.</exception>
    public async Task<MigrationResult> ApplyAsync(PlannedChangeSet planned, int order, Task noted, CancellationToken cancellationToken)
    {
        if (!planned.Transactional || planned.Statements.Any(s => s.Action is not null || s.Rows is not null))
            await noted;
        var watch = Stopwatch.StartNew();
        RequirePerformable(planned);
        var row = HistoryRows.For(planned, order, run.DeploymentId, secrets);
        var undo = records.KeepUndo(planned, row);
        if (undo.Length > 0 && !await TryCreateStateTableAsync(planned, cancellationToken))
            undo = [];
        else if (!planned.Transactional)
            await CreateStateTableAsync(cancellationToken);
        var statements = planned.State == MigrationState.MarkRan ? [] : planned.Statements.ToList();
        if (planned.Transactional && dialect.Features.BatchEndsAtFailure && ChangeSetRecords.AddsRow(planned))
            await InOneBatchAsync(planned, statements, undo, row, noted, cancellationToken);
        else if (planned.Transactional)
            await InTransactionAsync(planned, statements, [records.Row(planned, row), .. undo], row, noted, cancellationToken);
        else
            await stepwise.RunAsync(planned, [records.Row(planned, row), .. undo], cancellationToken);
        return ResultOf(planned, planned.State is MigrationState.Rerun or MigrationState.MarkRan ? planned.State : MigrationState.Applied, watch.Elapsed, statements.Count, row);
    }

    /// <summary>Carries a change set on that an earlier run began, from its own record.</summary>
    public async Task<MigrationResult> ResumeAsync(PlannedChangeSet planned, int order, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        RequirePerformable(planned);
        var row = HistoryRows.For(planned, order, run.DeploymentId, secrets);
        var progress = planned.Progress!;
        SqlStatement[] undo = progress.Undo is { } nodes ? [records.KeepUndo(nodes, row)] : [];
        await stepwise.ResumeAsync(planned, [records.Row(planned, row), .. undo], cancellationToken);
        return ResultOf(planned, planned.Row is null ? MigrationState.Applied : MigrationState.Rerun, watch.Elapsed, progress.Statements.Length - progress.Done, row);
    }

    /// <summary>Undoes a change set, or carries its undo on, and removes its row.</summary>
    /// <param name="planned">The change set with the nodes of the way back.</param>
    /// <param name="cancellationToken">Stops the running statement.</param>
    public async Task<MigrationResult> UndoAsync(PlannedChangeSet planned, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        RequirePerformable(planned);
        var row = planned.Row!;
        if (planned.Progress is not null)
            await stepwise.ResumeAsync(planned, records.Undone(row), cancellationToken);
        else if (planned.Transactional)
            await InTransactionAsync(planned, [.. planned.Statements], records.Undone(row), null, Task.CompletedTask, cancellationToken);
        else
        {
            await CreateStateTableAsync(cancellationToken);
            await stepwise.RunAsync(planned, records.Undone(row), cancellationToken);
        }
        return ResultOf(planned, MigrationState.Undone, watch.Elapsed, planned.Statements.Count(), row);
    }

    /// <summary>What the plan has shown may be another thing now, where it was only made when its turn came.</summary>
    void RequirePerformable(PlannedChangeSet planned)
    {
        if (planned is { AtRunTimeReason: { } reason, Nodes.IsEmpty: true } && planned.State != MigrationState.MarkRan)
        {
            throw new MigrationException(ErrorCode.NotSupported, $"change set {planned.ChangeSet.Identity} changes something behind SQL, a command or a custom change of its own that may have changed it, too: {reason}",
                "Put what comes behind that into a change set of its own.", planned.ChangeSet.Span) { ChangeSet = planned.ChangeSet.Identity };
        }
        ActionRules.RequireAllowed(planned, run.Settings, secrets);
        ActionRules.RefuseStop(planned, secrets);
    }

    /// <summary>One batch with everything and COMMIT. Where the lock is no longer ours, the row of history is an error, and what is behind it does not happen.</summary>
    /// <param name="planned">The change set.</param>
    /// <param name="statements">What is run of it.</param>
    /// <param name="undo">What keeps its way back.</param>
    /// <param name="row">Its row of history.</param>
    /// <param name="noted">What has to have ended before it is sent.</param>
    /// <param name="cancellationToken">Stops the running statement.</param>
    async Task InOneBatchAsync(PlannedChangeSet planned, List<SqlStatement> statements, SqlStatement[] undo, HistoryRow row, Task noted, CancellationToken cancellationToken)
    {
        var set = planned.ChangeSet;
        var opening = dialect.Opening(statements);
        // Row and change set come and go together, and giving back the lock makes all of them durable: no change set needs to wait for the disk by itself.
        SqlStatement[] later = dialect.Features.DurableLater is { } statement ? [statement] : [];
        SqlStatement[] batch = [.. opening, .. statements, run.History.InsertOrFail(row, run.Lock.Owner), .. undo, .. later, dialect.CommitTransaction];
        await noted;
        try
        {
            await sender.ExecuteAsync(set, batch, cancellationToken);
        }
        catch (StatementFailedException e)
        {
            await RollbackAsync(e);
            var isRow = e.Index == opening.Count + statements.Count;
            throw isRow && !await run.Lock.IsHeldAsync(cancellationToken) ? LockLost(set) : Failed(set, e, e.Index - opening.Count, [.. planned.StatementSpans.Take(statements.Count)]);
        }
        catch (MigrationException e) when (e.Code == ErrorCode.ConnectionLost)
        {
            throw await LostAsync(set, row, e, cancellationToken);
        }
        catch (Exception e)
        {
            await RollbackAsync(e);
            throw;
        }
    }

    /// <summary>One batch with everything, then COMMIT.</summary>
    /// <param name="planned">The change set.</param>
    /// <param name="statements">What is run of it.</param>
    /// <param name="records">What records it; the first has to affect exactly one row.</param>
    /// <param name="row">The row that a lost COMMIT is looked up by; null where there is none to find.</param>
    /// <param name="noted">What has to have ended before COMMIT.</param>
    /// <param name="cancellationToken">Stops the running statement.</param>
    async Task InTransactionAsync(PlannedChangeSet planned, List<SqlStatement> statements, SqlStatement[] records, HistoryRow? row, Task noted, CancellationToken cancellationToken)
    {
        try
        {
            var affected = await sender.ExecuteAsync(planned.ChangeSet, [.. dialect.Opening(statements), .. statements, .. records], cancellationToken);
            if (affected[^records.Length] != 1)
                throw LockLost(planned.ChangeSet);
            await noted;
        }
        catch (Exception e)
        {
            await RollbackAsync(e);
            if (e is StatementFailedException failed)
                throw Failed(planned.ChangeSet, failed, failed.Index - dialect.Opening(statements).Count, [.. planned.StatementSpans.Take(statements.Count)]);
            throw;
        }
        await CommitAsync(planned.ChangeSet, row, cancellationToken);
    }

    async Task CommitAsync(ChangeSet set, HistoryRow? row, CancellationToken cancellationToken)
    {
        try
        {
            // Once COMMIT is on its way there is no stopping it, only not knowing.
            await run.Session.ExecuteAsync([dialect.CommitTransaction], CancellationToken.None);
        }
        catch (StatementFailedException e)
        {
            await RollbackAsync(e);
            throw Failed(set, e, 0, []);
        }
        catch (MigrationException e) when (e.Code == ErrorCode.ConnectionLost && row is not null)
        {
            throw await LostAsync(set, row, e, cancellationToken);
        }
    }

    /// <summary>The error of a connection that was lost when COMMIT may have been on its way: says what became of the change set.</summary>
    async Task<MigrationException> LostAsync(ChangeSet set, HistoryRow row, MigrationException cause, CancellationToken cancellationToken)
    {
        var committed = await run.IsRecordedAsync(row, cancellationToken);
        return new(ErrorCode.ConnectionLost, $"the connection was lost while change set {set.Identity} was being run; it was {(committed ? "committed" : "rolled back")}: {cause.Message}",
            "Run the command again: it carries on from there.", innerException: cause) { ChangeSet = set.Identity };
    }

    async Task RollbackAsync(Exception cause)
    {
        if (cause is MigrationException { Code: ErrorCode.ConnectionLost })
            return;
        try
        {
            await run.Session.ExecuteAsync([dialect.RollbackTransaction], CancellationToken.None);
        }
        catch (Exception e) when (e is StatementFailedException or MigrationException)
        {
            // The server has rolled back by itself (and says that there is nothing to roll back), or is gone; the cause is what matters.
            run.Observer.Debug($"ROLLBACK after a failure: {e.Message}");
        }
    }

    /// <summary>Where rights forbid our own table, transactional change sets run all the same (DESIGN 3a.3).</summary>
    async Task<bool> TryCreateStateTableAsync(PlannedChangeSet planned, CancellationToken cancellationToken)
    {
        try
        {
            await CreateStateTableAsync(cancellationToken);
            return true;
        }
        catch (StatementFailedException e) when (e.Kind == StatementFailure.NoRights && planned.Transactional)
        {
            run.Observer.Warning($"{run.Tables.State} cannot be created ({e.Message}), so the way back of {planned.ChangeSet.Id} comes only from the changelog");
            return false;
        }
    }

    async Task CreateStateTableAsync(CancellationToken cancellationToken)
    {
        if (run.Tables.StateExists)
            return;
        await run.Session.ExecuteAsync([.. run.Tables.CreateState().Render(dialect, Schema.SchemaModel.Empty(dialect.Names))], cancellationToken);
        run.Tables.Created(log: false, @lock: false, state: true);
    }

    MigrationException Failed(ChangeSet set, StatementFailedException failure, int index, IReadOnlyList<SourceSpan> spans) =>
        StatementErrors.Of(set, failure, index, spans, run.Session.Target, secrets);

    MigrationException LockLost(ChangeSet set) => StatementErrors.LockLost(set, run.Session.Target);

    /// <summary>What a run tells of a change set.</summary>
    /// <param name="planned">The change set.</param>
    /// <param name="state">What became of it.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="statements">How many statements ran.</param>
    /// <param name="row">Its row in history; null where there is none.</param>
    /// <param name="error">Why it failed.</param>
    public MigrationResult ResultOf(PlannedChangeSet planned, MigrationState state, TimeSpan duration = default, int statements = 0, HistoryRow? row = null, string? error = null) => new()
    {
        Id = planned.ChangeSet.Id,
        Author = planned.ChangeSet.Author,
        File = planned.ChangeSet.FileName,
        State = state,
        Description = secrets.Mask(planned.Prepared.Description),
        Checksum = planned.Prepared.Checksum,
        Duration = duration,
        StatementCount = statements,
        Error = error is null ? null : secrets.Mask(error),
        Reason = planned.Reason,
        Target = run.Session.Target,
        RunId = run.RunId,
        DeploymentId = row?.DeploymentId,
        Origin = run.Settings,
    };
}
