using System.Globalization;
using System.Text;

namespace Migrations.Conformance;

/// <summary>
/// A COMMIT of a change set does not wait for the disk on PostgreSQL. What is lost by that where the server crashes is the end of a run that has not ended, in whole change
/// sets; what a run has ended with stays.
/// </summary>
public sealed class ServerCrashTests
{
    const int Count = 40;

    [Fact]
    public async Task What_a_run_has_ended_with_stays()
    {
        Assert.SkipWhen(PostgreSqlServer.Programs is null, "PostgreSQL is not installed.");
        await using var server = (PostgreSqlServer)await PostgreSqlServer.StartAsync();
        var tool = new MigrationTool(await server.CreateDatabaseAsync(), Changelog());

        await tool.ApplyAsync();
        await server.CrashAsync();

        Assert.Equal(Count, (await tool.HistoryAsync()).Count);
        Assert.False((await tool.PlanAsync()).HasChanges);
        Assert.Empty(await tool.QueryAsync($"SELECT * FROM t{Count}"));
    }

    [Fact]
    public async Task A_run_that_ends_with_the_server_is_carried_on_from_a_whole_change_set()
    {
        Assert.SkipWhen(PostgreSqlServer.Programs is null, "PostgreSQL is not installed.");
        await using var server = (PostgreSqlServer)await PostgreSqlServer.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        var changelog = Changelog();
        var cut = new MigrationTool(connection, changelog) { OnStarted = id => id == "30" ? server.CrashAsync() : Task.CompletedTask };

        await Assert.ThrowsAsync<MigrationException>(() => cut.ApplyAsync());

        var tool = new MigrationTool(connection, changelog);
        var rows = (await tool.HistoryAsync()).Select(r => r.Id).ToList();
        Assert.InRange(rows.Count, 0, 29);
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(Text), rows);
        Assert.Equal(rows.Select(id => "t" + id).Order(StringComparer.Ordinal), (await tool.QueryAsync("SELECT tablename FROM pg_tables WHERE tablename LIKE 't%'")).Select(r => (string)r[0]!).Order(StringComparer.Ordinal));
        await tool.ApplyAsync();
        Assert.Equal(Count, (await tool.HistoryAsync()).Count);
    }

    static string Changelog()
    {
        var text = new StringBuilder("--liquibase formatted sql\n");
        for (var i = 1; i <= Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"--changeset crash:{i}\nCREATE TABLE t{i} (id int);\n");
        var path = Path.Combine(TempFolder.Create(), "changelog.sql");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
