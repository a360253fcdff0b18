using System.Collections.Immutable;
using Migrations.History;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Plans and runs the way back: last first, each change set's written rollback, or what was kept of it, or what its changes say.</summary>
/// <param name="run">The run.</param>
/// <param name="changelog">The changelog, prepared for the run's database.</param>
public sealed class UndoOperation(MigrationRun run, PreparedChangelog changelog)
{
    readonly ChangeSetExecutor executor = new(run, changelog.Model.Secrets);

    /// <summary>Plans the undo of what is selected. Writes nothing.</summary>
    /// <param name="selection">What to undo.</param>
    /// <param name="cancellationToken">Stops planning.</param>
    /// <param name="forLater">Whether another run is to execute it, which has to see that nothing has moved.</param>
    /// <exception cref="MigrationException">There is no such tag, a change set is not in the changelog, or has no way back.</exception>
    public async Task<MigrationPlan> PlanAsync(UndoSelection selection, CancellationToken cancellationToken, bool forLater = false)
    {
        var history = await run.ReadHistoryAsync(cancellationToken);
        var planned = await PlanRunAsync(Select(history, selection), history, cancellationToken, forLater);
        return PlanOperation.ToPlan(planned, changelog, new(run), forLater, isUndo: true);
    }

    /// <summary>Undoes the steps of a plan.</summary>
    /// <param name="approved">The plan that was shown.</param>
    /// <param name="steps">Those of its steps that were agreed to, in order.</param>
    /// <param name="cancellationToken">Stops the running statement and the run.</param>
    /// <exception cref="MigrationException">A change set failed, data would be lost (<see cref="ErrorCode.DataLoss"/>), the plan is outdated, the lock is held, or the connection was lost.</exception>
    public async Task RunAsync(MigrationPlan approved, IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
            return;
        await run.Lock.HoldAsync(run.Settings.WaitTimeout, run.Observer, stop => RunLockedAsync(approved, steps, stop), cancellationToken);
    }

    /// <inheritdoc cref="ApplyOperation.RenewAsync"/>
    public async Task<MigrationPlan> RenewAsync(MigrationPlan saved, CancellationToken cancellationToken) =>
        PlanOperation.ToPlan(await PlanAgainAsync(saved, await run.ReadHistoryAsync(cancellationToken), cancellationToken), changelog, new(run), forLater: false, isUndo: true);

    async Task RunLockedAsync(MigrationPlan approved, IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        await run.RefreshTablesAsync(cancellationToken);
        await new PlanGuard(run, changelog).RequireUnmovedAsync(approved, cancellationToken);
        var history = await run.ReadHistoryAsync(cancellationToken);
        var planned = approved.Run is { } own && own.IsFor(run, history) ? own : await PlanAgainAsync(approved, history, cancellationToken);
        await UndoAsync([.. planned.ChangeSets.Take(steps.Count)], steps, approved.PlanFile is null ? null : new PlanComparison(approved, changelog.Model.Secrets), cancellationToken);
    }

    async Task<PlannedRun> PlanAgainAsync(MigrationPlan approved, HistoryIndex history, CancellationToken cancellationToken)
    {
        var planned = await PlanRunAsync([.. approved.Steps.Select(step => StillApplied(step, history))], history, cancellationToken);
        new PlanComparison(approved, changelog.Model.Secrets).RequireSame(planned);
        return planned;
    }

    async Task UndoAsync(ImmutableArray<PlannedChangeSet> sets, IReadOnlyList<PlanStep> steps, PlanComparison? shown, CancellationToken cancellationToken)
    {
        if (!run.Settings.AllowDataLoss)
            await RefuseDataLossAsync(sets, cancellationToken);
        var secrets = changelog.Model.Secrets;
        for (var i = 0; i < sets.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            run.Observer.Started(steps[i], i, sets.Length);
            var set = sets[i];
            if (set.AtRunTimeReason is not null)
            {
                set = (await PlanRunAsync([set.Row!], await run.ReadHistoryAsync(cancellationToken), cancellationToken)).ChangeSets[0];
                shown?.RequireShown(set);
            }
            foreach (var statement in set.Statements)
                run.Observer.Executing(steps[i], new(statement, secrets.Mask(statement.Text)));
            await run.Observer.FinishedAsync(await executor.UndoAsync(set, cancellationToken));
        }
    }

