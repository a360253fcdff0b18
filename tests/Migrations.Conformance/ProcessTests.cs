using System.Diagnostics;

namespace Migrations.Conformance;

/// <summary>The product as processes that are killed for real, and that meet each other.</summary>
public sealed class ProcessTests(Servers servers)
{
    static string Changelog { get; } = Path.Combine(AppContext.BaseDirectory, "Changelogs", "crash.yaml");

    /// <summary>The databases.</summary>
    public static TheoryData<string> Providers() => [.. Servers.All];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_process_that_is_killed_at_any_moment_is_carried_on_without_anyone_unlocking(string provider)
    {
        var whole = new MigrationTool(await servers.CreateDatabaseAsync(provider), Changelog);
        await whole.ApplyAsync();
        var schema = await whole.InspectAsync();
        var connection = await servers.CreateDatabaseAsync(provider);
        // From before the first statement to behind the last, however fast this machine is.
        for (var delay = 300; ; delay += delay / 4)
        {
            using var run = Start(Changelog, connection);
            await Task.Delay(delay);
            run.Kill();
            await run.WaitForExitAsync();
            if (run.ExitCode == 0)
                break;
        }
        var next = new MigrationTool(connection, Changelog);
        await next.ApplyAsync();
        Assert.Equal(schema, await next.InspectAsync());
        Assert.Equal(4, (await next.HistoryAsync()).Count);
        Assert.Equal(4L, Convert.ToInt64((await next.QueryAsync("SELECT COUNT(*) FROM parent"))[0][0], null));
    }

    [Theory]
    [InlineData("postgresql", "INSERT INTO t (id) SELECT 2 FROM pg_sleep(4)")]
    [InlineData("mariadb", "INSERT INTO t (id) SELECT 2 + SLEEP(4)")]
    public async Task A_run_waits_while_the_server_finishes_the_statement_of_a_killed_one(string provider, string slow)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        using var folder = new TemporaryFolder();
        var changelog = folder.Write("changelog.yaml", $$$"""
            databaseChangeLog:
            - changeSet:
                id: slow
                author: test
                changes:
                - createTable: {tableName: t, columns: [{column: {name: id, type: int}}]}
                - sql: INSERT INTO t (id) VALUES (1); {{{slow}}}
            """);
        using (var run = Start(changelog, connection))
        {
            var tool = new MigrationTool(connection, changelog);
            var looking = provider == "mariadb" ? "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%SLEEP%' AND id <> CONNECTION_ID()" : "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
            await SeeAsync(tool, looking);
            run.Kill();
            await run.WaitForExitAsync();
        }
        var next = new MigrationTool(connection, changelog);
        await next.ApplyAsync();
        Assert.Equal([1L, 2L], (await next.QueryAsync("SELECT id FROM t ORDER BY id")).Select(r => Convert.ToInt64(r[0], null)));
        Assert.Single(await next.HistoryAsync());
    }

    [Fact]
    public async Task Opaque_sql_outside_a_transaction_that_was_cut_off_is_the_users_to_decide()
    {
        var connection = await servers.CreateDatabaseAsync("mariadb");
        using var folder = new TemporaryFolder();
        var changelog = folder.Write("changelog.yaml", """
            databaseChangeLog:
            - changeSet:
                id: opaque
                author: test
                changes:
                - sql: DO SLEEP(4)
            """);
        using (var run = Start(changelog, connection))
        {
            await SeeAsync(new MigrationTool(connection, changelog), "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%SLEEP%' AND id <> CONNECTION_ID()");
            run.Kill();
            await run.WaitForExitAsync();
        }
        var doubt = await Assert.ThrowsAsync<MigrationException>(new MigrationTool(connection, changelog).ApplyAsync);
        Assert.Equal(ErrorCode.StepInDoubt, doubt.Code);
        Assert.Contains("DO SLEEP(4)", doubt.Message, StringComparison.Ordinal);
        await new MigrationTool(connection, changelog) { StepInDoubt = Execution.StepInDoubtDecision.Done }.ApplyAsync();
        Assert.Single(await new MigrationTool(connection, changelog).HistoryAsync());
    }

    /// <summary>Waits until a query counts something.</summary>
    static async Task SeeAsync(MigrationTool tool, string counting)
    {
        var patience = Stopwatch.StartNew();
        while (Convert.ToInt64((await tool.QueryAsync(counting))[0][0], null) == 0)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "the slow statement never ran");
            await Task.Delay(50);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Of_two_processes_at_once_every_change_set_runs_once(string provider)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        using var first = Start(Changelog, connection);
        using var second = Start(Changelog, connection);
        await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());
        Assert.True(first.ExitCode == 0 && second.ExitCode == 0, await first.StandardError.ReadToEndAsync() + await second.StandardError.ReadToEndAsync());
        Assert.Equal(4, (await new MigrationTool(connection, Changelog).HistoryAsync()).Count);
    }

    static Process Start(string changelog, string connection)
    {
        var folder = Path.GetDirectoryName(changelog)!;
        return Command.StartIn(folder, "dotnet", Host, $"Invoke-Migration '{Path.GetFileName(changelog)}' -Connection '{connection}' -Confirm:$false");
    }

    static string Host { get; } = Path.Combine(RepositoryFolder(), "src", "Migrations.Host", "bin", Configuration, "net10.0", "Migrations.Host.dll");

    static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Module.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the repository was not found above the test's assembly");
    }
}

/// <summary>A folder that goes when it is disposed.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly string path = Directory.CreateTempSubdirectory("migrations-").FullName;

    /// <summary>Writes a file.</summary>
    /// <returns>Its full path.</returns>
    public string Write(string name, string text)
    {
        var file = Path.Combine(path, name);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}
