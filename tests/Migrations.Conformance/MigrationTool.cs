using System.Collections.Concurrent;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.History;
using Migrations.Planning;
using Migrations.Reports;
using Migrations.Schema;

namespace Migrations.Conformance;

/// <summary>The product as a library: one changelog folder, one database.</summary>
sealed class MigrationTool(string connection, string changelog, string? provider = null, string? searchPath = null) : IRunObserver
{
    /// <summary>The connection string.</summary>
    public string Connection => connection;

    /// <summary>The changelog.</summary>
    public string Changelog => changelog;

    readonly RunSettings settings = new()
    {
        ChangelogPath = changelog,
        SearchPath = [searchPath ?? (Directory.Exists(changelog) ? changelog : Path.GetDirectoryName(changelog)!)],
        Location = searchPath ?? (Directory.Exists(changelog) ? changelog : Path.GetDirectoryName(changelog)!),
        Connection = new(connection) { Provider = provider },
        WaitTimeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>How to connect; the usual way where it is not set.</summary>
    public IDatabaseProvider? Provider { get; init; }

    /// <summary>Whether commands of the changelog may run.</summary>
    public bool AllowCommand { get; init; }

    /// <summary>What programs that ran for it have written.</summary>
    public ConcurrentQueue<string> Said { get; } = [];

    /// <summary>What is decided of a step in doubt.</summary>
    public StepInDoubtDecision? StepInDoubt { get; init; }

    /// <summary>What the last operation did.</summary>
    public ConcurrentQueue<MigrationResult> Results { get; } = [];

    /// <summary>How far it said that loads were.</summary>
    public ConcurrentQueue<(string File, long Rows)> Progress { get; } = [];

    /// <summary>Is called whenever it says how far a load is.</summary>
    public Action? OnProgress { get; set; }

    /// <summary>Is called before each change set, with its id.</summary>
    public Func<string, Task>? OnStarted { get; init; }

    /// <summary>What it warned of.</summary>
    public ConcurrentQueue<string> Warnings { get; } = [];

    /// <summary>Applies what is pending.</summary>
    /// <returns>The schema as it was planned to be.</returns>
    public Task<SchemaModel> ApplyAsync() => ApplyAsync(RunSelection.Everything);

    /// <summary>Applies a part of what is pending, or records it without running, until it is stopped.</summary>
    /// <returns>The schema as it was planned to be.</returns>
    public async Task<SchemaModel> ApplyAsync(RunSelection selection, bool markOnly = false, CancellationToken cancellationToken = default)
    {
        await using var run = await OpenAsync(settings with { Selection = selection, MarkOnly = markOnly });
        var prepared = ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target);
        var plan = await PlanOperation.PlanAsync(run, prepared, cancellationToken);
        await new ApplyOperation(run, prepared).RunAsync(plan, [.. plan.Steps.Where(s => s.WillRun)], cancellationToken);
        return plan.Run!.After;
    }

