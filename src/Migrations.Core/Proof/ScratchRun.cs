using System.Collections.Immutable;
using Migrations.Execution;
using Migrations.History;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>A state of the scratch database.</summary>
/// <param name="Catalog">Its objects.</param>
/// <param name="Rows">Its rows.</param>
sealed record ScratchState(IReadOnlyList<CatalogObject> Catalog, ImmutableDictionary<ObjectName, TableRows> Rows);

/// <summary>
/// A scratch database that stands where the target stands, with rows in its tables, and on which change sets run and are undone by the machinery of real runs.
/// It can be made anew at any point: what has run is run again.
/// </summary>
/// <param name="scratch">The database.</param>
/// <param name="provider">Connects to it.</param>
/// <param name="source">What the target is like.</param>
/// <param name="changelog">The changelog.</param>
/// <param name="settings">The settings of the run that is proved.</param>
/// <param name="observer">Is told of decisions.</param>
sealed class ScratchRun(IScratchDatabase scratch, IDatabaseProvider provider, ProofSource source, PreparedChangelog changelog, RunSettings settings, IRunObserver observer) : IAsyncDisposable
{
    readonly List<(PlannedChangeSet Set, RowStyle Style)> applied = [];
    readonly ProofObserver quiet = new(observer);
    MigrationRun? run;
    RowOrigins origins = new(StringComparer.Ordinal);
    ChangeSetExecutor? executor;

    /// <summary>The run on it, while it is open.</summary>
    public MigrationRun Run => run ?? throw new InvalidOperationException("the scratch database is not open");

    /// <summary>Which of its rows were made up.</summary>
    public RowOrigins Origins => origins;

    /// <summary>Knows what would leave it.</summary>
    public ScratchGuard Guard { get; } = new(scratch.Neighbours);

    /// <summary>How daring its rows are.</summary>
    public RowStyle Style { get; private set; }

    /// <summary>Makes the database what the target is, with rows, and runs again what has run.</summary>
    public async Task BuildAsync(RowStyle style, CancellationToken cancellationToken)
    {
        Style = style;
        // What has run bore those rows, and may bear no other.
        var borne = applied.Select(a => a.Style).Append(style).Max();
        await CloseAsync();
        await scratch.EmptyAsync(cancellationToken);
        var connected = settings with
        {
            Connection = scratch.Connection,
            HistoryNames = settings.HistoryNames with { Schema = null },
            AllowDataLoss = true,
            WaitTimeout = TimeSpan.FromSeconds(5),
            Selection = RunSelection.Everything,
            MarkOnly = false,
            AllowCommand = false,
            CustomChanges = new Dictionary<string, object>(),
            StepInDoubt = null,
        };
        // A connection that is made before the schemas are there would not find the default one.
        await using (var first = await provider.OpenAsync(scratch.Connection, cancellationToken))
        {
            if (scratch.IsGiven)
                await ScratchMark.SetAsync(first, cancellationToken);
            await source.Schema.RestoreAsync(first, Guard, cancellationToken);
        }
        run = await MigrationRun.OpenAsync(provider, connected, quiet, cancellationToken);
        executor = new(run, changelog.Model.Secrets);
        origins = new(run.Session.Dialect.Names);
        await LockedAsync(WriteHistoryAsync, cancellationToken);
        await FillAsync(borne, cancellationToken);
        foreach (var (set, _) in applied)
        {
            try
            {
                await RunAsync(await PlanAsync(set, cancellationToken), cancellationToken);
                await FillAsync(borne, cancellationToken);
            }
            catch (MigrationException e) when (e.Code != ErrorCode.ConnectionLost)
            {
                // It has run before, on other rows. What needs it will not run, and is said not to be provable.
                observer.Debug($"{set.ChangeSet.Identity} does not run on tamer rows: {e.Message}");
            }
        }
        if (borne > style)
            await FillAsync(style, cancellationToken);
    }

    /// <summary>Puts rows into tables that have none.</summary>
    public async Task FillAsync(RowStyle style, CancellationToken cancellationToken) =>
        await new TableFiller(Run.Session, origins).FillAsync(await SchemaAsync(cancellationToken), style, cancellationToken);