    async Task<PlannedRun> PlanRunAsync(ImmutableArray<HistoryRow> rows, HistoryIndex history, CancellationToken cancellationToken, bool forLater = false)
    {
        if (history.Progress.Values.FirstOrDefault(p => p.IsUndo && !rows.Any(r => r.Identity == p.Identity)) is { } begun)
            throw InterruptedChangeSet.InTheWay(begun, changelog.Find(begun.Identity)?.ChangeSet.Span);
        var kept = await run.State.ReadAsync(run.Session, StateKind.Undo, cancellationToken);
        var planner = new UndoPlanner(changelog, run.Session.Dialect, run.Settings.Contexts, new(run.Settings.LabelFilter));
        var (sets, before) = await run.PlanWithInspectionAsync((schema, _) => (Plan(planner, rows, history, kept, schema), schema), cancellationToken);
        var planned = new PlannedRun(sets, 0, [], [], history) { After = SchemaModel.Unknown(run.Session.Dialect.Names), Dialect = run.Session.Dialect };
        return await PlanOperation.KeptAsync((planned, before), run, forLater, cancellationToken);
    }

    ImmutableArray<PlannedChangeSet> Plan(
        UndoPlanner planner, ImmutableArray<HistoryRow> rows, HistoryIndex history, ImmutableDictionary<string, string> kept, SchemaModel schema)
    {
        var planned = ImmutableArray.CreateBuilder<PlannedChangeSet>();
        var resumesFirst = false;
        foreach (var row in rows)
        {
            var prepared = changelog.Find(row.Identity) ?? (kept.ContainsKey(StateStore.UndoKey(row)) ? PreparedChangeSet.OfHistory(row) : throw Unknown(row));
            var begun = history.ProgressOf(prepared.ChangeSet);
            var (one, after) = begun is null ? PlanOne(planner, prepared, row, kept, schema) : (Continue(prepared, row, begun), schema.ForgetAll());
            planned.Add(resumesFirst ? InterruptedChangeSet.Behind(one) : one);
            schema = after;
            resumesFirst |= begun is not null;
        }
        return planned.ToImmutable();
    }

    static MigrationException Unknown(HistoryRow row) => new(ErrorCode.RollbackImpossible,
        $"change set {row.FileName}::{row.Id}::{row.Author} is in history and not in the changelog, and no way back was kept for it",
        "Give the changelog that has it, with the search path under which it ran.");

    static PlannedChangeSet Continue(PreparedChangeSet prepared, HistoryRow row, StepProgress begun) => begun.IsUndo
        ? InterruptedChangeSet.Plan(prepared, begun, row, "its undo was cut off")
        : throw InterruptedChangeSet.InTheWay(begun, prepared.ChangeSet.Span);

    (PlannedChangeSet Set, SchemaModel After) PlanOne(UndoPlanner planner, PreparedChangeSet prepared, HistoryRow row, ImmutableDictionary<string, string> kept, SchemaModel schema)
    {
        var one = new PlannedChangeSet { Prepared = prepared, State = MigrationState.Undo, Row = row };
        if (row.ExecType == "MARK_RAN")
            return (one with { Reason = "it was recorded without running, so only its row goes" }, schema);
        try
        {
            var (undo, nodes, after) = planner.PlanApplied(prepared, row.Md5Sum, kept.GetValueOrDefault(StateStore.UndoKey(row)), schema);
            return (one with { Undo = undo, Nodes = nodes, Before = schema, After = after, Transactional = PlannedChangeSet.FitsOneTransaction(prepared.ChangeSet, nodes, run.Session.Dialect) }, after);
        }
        catch (UnknownObjectException e)
        {
            return (one with { AtRunTimeReason = $"the shape of {e.Key} is looked at when it is undone" }, schema.ForgetAll());
        }
    }

