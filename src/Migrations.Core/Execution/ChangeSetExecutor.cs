using System.Diagnostics;
using Migrations.Changelog;
using Migrations.History;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>
/// Runs planned change sets under the lock: what fits into a transaction with its history row in one (<see cref="TransactionalExecution"/>), others step by step
/// with their progress recorded (<see cref="StepwiseExecution"/>).
/// </summary>
/// <param name="run">The run.</param>
/// <param name="secrets">What must not be shown.</param>
public sealed class ChangeSetExecutor(MigrationRun run, SecretMask secrets)
{
    readonly SqlDialect dialect = run.Session.Dialect;
    readonly TransactionalExecution transactional = new(run, secrets);
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
        var ready = await WithStateTableAsync(Ready(planned, order), cancellationToken);
        if (TransactionalExecution.FitsOneBatch(planned, dialect.Features))
        {
            if (await transactional.InOneBatchAsync([ready], noted, cancellationToken) is { Failure: { } failure })
                throw failure;
        }
        else if (planned.Transactional)
            await transactional.InTransactionAsync(planned, ready.Statements, ready.Records, ready.Row, noted, cancellationToken);
        else
            await stepwise.RunAsync(planned, ready.Records, cancellationToken);
        return AppliedResult(ready, watch.Elapsed);
    }

    /// <summary>What is to be run and recorded of a change set. Nothing is asked of the database, which may be at work on another one meanwhile.</summary>
    /// <param name="planned">The change set, completely planned.</param>
    /// <param name="order">Its ORDEREXECUTED.</param>
    internal ReadyChangeSet Ready(PlannedChangeSet planned, int order)
    {
        var row = HistoryRows.For(planned, order, run.DeploymentId, secrets);
        var record = TransactionalExecution.FitsOneBatch(planned, dialect.Features) ? run.History.InsertOrFail(row, run.Lock.Owner) : records.Row(planned, row);
        return new(planned, planned.State == MigrationState.MarkRan ? [] : [.. planned.Statements], row, record, records.KeepUndo(planned, row));
    }

    /// <summary>Applies change sets in one round trip (<see cref="SharedBatch"/>).</summary>
    /// <param name="together">The change sets.</param>
    /// <param name="noted">Ends when the result of the change set before has been noted.</param>
    /// <param name="cancellationToken">Stops the running statement; its change set is rolled back, and none behind it is run.</param>
    /// <returns>The results of those that are applied, with an equal share of the time each, and why the next is not; null where all are.</returns>
    internal async Task<(IReadOnlyList<MigrationResult> Applied, MigrationException? Failure)> ApplyTogetherAsync(
        IReadOnlyList<ReadyChangeSet> together, Task noted, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var sets = new List<ReadyChangeSet>(together.Count);
        foreach (var ready in together)
            sets.Add(await WithStateTableAsync(ready, cancellationToken));
        var (committed, failure) = await transactional.InOneBatchAsync(sets, noted, cancellationToken);
        var share = watch.Elapsed / Math.Min(sets.Count, committed + 1);
        return ([.. sets.Take(committed).Select(p => AppliedResult(p, share))], failure);
    }

    /// <summary>The change set as it can be recorded, with our own table made where it is needed.</summary>
    async Task<ReadyChangeSet> WithStateTableAsync(ReadyChangeSet ready, CancellationToken cancellationToken)
    {
        if (ready.Undo.Length > 0 && !await TryCreateStateTableAsync(ready.Planned, cancellationToken))
            return ready with { Undo = [] };
        if (!ready.Planned.Transactional)
            await CreateStateTableAsync(cancellationToken);
        return ready;
    }

    MigrationResult AppliedResult(ReadyChangeSet set, TimeSpan duration) => ResultOf(set.Planned,
        set.Planned.State is MigrationState.Rerun or MigrationState.MarkRan ? set.Planned.State : MigrationState.Applied, duration, set.Statements.Count, set.Row);

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
            await transactional.InTransactionAsync(planned, [.. planned.Statements], records.Undone(row), null, Task.CompletedTask, cancellationToken);
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
