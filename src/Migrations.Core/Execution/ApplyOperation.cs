using Migrations.History;
using Migrations.Planning;

namespace Migrations.Execution;

/// <summary>Applies a plan that has been shown: takes the lock, makes sure that nothing has moved, and runs it change set by change set.</summary>
/// <param name="run">The run.</param>
/// <param name="changelog">The changelog, prepared for the run's database.</param>
public sealed class ApplyOperation(MigrationRun run, PreparedChangelog changelog)
{
    readonly ChangeSetExecutor executor = new(run, changelog.Model.Secrets);
    int order;

    /// <summary>Applies the steps of a plan.</summary>
    /// <param name="approved">The plan that was shown.</param>
    /// <param name="steps">Those of its steps that were agreed to, in order; nothing behind the first that is missing here is run.</param>
    /// <param name="cancellationToken">Stops the running statement and the run.</param>
    /// <exception cref="MigrationException">A change set failed, the plan is outdated, the lock is held, or the connection was lost. Results so far have been reported.</exception>
    public async Task RunAsync(MigrationPlan approved, IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        // As with Liquibase, a database has its history tables after a first run that finds nothing to do; not where nothing was agreed to.
        var isFirst = !approved.HasChanges && !(run.Tables.LogExists && run.Tables.LockExists);
        if (steps.Count == 0 && !isFirst && approved.Run is not { ChecksumUpdates.IsEmpty: false })
            return;
        await run.Lock.HoldAsync(run.Settings.WaitTimeout, run.Observer, stop => RunLockedAsync(approved, steps, stop), cancellationToken);
    }

    /// <summary>Makes a plan from a file anew, for what needs more than what it shows.</summary>
    /// <param name="saved">The plan.</param>
    /// <param name="cancellationToken">Stops planning.</param>
    /// <exception cref="MigrationException">It does not come out the same (<see cref="ErrorCode.PlanOutdated"/>).</exception>
    public async Task<MigrationPlan> RenewAsync(MigrationPlan saved, CancellationToken cancellationToken)
    {
        var planned = await PlanOperation.PlanAsync(run, changelog, await run.ReadHistoryAsync(cancellationToken), cancellationToken);
        new PlanComparison(saved, changelog.Model.Secrets).RequireSame(planned);
        return PlanOperation.ToPlan(planned, changelog, new(run), forLater: false);
    }

    async Task RunLockedAsync(MigrationPlan approved, IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        await run.RefreshTablesAsync(cancellationToken);
        await new PlanGuard(run, changelog).RequireUnmovedAsync(approved, cancellationToken);
        var planned = await ReplanAsync(approved, cancellationToken);
        if (planned.ChangeSets.Any(c => c.State == MigrationState.Interrupted))
        {
            await ResumeAsync(planned, steps, cancellationToken);
            planned = await ReplanAsync(approved, cancellationToken);
        }
        await FillChecksumsAsync(planned, cancellationToken);
        await ApplyAsync(planned, steps, approved.PlanFile is null ? null : new PlanComparison(approved, changelog.Model.Secrets), cancellationToken);
    }

    async Task<PlannedRun> ReplanAsync(MigrationPlan approved, CancellationToken cancellationToken)
    {
        var history = await run.ReadHistoryAsync(cancellationToken);
        order = history.NextOrder;
        if (approved.Run is { } own && own.IsFor(run, history))
            return own;
        var planned = await PlanOperation.PlanAsync(run, changelog, history, cancellationToken);
        var comparison = new PlanComparison(approved, changelog.Model.Secrets);
        if (approved.IsOf(run))
            comparison.RequireSameOrDone(planned);
        else
            comparison.RequireSame(planned);
        return planned;
    }

    async Task ResumeAsync(PlannedRun planned, IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        foreach (var (set, step) in Agreed(planned, steps).Where(a => a.Set.State == MigrationState.Interrupted))
        {
            run.Observer.Started(step, 0, steps.Count);
            await run.Observer.FinishedAsync(await ReportingFailureAsync(set, () => executor.ResumeAsync(set, order++, cancellationToken)));
        }
    }

