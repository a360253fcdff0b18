using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Lint;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Conformance;

/// <summary>Sizes of tables are about right on every database, and what cannot be told does not stop anything.</summary>
public sealed class StatisticsTests(Servers servers)
{
    const int Many = 30_000;

    static ObjectName Of(string name) => ObjectName.Of(name);

    static Task<IReadOnlyList<long>> RunAsync(IDatabaseSession session, params string[] sql) => session.ExecuteAsync([.. sql.Select(s => new SqlStatement(s, StatementLock.Unknown))], CancellationToken.None);

    static async Task<Dictionary<string, TableStatistics>> ReadAsync(IDatabaseSession session, params string[] tables) =>
        (await session.ReadStatisticsAsync([.. tables.Select(Of)], CancellationToken.None)).ToDictionary(s => s.Table.Name);

    /// <summary>Numbers from 1 to <see cref="Many"/>.</summary>
    static string Numbers(string provider) => provider switch
    {
        "postgresql" => $"SELECT n FROM generate_series(1, {Many}) AS s(n)",
        "mssql" => $"SELECT TOP ({Many}) ROW_NUMBER() OVER (ORDER BY (SELECT 1)) FROM sys.all_columns AS a CROSS JOIN sys.all_columns AS b",
        _ => $"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {Many}) SELECT n FROM s",
    };

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    [InlineData("mssql")]
    public async Task Sizes_are_estimated_and_emptiness_is_looked_at(string provider)
    {
        await using var session = await DialectRegistry.Get(provider).OpenAsync(new(await servers.CreateDatabaseAsync(provider)), CancellationToken.None);
        string Q(string name) => session.Dialect.Quote(Of(name));
        if (provider == "mariadb")
            await RunAsync(session, $"SET SESSION max_recursive_iterations = {Many * 2}");
        await RunAsync(session,
            $"CREATE TABLE {Q("empty")} (id int PRIMARY KEY)",
            $"CREATE TABLE {Q("few it's")} (id int PRIMARY KEY)",
            $"INSERT INTO {Q("few it's")} VALUES (1), (2), (3)",
            $"CREATE TABLE {Q("many")} (id int PRIMARY KEY, name varchar(100), other varchar(100))",
            $"INSERT INTO {Q("many")} (id, name, other) SELECT x.n, 'a name of some length', 'b' FROM ({Numbers(provider)}) AS x(n)".Replace("AS x(n)", provider is "postgresql" or "mssql" ? "AS x(n)" : "AS x", StringComparison.Ordinal),
            $"CREATE INDEX ix_many ON {Q("many")} (name)",
            $"CREATE TABLE {Q("emptied")} (id int PRIMARY KEY)",
            $"INSERT INTO {Q("emptied")} VALUES (1), (2)",
            $"DELETE FROM {Q("emptied")}",
            $"CREATE VIEW {Q("seen")} AS SELECT id FROM {Q("many")}");
        var sizes = await ReadAsync(session, "empty", "few it's", "many", "emptied", "seen", "missing");
        Assert.Equal(["emptied", "empty", "few it's", "many"], sizes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["emptied", "empty"], sizes.Values.Where(s => s is { IsEmpty: true, Rows: 0 }).Select(s => s.Table.Name).Order(StringComparer.Ordinal));
        Assert.InRange(sizes["many"].Rows, Many / 3, Many * 3);
        Assert.InRange(sizes["many"].Bytes, Many * 20, Many * 200);
        Assert.InRange(sizes["many"].IndexBytes, Many * 5, Many * 200);
        Assert.InRange(sizes["few it's"].Rows, 1, 2000);
    }

    [Fact]
    public async Task A_partitioned_table_is_the_sum_of_its_partitions()
    {
        await using var session = await DialectRegistry.Get("pg").OpenAsync(new(await servers.CreateDatabaseAsync("postgresql")), CancellationToken.None);
        await RunAsync(session,
            "CREATE TABLE p (id int, name text) PARTITION BY RANGE (id)",
            "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10000) PARTITION BY RANGE (id)",
            "CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (0) TO (10000)",
            "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10000) TO (50000)",
            "CREATE TABLE none (id int) PARTITION BY RANGE (id)",
            "INSERT INTO p SELECT n, 'name' FROM generate_series(1, 20000) n",
            "ANALYZE p");
        var sizes = await ReadAsync(session, "p", "p11", "none");
        Assert.InRange(sizes["p"].Rows, 19_000, 21_000);
        Assert.InRange(sizes["p11"].Rows, 9_000, 11_000);
        Assert.Equal([false, true], [sizes["p"].IsEmpty, sizes["none"].IsEmpty]);
    }

    [Fact]
    public async Task Without_rights_or_behind_a_lock_sizes_are_unknown_and_nothing_fails()
    {
        var connection = await servers.CreateDatabaseAsync("postgresql");
        await using var owner = await DialectRegistry.Get("pg").OpenAsync(new(connection), CancellationToken.None);
        await using var other = await DialectRegistry.Get("pg").OpenAsync(new(connection) { LockTimeout = TimeSpan.FromMilliseconds(50) }, CancellationToken.None);
        await RunAsync(owner, "CREATE TABLE t (id int)", "CREATE TABLE secret (id int)", "CREATE ROLE reader", "GRANT SELECT ON t TO reader", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "INSERT INTO t VALUES (1)");
        await RunAsync(other, "SET ROLE reader");
        var sizes = await ReadAsync(other, "t", "secret");
        // The one hides its rows from this role, the other may not be read: neither is known to be empty.
        Assert.Equal([false, false], [sizes["t"].IsEmpty, sizes["secret"].IsEmpty]);
        await RunAsync(owner, "BEGIN", "LOCK TABLE t");
        Assert.Empty(await ReadAsync(other, "t"));
    }

    /// <summary>On PostgreSQL everybody may see who uses which table, on MariaDB where a plugin keeps account of it, on SQL Server with a right of administrators.</summary>
    [Theory]
    [InlineData("postgresql", "ACCESS EXCLUSIVE")]
    [InlineData("mariadb", "ALGORITHM=INSTANT, LOCK=NONE")]
    [InlineData("mssql", "Sch-M")]
    public async Task A_transaction_that_is_open_on_a_table_is_in_the_way(string provider, string heldLock)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        await using var user = await DialectRegistry.Get(provider).OpenAsync(new(connection), CancellationToken.None);
        if (provider == "mariadb")
            await RunAsync(user, "INSTALL SONAME 'metadata_lock_info'", "SET time_zone = '+05:00'");
        await RunAsync(user, "CREATE TABLE used (id int)", "CREATE TABLE free (id int)");
        // What a reader holds, SQL Server lets go at once.
        await RunAsync(user, provider == "mssql" ? "BEGIN TRANSACTION; INSERT INTO used VALUES (1)" : "BEGIN; SELECT * FROM used");
        await Task.Delay(TimeSpan.FromSeconds(5.5), TestContext.Current.CancellationToken);
        await using var session = await DialectRegistry.Get(provider).OpenAsync(new(connection), CancellationToken.None);

        var statistics = await ReadAsync(session, "used", "free");
        var plan = await new MigrationTool(connection, Path.Combine(AppContext.BaseDirectory, "Changelogs", "in-use.yaml")).PlanAsync();

        Assert.InRange(statistics["used"].InUseFor!.Value, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
        Assert.Null(statistics["free"].InUseFor);
        var finding = Assert.Single(plan.Findings, f => f.Code == "MIG3130");
        Assert.Equal(("used", heldLock, FindingSeverity.Warning), (finding.Object, finding.Lock, finding.Severity));
    }
}