    /// <summary>Sees to it that what a change set looks for is there.</summary>
    public async Task FitAsync(IEnumerable<RowStatement> searching, CancellationToken cancellationToken)
    {
        foreach (var statement in searching)
            await new TableFiller(Run.Session, origins).FitAsync(await SchemaAsync(cancellationToken), Style, statement, cancellationToken);
    }

    /// <summary>Plans a change set against the database as it is, by the planner of real runs.</summary>
    public async Task<PlannedChangeSet> PlanAsync(PlannedChangeSet set, CancellationToken cancellationToken)
    {
        await Run.RefreshTablesAsync(cancellationToken);
        var history = await Run.ReadHistoryAsync(cancellationToken);
        var planner = new Planner(changelog, history, Run.Session.Dialect, settings.Contexts, new(settings.LabelFilter));
        if (set.State == MigrationState.MarkRan)
            return set with { Row = history.Find(set.Prepared.Identity) };
        // Whether it runs has been decided on the target, where its data are; only what could not be decided there is decided here.
        var decided = set.AtRunTimeReason is null ? set.Prepared with { ChangeSet = set.ChangeSet with { Preconditions = null } } : set.Prepared;
        var asked = set with { Prepared = decided, Row = history.Find(set.Prepared.Identity) };
        var planned = await Run.PlanWithInspectionAsync((schema, facts) => planner.PlanAtRunTime(asked, schema, facts), cancellationToken);
        return planned with { Nodes = [.. planned.Nodes.Where(n => n.Statements.All(s => s.Action is null or OutputAction))] };
    }

    /// <summary>Runs a planned change set and records it.</summary>
    public Task RunAsync(PlannedChangeSet planned, CancellationToken cancellationToken) => LockedAsync(async stop =>
    {
        await Run.RefreshTablesAsync(stop);
        var history = await Run.ReadHistoryAsync(stop);
        if (planned.WillRun)
            await executor!.ApplyAsync(planned, history.NextOrder, Task.CompletedTask, stop);
    }, cancellationToken);

    /// <summary>Notes that a change set has run for good: it runs again whenever the database is made anew.</summary>
    public void Keep(PlannedChangeSet set) => applied.Add((set, Style));

    /// <summary>Plans the way back of change sets that have run, as Undo-Migration would.</summary>
    public async Task<MigrationPlan> PlanUndoAsync(IReadOnlyList<ChangeSetIdentity> sets, CancellationToken cancellationToken)
    {
        await Run.RefreshTablesAsync(cancellationToken);
        return await new UndoOperation(Run, changelog).PlanAsync(new() { Identities = sets }, cancellationToken);
    }

    /// <summary>Undoes what was planned.</summary>
    public Task UndoAsync(MigrationPlan plan, CancellationToken cancellationToken) => new UndoOperation(Run, changelog).RunAsync(plan, plan.Steps, cancellationToken);

    /// <summary>What the database is like now.</summary>
    /// <param name="tables">The tables whose rows are read; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<ScratchState> ReadAsync(IReadOnlySet<ObjectName>? tables, CancellationToken cancellationToken)
    {
        var catalog = await SchemaCopy.CatalogAsync(Run.Session, Run.Tables, cancellationToken);
        return new(catalog, await TableRows.ReadAsync(Run.Session, catalog, tables, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync();

    async Task<SchemaModel> SchemaAsync(CancellationToken cancellationToken) => (await SchemaCopy.ReadAsync(Run.Session, Run.Tables, cancellationToken)).Model;

    Task LockedAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => Run.Lock.HoldAsync(Run.Settings.WaitTimeout, quiet, work, cancellationToken);

    async Task WriteHistoryAsync(CancellationToken cancellationToken)
    {
        if (source.History.Rows.Length > 0)
            await Run.Session.ExecuteAsync([.. source.History.Rows.Select(r => Run.History.Insert(r, Run.Lock.Owner))], cancellationToken);
    }

    async Task CloseAsync()
    {
        if (run is not null)
            await run.DisposeAsync();
        run = null;
    }
}
