using Migrations.Dialects;

namespace Migrations.Conformance;

/// <summary>A run that is cut off behind any statement ends, when it is started again, where a run that was never cut off ends.</summary>
public sealed class CrashTests(Servers servers)
{
    static string Changelog { get; } = Path.Combine(AppContext.BaseDirectory, "Changelogs", "crash.yaml");

    static string Objects { get; } = Path.Combine(AppContext.BaseDirectory, "Changelogs", "crash-objects.yaml");

    static string Undos { get; } = Path.Combine(AppContext.BaseDirectory, "Changelogs", "crash-undo.yaml");

    static string Reruns { get; } = Path.Combine(AppContext.BaseDirectory, "Changelogs", "crash-reruns.yaml");

    /// <summary>The databases.</summary>
    public static TheoryData<string> Providers() => [.. Servers.All];

    [Theory]
    [MemberData(nameof(Providers))]
    public Task A_run_that_is_cut_off_behind_any_statement_is_carried_on_by_the_next(string provider) =>
        CutOffAsync(provider, Changelog, "SELECT id FROM parent ORDER BY id", "1", "2", "3", "4");

    /// <summary>What a lookup table, a merged column and a program were made of is there once, too.</summary>
    [Theory]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    public Task So_is_one_that_is_cut_off_among_other_objects_than_tables(string provider) => CutOffAsync(provider, Objects, "SELECT name FROM town", "Ulm");

