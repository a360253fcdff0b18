using Migrations.Sql;
using Npgsql;

namespace Migrations.Conformance.Locks;

/// <summary>Runs a statement on PostgreSQL and looks what it locked, whether it wrote the table anew, and whether it read all rows.</summary>
public sealed class PostgreSqlLockProbe
{
    /// <summary>The modes from the weakest; the first three hinder no one who reads or writes, and no change of the schema names them.</summary>
    static readonly string[] Modes =
    [
        "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
    ];

    const string Counters = "SELECT coalesce((SELECT seq_scan FROM {0} WHERE relid = {1}), 0)";

    string? connectionString;

    /// <summary>How to connect with a time zone.</summary>
    public string ConnectionIn(string? timeZone) => new NpgsqlConnectionStringBuilder(connectionString) { Timezone = timeZone }.ConnectionString;

    /// <summary>Empties the database and sets it up.</summary>
    public async Task ResetAsync(Servers servers, string setup)
    {
        connectionString ??= await servers.CreateDatabaseAsync("postgresql");
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, "DROP SCHEMA IF EXISTS s2 CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + setup);
    }

    /// <summary>What a plan states, in the words of <see cref="ObserveAsync"/>.</summary>
    public static string Stated(string table, StatementLock taken)
    {
        var own = taken.Name == StatementLock.Rows.Name ? "RowExclusiveLock" : taken.Name.Length == 0 ? "none" : ModeOf(taken.Name);
        var others = taken.Others.Where(o => o.Table.Name != table).Select(o => $", {ModeOf(o.Name)} on {o.Table.Name}").Order(StringComparer.Ordinal);
        return $"{own}{(taken.Rewrites ? " rewrites" : taken.Scans ? " scans" : "")}{string.Concat(others)}";
    }

    static string ModeOf(string name) => string.Concat(name.Split(' ').Select(word => word[..1] + word[1..].ToLowerInvariant())) + "Lock";

    /// <summary>What a statement really does.</summary>
    public async Task<string> ObserveAsync(LockCase one, SqlStatement statement)
    {
        await using var worker = await OpenAsync(one.TimeZone);
        await using var observer = await OpenAsync();
        var relations = await RelationsAsync(observer);
        var oid = relations.Where(r => r.Value.Name == one.Table).Select(r => r.Key).FirstOrDefault();
        var locks = IsAllowedInside(statement.Text) ? await RunInsideAsync(worker, statement.Text, oid) : await RunOutsideAsync(worker, observer, statement.Text, [one.Table, .. PartsOf(one)], oid);
        var after = await RelationsAsync(observer);
        var newFile = after.TryGetValue(oid, out var now) && now.File != relations[oid].File;
        // TRUNCATE begins new files as well, but neither reads nor writes anything.
        var truncates = newFile && await ScalarAsync(observer, $"SELECT count(*) FROM {now.Name}") == 0;
        string Strongest(IEnumerable<string> modes) => modes.MaxBy(m => Array.IndexOf(Modes, m))!;
        var seen = locks.Modes.Where(l => relations.ContainsKey(l.Relation)).GroupBy(l => l.Relation).ToDictionary(g => g.Key, g => Strongest(g.Select(l => l.Mode)));
        var own = seen.TryGetValue(oid, out var mode) && Array.IndexOf(Modes, mode) >= (statement.Lock.Impact == LockImpact.Rows ? 2 : 3) ? mode : NewParent(one, seen, relations);
        var others = seen.Where(l => l.Key != oid && Array.IndexOf(Modes, l.Value) >= 3).Select(l => $", {l.Value} on {relations[l.Key].Name}").Order(StringComparer.Ordinal);
        return $"{own}{(truncates ? "" : newFile ? " rewrites" : locks.Scans ? " scans" : "")}{string.Concat(others)}";
    }

    static IEnumerable<string> PartsOf(LockCase one) => one.Effects.OfType<RawOperation>().Where(o => o.Kind == RawOperationKind.DetachPartition).Select(o => o.Part!);

    static bool IsAllowedInside(string sql) =>
        !sql.StartsWith("VACUUM", StringComparison.Ordinal) && (!sql.Contains("CONCURRENTLY", StringComparison.Ordinal) || sql.StartsWith("REFRESH", StringComparison.Ordinal));

