using Migrations.Dialects;

namespace Migrations.Conformance;

/// <summary>A run that is cut off behind any statement ends, when it is started again, where a run that was never cut off ends.</summary>
public sealed class CrashTests(Servers servers)
{
    static string Changelog { get; } = Path.Combine(AppContext.BaseDirectory, "Changelogs", "crash.yaml");

    /// <summary>The databases.</summary>
    public static TheoryData<string> Providers() => [.. Servers.All];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_run_that_is_cut_off_behind_any_statement_is_carried_on_by_the_next(string provider)
    {
        var whole = new MigrationTool(await servers.CreateDatabaseAsync(provider), Changelog);
        await whole.ApplyAsync();
        var schema = await whole.InspectAsync();
        var history = await HistoryAsync(whole);

        for (var statements = 0; ; statements++)
        {
            var connection = await servers.CreateDatabaseAsync(provider);
            var cut = new MigrationTool(connection, Changelog) { Provider = new CutProvider(DialectRegistry.For(new(connection)), statements) };
            var killed = await Record.ExceptionAsync(cut.ApplyAsync);
            var next = new MigrationTool(connection, Changelog);
            await next.ApplyAsync();
            Assert.Equal(schema, await next.InspectAsync());
            Assert.Equal(history, await HistoryAsync(next));
            Assert.Equal([1L, 2L, 3L, 4L], (await next.QueryAsync("SELECT id FROM parent ORDER BY id")).Select(r => Convert.ToInt64(r[0], null)));
            Assert.False((await next.PlanAsync()).HasChanges);
            if (killed is null)
                break;
            Assert.IsType<KilledException>(killed);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Of_two_runs_at_once_every_change_set_runs_once(string provider)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        var runs = Enumerable.Range(0, 4).Select(_ => new MigrationTool(connection, Changelog)).ToList();
        await Task.WhenAll(runs.Select(r => Task.Run(r.ApplyAsync)));
        string[] all = provider == "sqlite" ? ["alter", "data", "drops", "tables"] : ["alter", "data", "drops", "objects", "tables"];
        Assert.Equal(all, runs.SelectMany(r => r.Results).Select(r => r.Id).Order(StringComparer.Ordinal));
        Assert.Equal(all.Length, (await runs[0].HistoryAsync()).Count);
    }

    static async Task<List<string>> HistoryAsync(MigrationTool tool) =>
        [.. (await tool.HistoryAsync()).Select(r => $"{r.OrderExecuted} {r.FileName}::{r.Id}::{r.Author} {r.ExecType} {r.Md5Sum} {r.Description} {r.Tag}")];
}