    async Task CutOffAsync(string provider, string changelog, string query, params string[] rows)
    {
        var whole = new MigrationTool(await servers.CreateDatabaseAsync(provider), changelog);
        await whole.ApplyAsync();
        var schema = await whole.InspectAsync();
        var history = await HistoryAsync(whole);

        for (var statements = 0; ; statements++)
        {
            var connection = await servers.CreateDatabaseAsync(provider);
            var cut = new MigrationTool(connection, changelog) { Provider = new CutProvider(DialectRegistry.For(new(connection)), statements) };
            var killed = await Record.ExceptionAsync(cut.ApplyAsync);
            var next = new MigrationTool(connection, changelog);
            await next.ApplyAsync();
            Assert.Equal(schema, await next.InspectAsync());
            Assert.Equal(history, await HistoryAsync(next));
            Assert.Equal(rows, (await next.QueryAsync(query)).Select(r => Convert.ToString(r[0], System.Globalization.CultureInfo.InvariantCulture)));
            Assert.False((await next.PlanAsync()).HasChanges);
            if (killed is null)
                break;
            Assert.IsType<KilledException>(killed);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_undo_that_is_cut_off_behind_any_statement_is_carried_on_by_the_next(string provider)
    {
        var whole = new MigrationTool(await servers.CreateDatabaseAsync(provider), Undos);
        await whole.ApplyAsync();
        await whole.UndoAsync("rows", "drops", "alter");
        var schema = await whole.InspectAsync();
        var history = await HistoryAsync(whole);

        for (var statements = 0; ; statements++)
        {
            var connection = await servers.CreateDatabaseAsync(provider);
            var next = new MigrationTool(connection, Undos);
            await next.ApplyAsync();
            var cut = new MigrationTool(connection, Undos) { Provider = new CutProvider(DialectRegistry.For(new(connection)), statements) };
            var killed = await Record.ExceptionAsync(() => cut.UndoAsync("rows", "drops", "alter"));
            await next.UndoAsync([.. (await next.HistoryAsync()).Select(r => r.Id).Intersect(["rows", "drops", "alter"])]);
            Assert.Equal(schema, await next.InspectAsync());
            Assert.Equal(history, await HistoryAsync(next));
            Assert.Equal([1L, 2L], (await next.QueryAsync("SELECT id FROM parent ORDER BY id")).Select(r => Convert.ToInt64(r[0], null)));
            if (killed is null)
                break;
            Assert.IsType<KilledException>(killed);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_second_run_of_a_change_set_that_is_cut_off_is_carried_on_by_the_next(string provider)
    {
        for (var statements = 0; ; statements++)
        {
            var connection = await servers.CreateDatabaseAsync(provider);
            var next = new MigrationTool(connection, Reruns);
            await next.ApplyAsync();
            var cut = new MigrationTool(connection, Reruns) { Provider = new CutProvider(DialectRegistry.For(new(connection)), statements) };
            var killed = await Record.ExceptionAsync(cut.ApplyAsync);
            var ran = (await next.QueryAsync("SELECT id FROM runs")).Count;
            if (killed is not null)
                await next.ApplyAsync();
            // Where the whole of the second run is one transaction, or was committed before the cut, the last run is a third one.
            Assert.InRange((await next.QueryAsync("SELECT id FROM runs")).Count, 2, ran == 2 && killed is not null ? 3 : 2);
            Assert.Equal(["0 EXECUTED", "1 RERAN"], (await next.HistoryAsync()).Select((r, i) => FormattableString.Invariant($"{i} {r.ExecType}")));
            if (killed is null)
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Nothing_else_is_begun_beside_an_undo_that_was_cut_off(string provider)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        var tool = new MigrationTool(connection, Undos);
        await tool.ApplyAsync();
        for (var statements = 4; statements < 12; statements++)
        {
            var cut = new MigrationTool(connection, Undos) { Provider = new CutProvider(DialectRegistry.For(new(connection)), statements) };
            if (await Record.ExceptionAsync(() => cut.UndoAsync("rows", "drops")) is null || (await tool.StatusAsync()).All(s => s.State != MigrationState.Interrupted))
                continue;
            Assert.Equal(ErrorCode.RunInterrupted, (await Assert.ThrowsAsync<MigrationException>(tool.PlanAsync)).Code);
            Assert.Equal(ErrorCode.RunInterrupted, (await Assert.ThrowsAsync<MigrationException>(() => tool.UndoAsync("alter"))).Code);
            await tool.UndoAsync("rows", "drops");
            await tool.ApplyAsync();
            return;
        }
        Assert.SkipWhen(await tool.HasTransactionalDdlAsync(), "an undo is one transaction on this database, so nothing is left to be carried on");
        Assert.Fail("no undo was cut off half-way");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Of_two_runs_at_once_every_change_set_runs_once(string provider)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        var runs = Enumerable.Range(0, 4).Select(_ => new MigrationTool(connection, Changelog)).ToList();
        await Task.WhenAll(runs.Select(r => Task.Run(r.ApplyAsync)));
        Assert.Equal(["alter", "data", "drops", "tables"], runs.SelectMany(r => r.Results).Select(r => r.Id).Order(StringComparer.Ordinal));
        Assert.Equal(4, (await runs[0].HistoryAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_run_whose_lock_is_broken_commits_nothing_more(string provider)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        var other = new MigrationTool(connection, Changelog);
        var tool = new MigrationTool(connection, Changelog)
        {
            OnStarted = id => id == "data" ? other.ExecuteAsync("UPDATE DATABASECHANGELOGLOCK SET LOCKEDBY = 'somebody else'") : Task.CompletedTask,
        };

        var error = await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        Assert.Equal(ErrorCode.LockLost, error.Code);
        Assert.Contains("::data::", error.ChangeSet, StringComparison.Ordinal);
        Assert.Equal(["tables", "alter", "drops"], (await other.HistoryAsync()).Select(r => r.Id));
        Assert.Equal(2, (await other.QueryAsync("SELECT id FROM parent")).Count);
        Assert.Equal("somebody else", (await other.LockHolderAsync())?.LockedBy);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_is_only_known_when_it_runs_has_a_way_back(string provider)
    {
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), Path.Combine(AppContext.BaseDirectory, "Changelogs", "opaque.yaml"));
        await tool.ApplyAsync(new() { Count = 2 });
        var before = await tool.InspectAsync();
        await tool.ApplyAsync();
        Assert.NotEqual(before, await tool.InspectAsync());

        await tool.UndoAsync("drop");

        Assert.Equal(before, await tool.InspectAsync());
    }

    static async Task<List<string>> HistoryAsync(MigrationTool tool) =>
        [.. (await tool.HistoryAsync()).Select(r => $"{r.OrderExecuted} {r.FileName}::{r.Id}::{r.Author} {r.ExecType} {r.Md5Sum} {r.Description} {r.Tag}")];
}
