namespace Migrations.Conformance;

/// <summary>The sample that newcomers learn from runs on every database, and back.</summary>
public sealed class SampleTests(Servers servers)
{
    /// <summary>The databases.</summary>
    public static TheoryData<string> Providers() => [.. Servers.All];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_bookstore_is_built_and_taken_down_again(string provider)
    {
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), Path.Combine(AppContext.BaseDirectory, "samples", "bookstore"));
        var planned = MigrationTool.Describe(await tool.ApplyAsync(), null);
        Assert.Equal(planned, await tool.InspectAsync(asPlanned: true));
        Assert.Equal(3L, Convert.ToInt64((await tool.QueryAsync("SELECT COUNT(*) FROM genre"))[0][0], null));
        var history = await tool.HistoryAsync();
        Assert.Equal(12, history.Count);
        Assert.False((await tool.PlanAsync()).HasChanges);
        await tool.UndoAsync(history.Count);
        Assert.Empty(await tool.InspectAsync());
        Assert.Empty(await tool.HistoryAsync());
    }

    /// <summary>As with Liquibase: whoever sees the tables knows that the database is looked after.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_first_run_that_finds_nothing_to_do_leaves_the_history_tables(string provider)
    {
        var changelog = Path.Combine(TempFolder.Create(), "changelog.yaml");
        await File.WriteAllTextAsync(changelog, "databaseChangeLog:\n- changeSet: {id: 1, author: a, dbms: oracle, changes: [{sql: SELECT 1}]}\n");
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), changelog);

        await tool.ApplyAsync();

        Assert.Empty(await tool.QueryAsync("SELECT ID FROM DATABASECHANGELOG"));
        Assert.Null(await tool.LockHolderAsync());
    }
}