    /// <summary>Plans.</summary>
    public async Task<MigrationPlan> PlanAsync()
    {
        await using var run = await OpenAsync();
        return await PlanOperation.PlanAsync(run, ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target), CancellationToken.None);
    }

    /// <summary>Plans, and writes the plan to a file.</summary>
    /// <returns>The file.</returns>
    public async Task<string> SavePlanAsync()
    {
        await using var run = await OpenAsync();
        return Save(await PlanOperation.PlanAsync(run, ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target), CancellationToken.None, forLater: true));
    }

    /// <summary>Plans the undo of the last change sets, and writes the plan to a file.</summary>
    /// <returns>The file.</returns>
    public async Task<string> SaveUndoPlanAsync(int count)
    {
        await using var run = await OpenAsync();
        return Save(await new UndoOperation(run, ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target)).PlanAsync(new() { Count = count }, CancellationToken.None, forLater: true));
    }

    static string Save(MigrationPlan plan)
    {
        var file = Path.Combine(TempFolder.Create(), "plan.json");
        using var writer = new StreamWriter(file);
        PlanFormats.OfFile(file).Write(plan, writer);
        return file;
    }

    /// <summary>Runs a plan from a file, as Invoke-Migration and Undo-Migration do.</summary>
    public async Task RunPlanAsync(string file, CancellationToken cancellationToken = default)
    {
        var plan = new PlanReader(file, "plan.json") { Location = settings.Location }.Read();
        await using var run = await OpenAsync(plan.Origin! with { Connection = settings.Connection, DeploymentId = plan.DeploymentId, AllowDataLoss = true });
        var prepared = ChangelogSource.Read(run.Settings, run.Session.Dialect, run.Session.Target);
        if (plan.IsUndo)
            await new UndoOperation(run, prepared).RunAsync(plan, [.. plan.Steps.Where(s => s.WillRun)], cancellationToken);
        else
            await new ApplyOperation(run, prepared).RunAsync(plan, [.. plan.Steps.Where(s => s.WillRun)], cancellationToken);
    }

    /// <summary>Does something behind the product's back.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var run = await OpenAsync();
        await run.Session.ExecuteAsync([new(sql, Sql.StatementLock.Unknown) { Transactional = false }], CancellationToken.None);
    }

    /// <summary>Tags the last row.</summary>
    public async Task TagAsync(string tag)
    {
        await using var run = await OpenAsync();
        await new TagOperation(run).RunAsync(tag, CancellationToken.None);
    }

    /// <summary>Clears all checksums.</summary>
    public async Task ClearChecksumsAsync()
    {
        await using var run = await OpenAsync();
        var operation = new RepairOperation(run, RepairKind.ClearChecksum, null);
        await operation.RunAsync(await operation.PlanAsync(RepairSelection.Everything, CancellationToken.None), _ => Task.CompletedTask, CancellationToken.None);
    }

    /// <summary>The script that applies what is pending.</summary>
    public async Task<string> ScriptAsync()
    {
        await using var run = await OpenAsync();
        var prepared = ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target);
        var script = new StringWriter();
        ScriptOperation.Write(await PlanOperation.PlanAsync(run, prepared, CancellationToken.None), script);
        return script.ToString();
    }

    /// <summary>The script that undoes the last change sets.</summary>
    public async Task<string> UndoScriptAsync(int count)
    {
        await using var run = await OpenAsync();
        var prepared = ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target);
        var script = new StringWriter();
        ScriptOperation.Write(await new UndoOperation(run, prepared).PlanAsync(new() { Count = count }, CancellationToken.None), script);
        return script.ToString();
    }

    /// <summary>Who holds the lock by its row.</summary>
    public async Task<LockHolder?> LockHolderAsync()
    {
        await using var run = await OpenAsync();
        return await run.Lock.ReadAsync(CancellationToken.None);
    }

    /// <summary>Undoes the last change sets.</summary>
    public Task UndoAsync(int count) => UndoAsync(_ => new() { Count = count });

    /// <summary>Undoes change sets by their ids.</summary>
    public Task UndoAsync(params IReadOnlyCollection<string> ids) =>
        UndoAsync(history => new() { Identities = [.. history.Where(r => ids.Contains(r.Id)).Select(r => r.Identity)] });

    async Task UndoAsync(Func<IReadOnlyList<HistoryRow>, UndoSelection> select)
    {
        await using var run = await OpenAsync(settings with { AllowDataLoss = true });
        var operation = new UndoOperation(run, ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target));
        var plan = await operation.PlanAsync(select(await HistoryAsync()), CancellationToken.None);
        await operation.RunAsync(plan, [.. plan.Steps], CancellationToken.None);
    }

    /// <summary>The whole schema as text, table by table, without the history tables.</summary>
    /// <param name="asPlanned">Whether it is to be compared with a planned one.</param>
    public async Task<SortedDictionary<string, string>> InspectAsync(bool asPlanned = false)
    {
        await using var run = await OpenAsync();
        return Describe(await run.Session.InspectAsync(null, SchemaModel.Unknown(run.Session.Dialect.Names), CancellationToken.None), run.Tables, asPlanned);
    }

    /// <summary>What history says.</summary>
    public async Task<IReadOnlyList<HistoryRow>> HistoryAsync()
    {
        await using var run = await OpenAsync();
        return (await run.ReadHistoryAsync(CancellationToken.None)).Rows;
    }

    /// <summary>What history says, as texts, without what differs from run to run.</summary>
    public async Task<List<string>> HistoryTextAsync() =>
        [.. (await HistoryAsync()).Select(r => $"{r.OrderExecuted} {r.FileName}::{r.Id}::{r.Author} {r.ExecType} {r.Md5Sum} {r.Description} {r.Comments} {r.Tag} {r.Contexts} {r.Labels} {r.Liquibase}")];

    /// <summary>Where every change set stands.</summary>
    public async Task<IReadOnlyList<MigrationInfo>> StatusAsync()
    {
        await using var run = await OpenAsync();
        return await StatusOperation.RunAsync(run, ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target), CancellationToken.None);
    }

    /// <summary>Whether schema changes roll back with their transaction.</summary>
    public async Task<bool> HasTransactionalDdlAsync()
    {
        await using var run = await OpenAsync();
        return run.Session.Dialect.Features.TransactionalDdl;
    }

    /// <summary>The answer to a query.</summary>
    public async Task<IReadOnlyList<object?[]>> QueryAsync(string sql)
    {
        await using var run = await OpenAsync();
        return await run.Session.QueryAsync(sql, CancellationToken.None);
    }

    /// <summary>A schema as text, object by object, without the history tables.</summary>
    public static SortedDictionary<string, string> Describe(SchemaModel schema, HistoryTables? tables, bool asPlanned = true)
    {
        var keys = schema.Tables.Where(t => tables is null || !tables.Contains(t.Name)).Select(t => new ObjectKey(ObjectKind.Table, t.Name))
            .Concat(schema.Views.Select(v => new ObjectKey(ObjectKind.View, v.Name))).Concat(schema.Sequences.Select(s => new ObjectKey(ObjectKind.Sequence, s.Name)))
            .Concat(schema.Programs.Select(p => p.Key));
        var described = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            Assert.True(SchemaFingerprint.TryDescribe(schema, key, out var description, asPlanned));
            described[key.ToString()] = description;
        }
        return described;
    }

    Task<MigrationRun> OpenAsync(RunSettings? with = null) => MigrationRun.OpenAsync(Provider ?? DialectRegistry.For(settings.Connection!), (with ?? settings) with { StepInDoubt = StepInDoubt, AllowCommand = AllowCommand }, this, CancellationToken.None);

    bool IRunObserver.FollowsEach => OnStarted is not null;

    void IRunObserver.Started(PlanStep step, int index, int count) => OnStarted?.Invoke(step.Id).GetAwaiter().GetResult();

    void IRunObserver.Executing(PlanStep step, PlanStatement statement) { }

    void IRunObserver.RowsLoaded(string file, long rows)
    {
        Progress.Enqueue((file, rows));
        OnProgress?.Invoke();
    }

    Task IRunObserver.FinishedAsync(MigrationResult result)
    {
        Results.Enqueue(result);
        return Task.CompletedTask;
    }

    void IRunObserver.ServerMessage(string message) { }

    void IRunObserver.Output(Sql.OutputTarget target, string message) { }

    void IRunObserver.CommandOutput(string line) => Said.Enqueue(line);

    Task IRunObserver.PerformAsync(CustomChangeCall call, object given, CancellationToken cancellationToken) => ((Func<CustomChangeCall, CancellationToken, Task>)given)(call, cancellationToken);

    void IRunObserver.Warning(string message) => Warnings.Enqueue(message);

    void IRunObserver.Debug(string message) { }
}