    /// <param name="planned">What is to be done.</param>
    /// <param name="steps">The steps that were agreed to.</param>
    /// <param name="shown">Compares what is decided now with what was shown; null where whoever runs it is there to see it.</param>
    /// <param name="cancellationToken">Stops the running statement and the run.</param>
    async Task ApplyAsync(PlannedRun planned, IReadOnlyList<PlanStep> steps, PlanComparison? shown, CancellationToken cancellationToken)
    {
        var agreed = Agreed(planned, steps).ToList();
        var planner = new Planner(changelog, planned.History, run.Session.Dialect, run.Settings.Contexts, new(run.Settings.LabelFilter));
        var planAgain = false;
        var noted = Task.CompletedTask;
        var secrets = changelog.Model.Secrets;
        IReadOnlyList<ReadyChangeSet>? ready = null;
        LookAhead([.. agreed.Select(a => a.Set.Undo)], cancellationToken);
        for (var i = 0; i < agreed.Count; i++)
        {
            var (set, step) = agreed[i];
            cancellationToken.ThrowIfCancellationRequested();
            run.Observer.Started(step, i, agreed.Count);
            if (!planAgain && !run.Observer.FollowsEach && (ready ?? ReadyTogether(agreed, i, order)) is { } together)
            {
                // The next ones are made ready while the database works on these. Where these fail, the run ends.
                var (behind, first) = (i + together.Count, order + together.Count);
                var next = Task.Run(() => ReadyTogether(agreed, behind, first), CancellationToken.None);
                noted = await ApplyTogetherAsync(agreed, i, together, noted, cancellationToken);
                ready = await next;
                i = behind - 1;
                continue;
            }
            if (planAgain || set.AtRunTimeReason is not null)
            {
                set = await PlanNowAsync(set);
                shown?.RequireShown(set);
            }
            // What runs was shown and stays. Only the way back needs what was there before, which could not be known then.
            else if (set.Undo.Kind == UndoKind.AtRunTime)
                set = set with { Undo = (await PlanNowAsync(set)).Undo };
            if (set.State == MigrationState.Skipped)
            {
                noted = run.Observer.FinishedAsync(executor.ResultOf(set, MigrationState.Skipped));
                continue;
            }
            foreach (var statement in set.Statements)
                run.Observer.Executing(step, new(statement, secrets.Mask(statement.Text)));
            try
            {
                noted = run.Observer.FinishedAsync(await ReportingFailureAsync(set, () => executor.ApplyAsync(set, order, noted, cancellationToken)));
                order++;
            }
            catch (MigrationException e) when (e.Code is ErrorCode.ChangeSetFailed or ErrorCode.Stopped && !set.ChangeSet.FailOnError)
            {
                run.Observer.Warning($"{e.Message} It is passed over because of 'failOnError: false' and will be tried again in the next run.");
                planAgain = true;
            }
        }
        await noted;

        Task<PlannedChangeSet> PlanNowAsync(PlannedChangeSet set) => run.PlanWithInspectionAsync((schema, facts) => planner.PlanAtRunTime(set, schema, facts), cancellationToken);
    }

    /// <summary>The change sets that are sent in one round trip from a place on, made ready; null where none share theirs.</summary>
    /// <param name="agreed">All change sets with their steps.</param>
    /// <param name="index">The place of the first.</param>
    /// <param name="first">ORDEREXECUTED of the first.</param>
    List<ReadyChangeSet>? ReadyTogether(List<(PlannedChangeSet Set, PlanStep Step)> agreed, int index, int first) =>
        SharedBatch.Count(agreed.Skip(index).Select(a => a.Set), run.Session.Dialect.Features) is > 1 and var count
            ? [.. agreed.GetRange(index, count).Select((a, i) => executor.Ready(a.Set, first + i))] : null;

    /// <summary>Applies change sets in one round trip. Each but the first is said to begin when it has: that may be told only of one at a time.</summary>
    /// <param name="agreed">All change sets with their steps.</param>
    /// <param name="index">The place of the first.</param>
    /// <param name="together">Those that share the round trip.</param>
    /// <param name="noted">Ends when the result of the one before has been noted.</param>
    /// <param name="cancellationToken">Stops the running statement and the run.</param>
    /// <returns>Ends when the result of the last has been noted.</returns>
    async Task<Task> ApplyTogetherAsync(
        List<(PlannedChangeSet Set, PlanStep Step)> agreed, int index, IReadOnlyList<ReadyChangeSet> together, Task noted, CancellationToken cancellationToken)
    {
        var (applied, failure) = await executor.ApplyTogetherAsync(together, noted, cancellationToken);
        order += applied.Count;
        for (var i = 0; i < together.Count; i++)
        {
            if (i > 0)
                run.Observer.Started(agreed[index + i].Step, index + i, agreed.Count);
            if (i == applied.Count)
                await ReportingFailureAsync(together[i].Planned, () => throw failure!);
            noted = run.Observer.FinishedAsync(applied[i]);
        }
        return noted;
    }

    /// <summary>Finds out which ways back have to be kept while the database works on the change sets before.</summary>
    static void LookAhead(IReadOnlyList<UndoPlan> undos, CancellationToken cancellationToken) => _ = Task.Run(() => undos.Count(u => !cancellationToken.IsCancellationRequested && u.Keep), cancellationToken);

    /// <summary>The planned change sets that will run and were agreed to, up to the first that was not.</summary>
    static IEnumerable<(PlannedChangeSet Set, PlanStep Step)> Agreed(PlannedRun planned, IReadOnlyList<PlanStep> steps)
    {
        var byIdentity = steps.ToDictionary(s => new ChangeSetIdentity(s.File, s.Id, s.Author));
        return planned.ChangeSets.Where(c => c.WillRun).TakeWhile(c => byIdentity.ContainsKey(c.Prepared.Identity)).Select(c => (c, byIdentity[c.Prepared.Identity]));
    }

    async Task FillChecksumsAsync(PlannedRun planned, CancellationToken cancellationToken)
    {
        if (planned.ChecksumUpdates.IsEmpty)
            return;
        await run.Session.ExecuteAsync([.. planned.ChecksumUpdates.Select(u => run.History.UpdateChecksum(u.Row, u.Checksum, run.Lock.Owner))], cancellationToken);
        run.Observer.Debug($"filled in {planned.ChecksumUpdates.Length} checksums that had been cleared");
    }

    async Task<MigrationResult> ReportingFailureAsync(PlannedChangeSet set, Func<Task<MigrationResult>> apply)
    {
        var started = DateTime.UtcNow;
        try
        {
            return await apply();
        }
        catch (MigrationException e)
        {
            await run.Observer.FinishedAsync(executor.ResultOf(set, MigrationState.Failed, DateTime.UtcNow - started, error: e.Message));
            throw;
        }
    }
}
