using System.Collections.Immutable;
using System.Globalization;
using Migrations.History;
using Migrations.Planning;
using Migrations.Schema;

namespace Migrations.Execution;

/// <summary>
/// One run against one database: the connection that reads history, holds the lock and executes, and what all operations share.
/// </summary>
public sealed class MigrationRun : IAsyncDisposable
{
    /// <summary>With fewer rows everything takes a moment, however fast the database is.</summary>
    internal const int LargeTable = 10_000;

    readonly IDatabaseProvider provider;
    HistoryIndex? ahead;

    MigrationRun(IDatabaseProvider provider, RunSettings settings, IDatabaseSession session, HistoryTables tables, IRunObserver observer)
    {
        this.provider = provider;
        Settings = settings;
        DeploymentId = settings.DeploymentId ?? NewDeploymentId();
        Session = session;
        Tables = tables;
        Observer = observer;
        History = new(tables, session.Dialect);
        State = new(tables, session.Dialect, History);
        Lock = new(session, tables, RunId);
    }

    /// <summary>What was asked for.</summary>
    public RunSettings Settings { get; }

    /// <summary>The connection.</summary>
    public IDatabaseSession Session { get; }

    /// <summary>The history tables.</summary>
    public HistoryTables Tables { get; }

    /// <summary>Reads and writes history.</summary>
    public HistoryStore History { get; }

    /// <summary>Reads and writes our own table.</summary>
    public StateStore State { get; }

    /// <summary>The lock of this run.</summary>
    public RunLock Lock { get; }

    /// <summary>Is told what happens.</summary>
    public IRunObserver Observer { get; }

    /// <summary>The id of this run.</summary>
    public string RunId { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>DEPLOYMENT_ID of this run: as in Liquibase the last ten digits of the milliseconds since 1970, of when the plan was made that it runs.</summary>
    public string DeploymentId { get; }

    internal static string NewDeploymentId() => (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() % 10_000_000_000).ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>Connects and finds the history tables.</summary>
    /// <exception cref="MigrationException">No connection, or history tables that cannot be told apart.</exception>
    public static async Task<MigrationRun> OpenAsync(IDatabaseProvider provider, RunSettings settings, IRunObserver observer, CancellationToken cancellationToken)
    {
        var session = await provider.OpenAsync(settings.Connection!, cancellationToken);
        try
        {
            session.ServerMessage += observer.ServerMessage;
            session.RowsLoaded += observer.RowsLoaded;
            var tables = await HistoryTables.FindAsync(session, settings.HistoryNames, cancellationToken);
            return new(provider, settings, session, tables, observer);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads what has run, and what was cut off, for whoever asks for it first: there is time for that while the changelog is being read.</summary>
    public async Task<HistoryIndex> ReadHistoryAheadAsync(CancellationToken cancellationToken) => ahead = await ReadHistoryAsync(cancellationToken);

    /// <summary>Reads what has run, and what was cut off.</summary>
    public async Task<HistoryIndex> ReadHistoryAsync(CancellationToken cancellationToken)
    {
        if (ahead is { } read)
        {
            ahead = null;
            return read;
        }
        var rows = await HistoryStore.ReadAsync(Session, Tables, cancellationToken);
        var progress = await State.ReadAsync(Session, StateKind.Progress, cancellationToken);
        var steps = progress.IsEmpty ? progress : await State.ReadAsync(Session, StateKind.Step, cancellationToken);
        return new(rows, progress.ToImmutableDictionary(p => p.Key, p => StepProgress.Read(p.Value, steps.GetValueOrDefault(p.Key))));
    }

    /// <summary>Looks again for the history tables: another run may have made them.</summary>
    public async Task RefreshTablesAsync(CancellationToken cancellationToken)
    {
        var now = await HistoryTables.FindAsync(Session, Settings.HistoryNames, cancellationToken);
        Tables.Created(now.LogExists, now.LockExists, now.StateExists);
    }

    /// <summary>Plans with as many looks at the database as the plan needs: usually none or one.</summary>
    /// <param name="plan">Plans with what is known.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task<T> PlanWithInspectionAsync<T>(Func<SchemaModel, PlanFacts, T> plan, CancellationToken cancellationToken)
    {
        var schema = SchemaModel.Unknown(Session.Dialect.Names);
        var facts = new PlanFacts();
        while (true)
        {
            T? result = default;
            MigrationException? failure = null;
            try
            {
                result = plan(schema, facts);
            }
            catch (MigrationException e) when (schema.Wanted.Count > 0 || facts.Wanted.Count > 0)
            {
                // What was not known may be what made it fail.
                failure = e;
            }
            // What the plan itself makes unknown on its way is not looked at now: it is not yet what it will be.
            var known = schema;
            var keys = schema.Wanted.ToList().Where(k => !known.Knows(k)).ToList();
            var queries = facts.Wanted.ToList();
            if (keys.Count > 0)
                schema = await Session.InspectAsync(keys, schema, cancellationToken);
            foreach (var query in queries)
                await AskAsync(facts, query, cancellationToken);
            var sizes = facts.WantedStatistics.ToList();
            if (sizes.Count > 0)
                await MeasureAsync(facts, sizes, cancellationToken);
            if (queries.Count == 0 && sizes.Count == 0 && !keys.Exists(schema.Knows))
                return failure is null ? result! : throw failure;
            schema.Wanted.Clear();
        }
    }

    /// <summary>A second connection, to find out what became of COMMITs whose answers were lost.</summary>
    /// <param name="rows">The rows of change sets that were sent one after the other.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    /// <returns>How many of them are there: the first ones.</returns>
    public async Task<int> CountRecordedAsync(IReadOnlyList<HistoryRow> rows, CancellationToken cancellationToken)
    {
        await using var session = await provider.OpenAsync(Settings.Connection!, cancellationToken);
        var recorded = await HistoryStore.ReadAsync(session, Tables, cancellationToken);
        return rows.TakeWhile(row => recorded.Any(r => r.Identity == row.Identity && r.OrderExecuted == row.OrderExecuted && r.DeploymentId == row.DeploymentId)).Count();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Session.DisposeAsync();

    /// <summary>Asks how large tables are, and where one is so large that it takes its time, how fast the database is.</summary>
    async Task MeasureAsync(PlanFacts facts, IReadOnlyCollection<ObjectName> tables, CancellationToken cancellationToken)
    {
        var sizes = await Session.ReadStatisticsAsync(tables, cancellationToken);
        facts.Set(sizes);
        if (sizes.Any(s => s.Rows >= LargeTable))
            facts.Speed ??= await Session.MeasureSpeedAsync(cancellationToken);
    }

    async Task AskAsync(PlanFacts facts, string query, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await Session.QueryAsync(query, cancellationToken);
            if (rows is [[var value]])
                facts.Set(query, value is null ? null : Session.Dialect.TextOf(value), null);
            else
                facts.Set(query, null, rows.Count == 1 ? "the query returns more than one column" : FormattableString.Invariant($"the query returns {rows.Count} rows, and one is asked for"));
        }
        catch (StatementFailedException e)
        {
            facts.Set(query, null, e.Message);
        }
    }
}
