namespace Migrations.Conformance;

/// <summary>A script, run by the database's own client, leaves the schema and the history that the run itself leaves; and so does the script of the way back.</summary>
public sealed class ScriptTests(Servers servers)
{
    /// <summary>Every golden case on every database whose client is here.</summary>
    public static TheoryData<string, string> Cases() => CaseTests.Cases();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_script_leaves_what_the_run_leaves(string file, string provider)
    {
        var changelog = Path.Combine(AppContext.BaseDirectory, "Golden", file);
        var byRun = new MigrationTool(await servers.CreateDatabaseAsync(provider), changelog);
        var connection = await servers.CreateDatabaseAsync(provider);
        var byScript = new MigrationTool(connection, changelog);
        var client = ScriptRunner.For(provider, connection);
        var unknown = (await byRun.PlanAsync()).Steps.FirstOrDefault(s => !s.IsExact);
        Assert.SkipWhen(unknown is not null, $"what {unknown?.Id} does is only known when it runs: {unknown?.AtRunTimeReason}");

        var script = await byScript.ScriptAsync();
        if (script.Contains("needs sqlite3 3.53", StringComparison.Ordinal) && await Record.ExceptionAsync(() => client.RunAsync(script)) is { } tooOld)
        {
            // The shell of the operating system may be older; then the script has to say so before it does anything.
            Assert.Contains("integer overflow", tooOld.Message, StringComparison.Ordinal);
            Assert.Empty(await byScript.InspectAsync());
            return;
        }
        if (!script.Contains("needs sqlite3 3.53", StringComparison.Ordinal))
            await client.RunAsync(script);
        await byRun.ApplyAsync();

        Assert.Equal(await byRun.InspectAsync(), await byScript.InspectAsync());
        Assert.Equal(await byRun.HistoryTextAsync(), await byScript.HistoryTextAsync());
        Assert.False((await byScript.PlanAsync()).HasChanges);

        var undoable = (await byRun.HistoryAsync()).Count;
        if (await Record.ExceptionAsync(() => byRun.UndoAsync(undoable)) is not null)
            return; // there is no way back for all of it
        var undo = await byScript.UndoScriptAsync(undoable);
        if (undo.Contains("needs sqlite3 3.53", StringComparison.Ordinal) && await Record.ExceptionAsync(() => client.RunAsync(undo)) is { } refused)
        {
            Assert.Contains("integer overflow", refused.Message, StringComparison.Ordinal);
            return;
        }
        if (!undo.Contains("needs sqlite3 3.53", StringComparison.Ordinal))
            await client.RunAsync(undo);
        Assert.Equal(await byRun.InspectAsync(), await byScript.InspectAsync());
        Assert.Empty(await byScript.HistoryAsync());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    public async Task A_script_goes_on_only_where_history_is_what_it_was_made_for_and_nobody_has_the_lock(string provider)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        var tool = new MigrationTool(connection, Path.Combine(AppContext.BaseDirectory, "Changelogs", "crash-undo.yaml"));
        var client = ScriptRunner.For(provider, connection);
        await tool.ApplyAsync();
        var undo = await tool.UndoScriptAsync(1);
        await tool.UndoAsync(1);
        var before = await tool.InspectAsync();

        // History has moved since the script was made.
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.RunAsync(undo));
        Assert.Equal(before, await tool.InspectAsync());
        Assert.Equal(3, (await tool.HistoryAsync()).Count);

        // The next finds the lock that the failed one has left.
        Assert.StartsWith("script ", (await tool.LockHolderAsync())!.LockedBy, StringComparison.Ordinal);
        var script = await tool.ScriptAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.RunAsync(script));
        Assert.Equal(before, await tool.InspectAsync());
        Assert.Equal(3, (await tool.HistoryAsync()).Count);
    }
}
