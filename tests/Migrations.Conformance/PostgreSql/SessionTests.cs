using System.Diagnostics;
using System.Net;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Sql;
using Npgsql;

namespace Migrations.Conformance.PostgreSql;

/// <summary>What a connection to PostgreSQL promises: errors that say why, values of every type, a lock that dies with it, stopping at once, secrets that stay secret.</summary>
public sealed class SessionTests(Servers servers)
{
    static readonly IDatabaseProvider Provider = DialectRegistry.Get("pg");

    async Task<IDatabaseSession> OpenAsync(string more = "", TimeSpan? lockTimeout = null) =>
        await Provider.OpenAsync(new(await servers.CreateDatabaseAsync("postgresql") + more) { LockTimeout = lockTimeout }, CancellationToken.None);

    static Task<IReadOnlyList<long>> RunAsync(IDatabaseSession session, params string[] sql) => session.ExecuteAsync([.. sql.Select(s => new SqlStatement(s, StatementLock.Unknown))], CancellationToken.None);

    static async Task<object?> OneAsync(IDatabaseSession session, string sql) => (await session.QueryAsync(sql, CancellationToken.None))[0][0];

    static Task<StatementFailedException> FailsAsync(IDatabaseSession session, params string[] sql) => Assert.ThrowsAsync<StatementFailedException>(() => RunAsync(session, sql));

