namespace Migrations.Conformance;

/// <summary><c>runWith</c>: the database's own client runs what is written for it. psql is here; of sqlcmd only how it is started is tested.</summary>
public sealed class ClientTests(Servers servers)
{
    readonly string folder = TempFolder.Create();

    void Write(string second) => File.WriteAllText(Path.Combine(folder, "changelog.sql"), $"""
        --liquibase formatted sql

        --changeset ann:table
        CREATE TABLE noted (id int PRIMARY KEY, note text);

        --changeset ann:psql runWith:psql runWithSpoolFile:said.txt
        {second}
        --rollback \set gone 2
        --rollback DELETE FROM noted WHERE id = :gone;

        """);

    MigrationTool Tool(string connection, bool allow = true) => new(connection, Path.Combine(folder, "changelog.sql"), searchPath: folder) { AllowCommand = allow };

    const string Noted = """
        \set id 2
        \set text 'it''s; a note'
        INSERT INTO noted VALUES (:id, :'text') RETURNING current_setting('lock_timeout') AS waits \gset
        \echo waits :waits
        """;

    [Fact]
    public async Task What_only_psql_understands_runs_and_is_undone()
    {
        Write(Noted);
        var tool = Tool(await servers.CreateDatabaseAsync("postgresql"));

        await tool.ApplyAsync();

        Assert.Equal([2, "it's; a note"], Assert.Single(await tool.QueryAsync("SELECT id, note FROM noted")));
        Assert.Equal(["waits 0"], tool.Said);
        Assert.Equal("waits 0\n", await File.ReadAllTextAsync(Path.Combine(folder, "said.txt"), TestContext.Current.CancellationToken));
        Assert.False((await tool.PlanAsync()).HasChanges);
        await tool.UndoAsync(1);
        Assert.Empty(await tool.QueryAsync("SELECT id FROM noted"));
        Assert.Single(await tool.HistoryAsync());
    }

    [Fact]
    public async Task Nothing_of_it_runs_without_leave()
    {
        Write(Noted);
        var tool = Tool(await servers.CreateDatabaseAsync("postgresql"), allow: false);

        var error = await Assert.ThrowsAsync<MigrationException>(() => tool.ApplyAsync());

        Assert.Equal((ErrorCode.CommandNotAllowed, "changelog.sql::psql::ann"), (error.Code, error.ChangeSet));
        Assert.Empty(await tool.HistoryAsync());
    }

    [Fact]
    public async Task Where_it_fails_the_change_set_is_not_recorded_and_what_it_said_is_told()
    {
        Write("INSERT INTO noted VALUES (1, 'a');\nINSERT INTO nowhere VALUES (1);\nINSERT INTO noted VALUES (3, 'b');");
        var tool = Tool(await servers.CreateDatabaseAsync("postgresql"));

        var error = await Assert.ThrowsAsync<MigrationException>(() => tool.ApplyAsync());

        Assert.Contains("psql ended with the exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"nowhere\" does not exist", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], Assert.Single(await tool.QueryAsync("SELECT id FROM noted")));
        Assert.Single(await tool.HistoryAsync());
    }

    [Fact]
    public async Task A_script_for_psql_holds_it_as_it_is_written()
    {
        Write(Noted);
        var connection = await servers.CreateDatabaseAsync("postgresql");
        var tool = Tool(connection);

        await ScriptRunner.For("postgresql", connection).RunAsync(await tool.ScriptAsync());

        Assert.Equal([2, "it's; a note"], Assert.Single(await tool.QueryAsync("SELECT id, note FROM noted")));
        Assert.False((await tool.PlanAsync()).HasChanges);
    }
}
