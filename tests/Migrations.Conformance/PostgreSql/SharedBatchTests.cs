using Migrations.Execution;

namespace Migrations.Conformance.PostgreSql;

/// <summary>Change sets that share a round trip end as they would have ended one by one.</summary>
public sealed class SharedBatchTests(Servers servers)
{
    /// <summary>The table old has many rows, few has few, and a is made by the same run.</summary>
    [Theory]
    [InlineData("createIndex: {tableName: a, indexName: i, columns: [{column: {name: id}}]}")]
    [InlineData("createIndex: {tableName: few, indexName: i, columns: [{column: {name: id}}]}")]
    [InlineData("update: {tableName: few, columns: [{column: {name: id, value: 1}}]}")]
    [InlineData("insert: {tableName: old, columns: [{column: {name: id, value: 1}}]}")]
    [InlineData("addColumn: {tableName: old, columns: [{column: {name: more, type: int}}]}")]
    [InlineData("createView: {viewName: v, selectQuery: SELECT id FROM old}")]
    [InlineData("sql: {sql: 'INSERT INTO old (id) VALUES (1)'}")]
    [InlineData("sql: {sql: CREATE TABLE raw (id int)}")]
    [InlineData("tagDatabase: {tag: one}")]
    public async Task What_has_nothing_to_do_with_many_rows_goes_along(string change) => Assert.Equal(3, await TogetherAsync(change));

    [Theory]
    [InlineData("createIndex: {tableName: old, indexName: i, columns: [{column: {name: id}}]}")]
    [InlineData("addNotNullConstraint: {tableName: old, columnName: id}")]
    [InlineData("update: {tableName: old, columns: [{column: {name: id, value: 1}}], where: id = 2}")]
    [InlineData("delete: {tableName: old, where: id = 2}")]
    [InlineData("sql: {sql: INSERT INTO a SELECT id FROM old}")]
    [InlineData("sql: {sql: CREATE TABLE copy AS SELECT id FROM old}")]
    [InlineData("sql: {sql: CREATE MATERIALIZED VIEW m AS SELECT id FROM old}")]
    [InlineData("sql: {sql: SELECT do_something()}")]
    [InlineData("sql: {sql: CALL do_something()}")]
    [InlineData("output: {message: Now}")]
    public async Task What_may_take_its_time_or_is_more_than_sql_goes_alone(string change) => Assert.Equal(1, await TogetherAsync(change));

    async Task<int> TogetherAsync(string change)
    {
        var tool = await ToolAsync(Table("a"), change, Table("b"));
        await tool.ExecuteAsync("CREATE TABLE old (id int); INSERT INTO old SELECT g FROM generate_series(1, 20000) g; CREATE TABLE few (id int); INSERT INTO few VALUES (1)");
        await tool.ExecuteAsync("ANALYZE");
        return SharedBatch.Count((await tool.PlanAsync()).Run!.ChangeSets, new() { BatchEndsAtFailure = true });
    }

    [Fact]
    public async Task Each_is_recorded_as_if_it_had_come_alone()
    {
        var together = await ToolAsync(Table("a"), Table("b"), Insert("a", "1"), Table("c"));
        var alone = new MigrationTool(await servers.CreateDatabaseAsync("postgresql"), together.Changelog) { OnStarted = _ => Task.CompletedTask };

        await together.ApplyAsync();
        await alone.ApplyAsync();

        Assert.Single(together.Results.Select(r => r.Duration).Distinct());
        Assert.Equal(Told(alone), Told(together));
        Assert.Equal(await alone.InspectAsync(), await together.InspectAsync());
        Assert.Equal((await alone.HistoryAsync()).Select(r => (r.OrderExecuted, r.Id, r.ExecType, r.Md5Sum)), (await together.HistoryAsync()).Select(r => (r.OrderExecuted, r.Id, r.ExecType, r.Md5Sum)));
        Assert.Equal(4, (await together.QueryAsync("SELECT xmin::text FROM databasechangelog")).Select(r => r[0]).Distinct().Count());
    }

    [Fact]
    public async Task The_order_goes_on_over_round_trips_and_over_what_goes_alone_up_to_a_failure()
    {
        string[] changes = [.. Enumerable.Range(1, 150).Select(i => i switch { 24 => "output: {message: Now}", 127 => Insert("t126", "'x'"), _ => Table(FormattableString.Invariant($"t{i}")) })];
        var tool = await ToolAsync(changes);

        await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        Assert.Equal(Enumerable.Range(1, 126).Select(i => (i, FormattableString.Invariant($"{i}"))), (await tool.HistoryAsync()).Select(r => (r.OrderExecuted, r.Id)));
        Assert.Equal(126, tool.Results.Count(r => r.State == MigrationState.Applied));
    }