    [Fact]
    public async Task The_database_has_an_id_and_a_server_that_keeps_its_own_to_itself_is_no_hindrance()
    {
        var connection = await servers.CreateDatabaseAsync("postgresql");
        await using var owner = await Provider.OpenAsync(new(connection), CancellationToken.None);
        Assert.Matches("^[0-9]+/[0-9]+$", owner.Target.DatabaseId);
        await RunAsync(owner, "CREATE ROLE without_rights LOGIN PASSWORD 'x'", "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");

        var poor = new NpgsqlConnectionStringBuilder(connection) { Username = "without_rights", Password = "x" };
        await using var session = await Provider.OpenAsync(new(poor.ConnectionString), CancellationToken.None);

        Assert.Null(session.Target.DatabaseId);
        Assert.Equal(1, Convert.ToInt32(await OneAsync(session, "SELECT 1"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_batch_stops_at_the_statement_that_fails_and_names_it()
    {
        await using var session = await OpenAsync();
        var failed = await FailsAsync(session, "BEGIN", "CREATE TABLE t (a int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)", "SELECT\n  é, 😀x", "DROP TABLE t");
        Assert.Equal((3, (2, 3)), (failed.Index, failed.Position));
        Assert.Equal("SELECT\n  é, 😀x", failed.Statement.Text);
        await RunAsync(session, "ROLLBACK");
        var several = await FailsAsync(session, "SELECT 1;\nSELECT 2; SELECT\n  wrong");
        Assert.Equal((0, (3, 3)), (several.Index, several.Position));
        Assert.Equal([-1, -1, 2, -1], await RunAsync(session, "BEGIN", "CREATE TABLE t (a int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)", "COMMIT"));
    }

    [Theory]
    [InlineData("SELECT 1 FROM missing", StatementFailure.NoSuchTable)]
    [InlineData("SELECT 1 FROM missing.table1", StatementFailure.NoSuchTable)]
    [InlineData("SELECT missing", StatementFailure.Other)]
    [InlineData("DO $$ BEGIN SET LOCAL transaction_read_only = on; CREATE TABLE t (a int); END $$", StatementFailure.NotWritable)]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$", StatementFailure.NotWritable)]
    [InlineData("DO $$ BEGIN SET LOCAL ROLE pg_read_all_stats; CREATE TABLE t (a int); END $$", StatementFailure.NoRights)]
    public async Task Refusals_are_told_apart(string sql, StatementFailure kind)
    {
        await using var session = await OpenAsync();
        Assert.Equal(kind, (await FailsAsync(session, sql)).Kind);
    }

    [Fact]
    public async Task A_lock_that_is_not_got_in_time_is_told_apart()
    {
        var connection = await servers.CreateDatabaseAsync("postgresql");
        await using var one = await Provider.OpenAsync(new(connection), CancellationToken.None);
        await using var two = await Provider.OpenAsync(new(connection) { LockTimeout = TimeSpan.FromMilliseconds(50) }, CancellationToken.None);
        await RunAsync(one, "CREATE TABLE t (a int)");
        await RunAsync(one, "BEGIN", "LOCK TABLE t");
        Assert.Equal(StatementFailure.LockTimeout, (await FailsAsync(two, "ALTER TABLE t ADD b int")).Kind);
    }

    [Fact]
    public async Task Details_name_objects_and_never_values_of_rows()
    {
        await using var session = await OpenAsync();
        await RunAsync(session, "CREATE TABLE t (a text PRIMARY KEY)", "CREATE VIEW v AS SELECT a FROM t", "INSERT INTO t VALUES ('top-secret')");
        Assert.Contains("view v depends on", (await FailsAsync(session, "ALTER TABLE t DROP COLUMN a")).Message, StringComparison.Ordinal);
        var duplicate = await FailsAsync(session, "INSERT INTO t SELECT a FROM t");
        Assert.DoesNotContain("top-secret", duplicate.ToString(), StringComparison.Ordinal);
        Assert.Contains("t_pkey", duplicate.Message, StringComparison.Ordinal);
        Assert.Null(Assert.IsType<PostgresException>(duplicate.InnerException).Detail);
    }

    [Fact]
    public async Task Bodies_with_semicolons_reach_the_server_whole()
    {
        await using var session = await OpenAsync();
        await RunAsync(session, "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END");
        await RunAsync(session, "CREATE FUNCTION g() RETURNS text LANGUAGE sql AS $x$ SELECT 'a;b:c'; SELECT '@p' $x$", "SELECT ':x', '?', 1 /* ; */ -- ;");
        Assert.Equal(2, await OneAsync(session, "SELECT f()"));
    }

    [Fact]
    public async Task What_must_not_be_in_a_transaction_travels_alone()
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync([
            new("CREATE TABLE t (a int)", StatementLock.None), new("CREATE INDEX CONCURRENTLY i ON t (a)", StatementLock.None) { Transactional = false }, new("INSERT INTO t VALUES (1)", StatementLock.None),
        ], CancellationToken.None);
        Assert.Equal(1L, await OneAsync(session, "SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Values_of_every_type_can_be_read()
    {
        await using var session = await OpenAsync();
        await RunAsync(session, "CREATE TYPE mood AS ENUM ('sad')", "CREATE TYPE pair AS (a int, b text)", "CREATE DOMAIN d AS int");
        var row = (await session.QueryAsync("""
            SELECT true, 1::int2, 2, 3::bigint, 1.50, 1e200::numeric, 1.5::real, 2.5::float8, 'x'::text, 'y'::name, NULL, 'sad'::mood, row(1, 'x')::pair, ARRAY[1,2], '1 mon'::interval, 'infinity'::timestamp,
              timestamp '2020-01-02 03:04:05.678901', date '2020-01-02', time '03:04:05', '\x00ff'::bytea, '123e4567-e89b-12d3-a456-426614174000'::uuid, 4::d, 'c'::"char", 'NaN'::numeric, '{"a": 1}'::jsonb, 'pg_class'::regclass, false
            """, CancellationToken.None))[0];
        Assert.Equal(
            [
                true, (short)1, 2, 3L, 1.50m, "1" + new string('0', 200), 1.5f, 2.5, "x", "y", null, "sad", "(1,x)", "{1,2}", "1 mon", "infinity", new DateTime(2020, 1, 2, 3, 4, 5).AddTicks(6789010), new DateOnly(2020, 1, 2),
                "03:04:05", new byte[] { 0, 255 }, Guid.Parse("123e4567-e89b-12d3-a456-426614174000"), 4, "c", "NaN", "{\"a\": 1}", "pg_class", false,
            ], row);
    }

    [Fact]
    public async Task The_session_is_set_up_whatever_the_role_says()
    {
        await using var session = await OpenAsync(";Options=-c datestyle=German -c standard_conforming_strings=off -c bytea_output=escape", TimeSpan.FromSeconds(3));
        var rows = await session.QueryAsync("SELECT name, setting FROM pg_settings WHERE lower(name) IN ('datestyle', 'standard_conforming_strings', 'lock_timeout', 'application_name', 'client_encoding', 'client_connection_check_interval') ORDER BY lower(name)", CancellationToken.None);
        Assert.Equal(["migrations", "2000", "UTF8", "ISO, DMY", "3000", "on"], rows.Select(r => r[1]));
        Assert.Equal(new DateOnly(2020, 2, 1), await OneAsync(session, "SELECT date '2020-02-01'"));
        Assert.Equal("15", session.Target.ServerVersion?[..2]);
    }

    [Fact]
    public async Task What_the_server_says_is_passed_on()
    {
        await using var session = await OpenAsync();
        var said = new List<string>();
        session.ServerMessage += said.Add;
        await RunAsync(session, "DO $$ BEGIN RAISE NOTICE 'half way'; END $$");
        Assert.Equal(["half way"], said);
    }

    [Fact]
    public async Task Stopping_stops_the_statement_on_the_server_at_once()
    {
        await using var session = await OpenAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.ExecuteAsync([new("SELECT pg_sleep(30)", StatementLock.None)], stop.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"it took {watch.Elapsed}");
        Assert.Equal(1, await OneAsync(session, "SELECT 1"));
    }

    [Fact]
    public async Task The_lock_belongs_to_one_session_and_dies_with_it()
    {
        var connection = await servers.CreateDatabaseAsync("postgresql");
        await using var one = await Provider.OpenAsync(new(connection), CancellationToken.None);
        await using var two = await Provider.OpenAsync(new(connection), CancellationToken.None);
        Assert.Equal(SessionLockState.Taken, (await one.TryLockAsync("k", CancellationToken.None)).State);
        Assert.Equal(SessionLockState.Taken, (await one.TryLockAsync("k", CancellationToken.None)).State);
        await one.ReleaseLockAsync(CancellationToken.None);
        Assert.Equal(SessionLockState.Taken, (await two.TryLockAsync("k", CancellationToken.None)).State);
        await two.ReleaseLockAsync(CancellationToken.None);
        Assert.Equal(SessionLockState.Taken, (await one.TryLockAsync("k", CancellationToken.None)).State);
        var held = await two.TryLockAsync("k", CancellationToken.None);
        Assert.Equal(SessionLockState.HeldByOther, held.State);
        Assert.Contains(FormattableString.Invariant($"server process {await OneAsync(one, "SELECT pg_backend_pid()")} of postgres (migrations)"), held.Detail, StringComparison.Ordinal);
        Assert.Equal(SessionLockState.Taken, (await two.TryLockAsync("other", CancellationToken.None)).State);
        await one.DisposeAsync();
        SessionLock after;
        var watch = Stopwatch.StartNew();
        while ((after = await two.TryLockAsync("k", CancellationToken.None)).State != SessionLockState.Taken && watch.Elapsed < TimeSpan.FromSeconds(5))
            await Task.Delay(20);
        Assert.Equal(SessionLockState.Taken, after.State);
        await two.ReleaseLockAsync(CancellationToken.None);
        Assert.Equal(1L, await OneAsync(two, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"));
    }

    [Fact]
    public async Task A_lost_connection_is_an_error_of_its_own_and_stays_lost()
    {
        var connection = await servers.CreateDatabaseAsync("postgresql");
        await using var one = await Provider.OpenAsync(new(connection), CancellationToken.None);
        await using var two = await Provider.OpenAsync(new(connection), CancellationToken.None);
        var pid = await OneAsync(one, "SELECT pg_backend_pid()");
        await OneAsync(two, $"SELECT pg_terminate_backend({pid})");
        foreach (var attempt in new Func<Task>[] { () => RunAsync(one, "SELECT 1", "SELECT 2"), () => RunAsync(one, "SELECT 1"), () => OneAsync(one, "SELECT 1"), () => one.InspectAsync(null, Schema.SchemaModel.Unknown(one.Dialect.Names), CancellationToken.None) })
            Assert.Equal(ErrorCode.ConnectionLost, (await Assert.ThrowsAsync<MigrationException>(attempt)).Code);
    }

    [Fact]
    public async Task A_lock_lives_no_longer_than_its_client_though_the_server_is_busy()
    {
        var connection = await servers.CreateDatabaseAsync("postgresql");
        var builder = new NpgsqlConnectionStringBuilder(connection);
        await using var proxy = new TcpProxy(builder.Host!, builder.Port);
        await using var two = await Provider.OpenAsync(new(connection), CancellationToken.None);
        var one = await Provider.OpenAsync(new(connection + FormattableString.Invariant($";Host=127.0.0.1;Port={proxy.Port}")), CancellationToken.None);
        await one.TryLockAsync("k", CancellationToken.None);
        var busy = RunAsync(one, "SELECT pg_sleep(60)");
        await Task.Delay(200);
        proxy.Cut();
        var watch = Stopwatch.StartNew();
        while ((await two.TryLockAsync("k", CancellationToken.None)).State != SessionLockState.Taken && watch.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(50);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        await Assert.ThrowsAsync<MigrationException>(() => busy);
    }

    [Fact]
    public async Task The_spellings_of_tables_are_found_whatever_the_case()
    {
        await using var session = await OpenAsync();
        await RunAsync(session, "CREATE TABLE databasechangelog (a int)", "CREATE TABLE \"DATABASECHANGELOG\" (a int)", "CREATE SCHEMA s", "CREATE TABLE s.\"DatabaseChangeLogLock\" (a int)");
        Assert.Equal(["DATABASECHANGELOG", "databasechangelog"], (await session.FindTablesAsync(null, ["DatabaseChangeLog", "x'y"], CancellationToken.None)).Order(StringComparer.Ordinal));
        Assert.Equal(["DatabaseChangeLogLock"], await session.FindTablesAsync("s", ["databasechangeloglock"], CancellationToken.None));
    }

    [Theory]
    [InlineData("Password=wrong-secret", "wrong password for user 'postgres'")]
    [InlineData("Database=missing", "there is no database 'missing'")]
    [InlineData("Port=1", "nobody listens there")]
    [InlineData("Host=no-such-host.invalid", "the host's name is not known")]
    [InlineData("Username=nobody1", "wrong password for user 'nobody1'")]
    public async Task No_connection_says_why_and_keeps_the_password_to_itself(string more, string why)
    {
        var connection = await servers.CreateDatabaseAsync("postgresql");
        var failed = await Assert.ThrowsAsync<MigrationException>(() => Provider.OpenAsync(new($"{connection};{more}"), CancellationToken.None));
        Assert.Equal(ErrorCode.ConnectionFailed, failed.Code);
        Assert.Contains(why, failed.Message, StringComparison.Ordinal);
        Assert.NotNull(failed.Advice);
        Assert.NotNull(failed.InnerException);
        Assert.DoesNotContain("only-for-tests", failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_and_a_url_connect()
    {
        var text = new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync("postgresql"));
        var url = FormattableString.Invariant($"postgresql://someone:wrong@{text.Host}:{text.Port}/{text.Database}?application_name=mine&sslmode=prefer");
        await using var session = await Provider.OpenAsync(new(url) { Credential = new NetworkCredential(text.Username, text.Password) }, CancellationToken.None);
        Assert.Equal("mine", await OneAsync(session, "SELECT current_setting('application_name')"));
        await using var jdbc = await Provider.OpenAsync(new(FormattableString.Invariant($"jdbc:postgresql://{text.Host}:{text.Port}/{text.Database}?user={text.Username}&password={text.Password}&currentSchema=pg_catalog&loginTimeout=5")), CancellationToken.None);
        Assert.Equal("pg_catalog", jdbc.Dialect.DefaultSchema);
    }
}