    /// <summary>Of a table that is made, the plan names the heaviest lock on the tables that were there.</summary>
    static string NewParent(LockCase one, Dictionary<uint, string> seen, Dictionary<uint, (string Name, uint File)> relations) =>
        relations.Any(r => r.Value.Name == one.Table) ? "none"
            : seen.Values.Where(m => Array.IndexOf(Modes, m) >= 3).MaxBy(m => Array.IndexOf(Modes, m)) ?? "none";

    sealed record Observed(List<(uint Relation, string Mode)> Modes, bool Scans);

    static async Task<Observed> RunInsideAsync(NpgsqlConnection worker, string sql, uint oid)
    {
        await ExecuteAsync(worker, "BEGIN");
        var scans = await ScalarAsync(worker, string.Format(null, Counters, "pg_stat_xact_user_tables", oid));
        await ExecuteAsync(worker, sql);
        var locks = await LocksAsync(worker, worker.ProcessID);
        var scanned = await ScalarAsync(worker, string.Format(null, Counters, "pg_stat_xact_user_tables", oid)) > scans;
        await ExecuteAsync(worker, "COMMIT");
        return new(locks, scanned);
    }

    /// <summary>
    /// What must not run in a transaction is caught where it waits: for somebody who changes the table as well, for one who writes to it, and for one who reads a part of it.
    /// </summary>
    async Task<Observed> RunOutsideAsync(NpgsqlConnection worker, NpgsqlConnection observer, string sql, string[] tables, uint oid)
    {
        await ExecuteAsync(worker, "SET stats_fetch_consistency = none");
        await ExecuteAsync(observer, "SET stats_fetch_consistency = none");
        var blockers = new List<NpgsqlConnection>();
        foreach (var block in new[] { $"LOCK TABLE {tables[0]} IN SHARE UPDATE EXCLUSIVE MODE", $"INSERT INTO {tables[0]} (id) VALUES (700)", $"LOCK TABLE {tables[^1]} IN ACCESS SHARE MODE" })
        {
            blockers.Add(await OpenAsync());
            await ExecuteAsync(blockers[^1], $"BEGIN ISOLATION LEVEL REPEATABLE READ; {block}");
        }
        var scans = await ScalarAsync(observer, string.Format(null, Counters, "pg_stat_user_tables", oid));
        var running = ExecuteAsync(worker, sql);
        var locks = new List<(uint, string)>();
        foreach (var blocker in blockers)
        {
            while (!running.IsCompleted && await ScalarAsync(observer, $"SELECT count(*) FROM unnest(pg_blocking_pids({worker.ProcessID})) p WHERE p = {blocker.ProcessID}") == 0)
                await Task.Delay(5);
            locks.AddRange(await LocksAsync(observer, worker.ProcessID));
            await blocker.DisposeAsync();
        }
        await running;
        await ExecuteAsync(worker, "SELECT pg_stat_force_next_flush()");
        return new(locks, await ScalarAsync(observer, string.Format(null, Counters, "pg_stat_user_tables", oid)) > scans);
    }

    static async Task<List<(uint Relation, string Mode)>> LocksAsync(NpgsqlConnection connection, int process)
    {
        await using var command = new NpgsqlCommand($"SELECT relation::int8, mode FROM pg_locks WHERE pid = {process} AND locktype = 'relation'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var locks = new List<(uint, string)>();
        while (await reader.ReadAsync())
            locks.Add(((uint)reader.GetInt64(0), reader.GetString(1)));
        return locks;
    }

    static async Task<Dictionary<uint, (string Name, uint File)>> RelationsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT c.oid::int8, c.relname::text, c.relfilenode::int8 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 's2') AND c.relkind IN ('r', 'p', 'm', 'v')", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var relations = new Dictionary<uint, (string, uint)>();
        while (await reader.ReadAsync())
            relations[(uint)reader.GetInt64(0)] = (reader.GetString(1), (uint)reader.GetInt64(2));
        return relations;
    }

    async Task<NpgsqlConnection> OpenAsync(string? timeZone = null)
    {
        var connection = new NpgsqlConnection(ConnectionIn(timeZone));
        await connection.OpenAsync();
        return connection;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), null);
    }
}