    [Fact]
    public async Task What_comes_before_a_failure_is_applied_and_what_comes_behind_it_is_not()
    {
        var tool = await ToolAsync(Table("a"), Insert("a", "1"), Insert("a", "'x'"), Table("b"));

        var error = await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        Assert.Equal(ErrorCode.ChangeSetFailed, error.Code);
        Assert.Equal("changelog.yaml::3::t", error.ChangeSet);
        Assert.Contains("changelog.yaml:4:", error.Message, StringComparison.Ordinal);
        Assert.Contains("at statement 1 of 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 Applied", "2 Applied", "3 Failed"], Told(tool));
        await ThereIsAsync(tool, ["1", "2"], ["a"]);
    }

    [Fact]
    public async Task A_failure_of_the_first_leaves_nothing()
    {
        var tool = await ToolAsync(Insert("_x", "'x'"), Table("a"));
        await tool.ExecuteAsync("CREATE TABLE _x (id int)");

        var error = await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        Assert.Equal("changelog.yaml::1::t", error.ChangeSet);
        Assert.Equal(["1 Failed"], Told(tool));
        await ThereIsAsync(tool, [], []);
    }

    [Fact]
    public async Task Where_the_connection_breaks_one_is_told_how_far_it_has_come()
    {
        var tool = await ToolAsync(Table("a"), Table("b"), Insert("a", "(SELECT 1 FROM pg_terminate_backend(pg_backend_pid()))"), Table("c"));

        var error = await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        Assert.Equal((ErrorCode.ConnectionLost, "changelog.yaml::3::t"), (error.Code, error.ChangeSet));
        Assert.Contains("it was rolled back", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 Applied", "2 Applied", "3 Failed"], Told(tool));
        await ThereIsAsync(tool, ["1", "2"], ["a", "b"]);
    }

    [Fact]
    public async Task Where_the_lock_is_taken_away_no_more_is_committed()
    {
        var tool = await ToolAsync(Table("a"), Table("b"), Insert("a", "take_lock()"), Table("c"));
        await tool.ExecuteAsync("CREATE FUNCTION take_lock() RETURNS int LANGUAGE plpgsql AS 'BEGIN UPDATE databasechangeloglock SET lockedby = ''somebody else''; RETURN 1; END'");

        var error = await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        // The one that took it is rolled back, with its taking.
        Assert.Equal((ErrorCode.ChangeSetFailed, "changelog.yaml::3::t"), (error.Code, error.ChangeSet));
        Assert.Equal(["1 Applied", "2 Applied", "3 Failed"], Told(tool));
        await ThereIsAsync(tool, ["1", "2"], ["a", "b"]);
    }

    [Fact]
    public async Task A_run_that_is_stopped_keeps_what_was_committed_and_the_next_carries_on()
    {
        var tool = await ToolAsync(Table("a"), Table("b"), Insert("a", "(SELECT 1 FROM pg_sleep(60))"), Table("c"));
        using var stop = new CancellationTokenSource();
        var run = tool.ApplyAsync(Planning.RunSelection.Everything, cancellationToken: stop.Token);
        while ((await tool.QueryAsync("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")).Count == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await ThereIsAsync(tool, ["1", "2"], ["a", "b"]);
        Assert.Equal(["3", "4"], (await tool.PlanAsync()).Steps.Select(s => s.Id));
    }

    static IEnumerable<string> Told(MigrationTool tool) => tool.Results.Select(r => $"{r.Id} {r.State}");

    static async Task ThereIsAsync(MigrationTool tool, string[] recorded, string[] tables)
    {
        Assert.Equal(recorded, (await tool.HistoryAsync()).Select(r => r.Id));
        Assert.Equal(tables, (await tool.QueryAsync("SELECT tablename FROM pg_tables WHERE tablename ~ '^[a-z]$' ORDER BY 1")).Select(r => r[0]));
    }

    async Task<MigrationTool> ToolAsync(params string[] changes)
    {
        var path = Path.Combine(TempFolder.Create(), "changelog.yaml");
        await File.WriteAllLinesAsync(path, ["databaseChangeLog:", .. changes.Select((c, i) => FormattableString.Invariant($"- changeSet: {{id: {i + 1}, author: t, changes: [{{{c}}}]}}"))]);
        return new(await servers.CreateDatabaseAsync("postgresql"), path);
    }

    static string Table(string name) => $"createTable: {{tableName: {name}, columns: [{{column: {{name: id, type: int}}}}]}}";

    static string Insert(string table, string value) => $"insert: {{tableName: {table}, columns: [{{column: {{name: id, valueComputed: \"{value}\"}}}}]}}";
}