    static ImmutableArray<HistoryRow> Select(HistoryIndex history, UndoSelection selection)
    {
        var newestFirst = history.Rows.Where(r => !r.IsForTag).Reverse();
        if (selection.Count is { } count)
            return [.. newestFirst.Take(count)];
        if (selection.ToDate is { } date)
            return [.. newestFirst.TakeWhile(r => r.DateExecuted > date)];
        if (selection.Ids is { } ids)
            return [.. history.WithIds(ids).Reverse()];
        if (selection.Identities is { } identities)
            return [.. newestFirst.Where(r => identities.Contains(r.Identity))];
        var tagged = history.Rows.ToList().FindIndex(r => string.Equals(r.Tag, selection.ToTag, StringComparison.OrdinalIgnoreCase));
        if (tagged < 0)
        {
            throw new MigrationException(ErrorCode.RollbackImpossible, $"there is no tag '{selection.ToTag}' in history",
                "Get-Migration shows the tags there are.");
        }
        // As in Liquibase: the tagged change set stays, unless it is the one that did nothing but set the tag.
        var keep = history.Rows[tagged].Description?.StartsWith("tagDatabase", StringComparison.OrdinalIgnoreCase) == true ? tagged : tagged + 1;
        return [.. history.Rows.Skip(keep).Reverse()];
    }

    static HistoryRow StillApplied(PlanStep step, HistoryIndex history) =>
        history.Rows.FirstOrDefault(r => step.Planned is { } planned ? r == planned.Row : r.Identity == step.Identity && r.OrderExecuted == step.OrderExecuted) ?? throw new MigrationException(
            ErrorCode.PlanOutdated, $"change set {step} was undone or run again by somebody else since this was planned", "Plan again, look at it, and run it again.");

    /// <summary>Looks, under the lock and before the first statement, whether there is data that would be lost (DESIGN 3a.10).</summary>
    async Task RefuseDataLossAsync(IEnumerable<PlannedChangeSet> sets, CancellationToken cancellationToken)
    {
        foreach (var set in sets)
        {
            foreach (var node in set.Undo.Nodes)
            {
                if (UndoPlanner.RestoresWithoutData(node) is { } shape)
                    throw DataLoss(set, $"brings back {shape} without its data");
                if (node.Destroys is { } risk && await HasDataAsync(risk, cancellationToken))
                    throw DataLoss(set, risk.Column is null ? $"destroys rows of {risk.Table}" : $"destroys the values of {risk.Table}.{risk.Column}");
            }
        }
    }

    async Task<bool> HasDataAsync(DataAtRisk risk, CancellationToken cancellationToken)
    {
        var q = run.Session.Dialect;
        var condition = risk.Column is { } column ? $" WHERE {q.Quote(column)} IS NOT NULL" : risk.Where is { } where ? $" WHERE {q.Condition(where)}" : "";
        try
        {
            var rows = await run.Session.QueryAsync($"SELECT CASE WHEN EXISTS (SELECT 1 FROM {q.Quote(risk.Table)}{condition}) THEN 1 ELSE 0 END", cancellationToken);
            return Convert.ToInt32(rows[0][0], System.Globalization.CultureInfo.InvariantCulture) == 1;
        }
        catch (StatementFailedException e) when (e.Kind == StatementFailure.NoSuchTable)
        {
            return false;
        }
    }

    static MigrationException DataLoss(PlannedChangeSet set, string what) => new(ErrorCode.DataLoss, $"undoing change set {set.ChangeSet.Identity} {what}",
        "Save what is needed, and run again with -AllowDataLoss.", set.ChangeSet.Span) { ChangeSet = set.ChangeSet.Identity };
}
