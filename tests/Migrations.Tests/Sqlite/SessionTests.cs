using System.Diagnostics;
using Migrations.Execution;
using Migrations.Sql;

namespace Migrations.Tests.Sqlite;

/// <summary>Locks, waiting, stopping, and errors that say what is wrong.</summary>
public sealed class SessionTests
{
    const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    static Task<SessionLock> LockAsync(IDatabaseSession session) => session.TryLockAsync("key", CancellationToken.None);

    [Fact]
    public async Task Of_two_sessions_on_a_file_one_has_the_lock_until_it_gives_it_back_or_ends()
    {
        await using var database = await SqliteDatabase.CreateAsync();
        await using var other = await database.OpenAgainAsync();
        Assert.Equal(SessionLockState.Taken, (await LockAsync(database.Session)).State);
        Assert.Equal(SessionLockState.Taken, (await LockAsync(database.Session)).State);
        var refused = await LockAsync(other);
        Assert.Equal(SessionLockState.HeldByOther, refused.State);
        Assert.Contains(".migrations.lock", refused.Detail, StringComparison.Ordinal);

        await database.Session.ReleaseLockAsync(CancellationToken.None);
        Assert.Equal(SessionLockState.Taken, (await LockAsync(other)).State);
        Assert.Equal(SessionLockState.HeldByOther, (await LockAsync(database.Session)).State);

        await other.DisposeAsync();
        Assert.Equal(SessionLockState.Taken, (await LockAsync(database.Session)).State);
        Assert.True(File.Exists(database.File + ".migrations.lock"));
    }

    [Fact]
    public async Task The_lock_is_the_same_through_a_link()
    {
        await using var database = await SqliteDatabase.CreateAsync();
        var link = Path.Combine(Path.GetDirectoryName(database.File)!, "link.db");
        File.CreateSymbolicLink(link, database.File);
        await using var other = await SqliteDatabase.OpenAsync($"sqlite:{link}");
        Assert.Equal(SessionLockState.Taken, (await LockAsync(database.Session)).State);
        Assert.Equal(SessionLockState.HeldByOther, (await LockAsync(other)).State);
    }

    [Fact]
    public async Task Nobody_can_be_in_the_way_of_a_database_in_memory()
    {
        await using var one = await SqliteDatabase.OpenAsync("sqlite::memory:");
        await using var two = await SqliteDatabase.OpenAsync("Data Source=:memory:");
        Assert.Equal(SessionLockState.Taken, (await LockAsync(one)).State);
        Assert.Equal(SessionLockState.Taken, (await LockAsync(two)).State);
    }

    [Fact]
    public async Task The_lock_of_a_run_does_not_keep_the_database_itself_locked()
    {
        await using var database = await SqliteDatabase.CreateAsync();
        await using var other = await database.OpenAgainAsync(TimeSpan.Zero);
        await LockAsync(database.Session);
        await other.ExecuteAsync([new("CREATE TABLE t (a)", StatementLock.None)], CancellationToken.None);
    }

    [Fact]
    public async Task A_lock_of_the_database_is_waited_for_as_long_as_was_said_and_no_longer()
    {
        await using var database = await SqliteDatabase.CreateAsync();
        await using var hasty = await database.OpenAgainAsync(TimeSpan.FromMilliseconds(200));
        await database.Session.ExecuteAsync([database.Dialect.BeginTransaction], CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => hasty.ExecuteAsync([hasty.Dialect.BeginTransaction], CancellationToken.None));
        Assert.InRange(watch.ElapsedMilliseconds, 190, 5000);
        Assert.Equal(StatementFailure.LockTimeout, failure.Kind);
        Assert.Equal($"database is locked: another connection is using {database.File} (waited 0.2 s)", failure.Message);
    }

    [Fact]
    public async Task Waiting_for_a_lock_runs_nothing_twice()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a)");
        await using var other = await database.OpenAgainAsync(TimeSpan.FromSeconds(2));
        await other.ExecuteAsync([new("CREATE TEMP TABLE s (a)", StatementLock.None)], CancellationToken.None);
        await database.Session.ExecuteAsync([database.Dialect.BeginTransaction], CancellationToken.None);
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => other.ExecuteAsync([new("INSERT INTO s VALUES (1); INSERT INTO t VALUES (2)", StatementLock.None)], CancellationToken.None));
        Assert.Equal(StatementFailure.LockTimeout, failure.Kind);
        Assert.Equal(1L, (await other.QueryAsync("SELECT count(*) FROM s", CancellationToken.None))[0][0]);
    }

    [Fact]
    public async Task A_lock_that_is_given_back_in_time_is_got()
    {
        await using var database = await SqliteDatabase.CreateAsync();
        await using var patient = await database.OpenAgainAsync();
        await database.Session.ExecuteAsync([database.Dialect.BeginTransaction], CancellationToken.None);
        var waiting = patient.ExecuteAsync([patient.Dialect.BeginTransaction], CancellationToken.None);
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted);
        await database.Session.ExecuteAsync([database.Dialect.CommitTransaction], CancellationToken.None);
        await waiting;
    }

    [Fact]
    public async Task A_statement_that_runs_is_stopped_at_once()
    {
        await using var database = await SqliteDatabase.CreateAsync();
        using var stop = new CancellationTokenSource(200);
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Session.QueryAsync(Endless, stop.Token));
        Assert.InRange(watch.ElapsedMilliseconds, 150, 5000);
        Assert.Equal("1", await database.ScalarAsync("SELECT 1"));
    }

    [Fact]
    public async Task What_a_stopped_statement_had_done_is_taken_back()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a)");
        using var stop = new CancellationTokenSource(300);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Session.ExecuteAsync(
            [database.Dialect.BeginTransaction, new("INSERT INTO t VALUES (1)", StatementLock.None), new($"INSERT INTO t {Endless}", StatementLock.None)], stop.Token));
        await Record.ExceptionAsync(() => database.Session.ExecuteAsync([database.Dialect.RollbackTransaction], CancellationToken.None));
        Assert.Equal("0", await database.ScalarAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Waiting_for_a_lock_is_stopped_at_once()
    {
        await using var database = await SqliteDatabase.CreateAsync();
        await using var waiting = await database.OpenAgainAsync(TimeSpan.FromMinutes(1));
        await database.Session.ExecuteAsync([database.Dialect.BeginTransaction], CancellationToken.None);
        using var stop = new CancellationTokenSource(200);
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.ExecuteAsync([waiting.Dialect.BeginTransaction], stop.Token));
        Assert.InRange(watch.ElapsedMilliseconds, 150, 5000);
    }

    [Fact]
    public async Task A_missing_table_is_told_from_other_errors()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a)");
        async Task<StatementFailedException> Fail(string sql) => await Assert.ThrowsAsync<StatementFailedException>(() => database.Session.QueryAsync(sql, CancellationToken.None));
        Assert.Equal(StatementFailure.NoSuchTable, (await Fail("SELECT * FROM nowhere")).Kind);
        Assert.Equal(StatementFailure.Other, (await Fail("SELECT nothing_here FROM t")).Kind);
        Assert.Equal("no such table: nowhere", (await Fail("SELECT * FROM nowhere")).Message);
    }

    [Theory]
    [InlineData("SELECT 1;\n  SELCT 2", 2, 3)]
    [InlineData("SELECT a,\n b, zz FROM t", 2, 5)]
    public async Task An_error_says_where_in_the_statement(string sql, int line, int column)
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a, b)");
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => database.ExecuteAsync(sql));
        Assert.Equal((line, column), failure.Position);
    }

    [Theory]
    [InlineData("SELECT 1; INSERT INTO t VALUES (1)")]
    [InlineData("SELECT abs(a) FROM (SELECT 1 AS a UNION ALL SELECT -9223372036854775808)")]
    public async Task An_error_behind_the_first_row_is_not_lost(string sql)
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a UNIQUE)", "INSERT INTO t VALUES (1)");
        await Assert.ThrowsAsync<StatementFailedException>(() => database.ExecuteAsync(sql));
    }

    [Fact]
    public async Task A_missing_file_is_made_when_something_is_to_be_written_and_not_before()
    {
        var folder = Directory.CreateTempSubdirectory("migrations-sqlite-");
        var file = Path.Combine(folder.FullName, "x.db");
        await using (var session = await SqliteDatabase.OpenAsync($"Data Source={file}"))
        {
            Assert.Empty((await session.InspectAsync(null, Migrations.Schema.SchemaModel.Unknown(session.Dialect.Names), CancellationToken.None)).Tables);
            Assert.Empty(folder.GetFiles());
            Assert.Equal(SessionLockState.Taken, (await LockAsync(session)).State);
            await using var other = await SqliteDatabase.OpenAsync($"Data Source={file}");
            Assert.Equal(SessionLockState.HeldByOther, (await LockAsync(other)).State);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_database_that_may_not_be_written_can_be_read_and_says_so_when_written()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a)");
        await using var reader = await database.OpenAgainAsync(options: ";Mode=ReadOnly");
        Assert.Empty(await reader.QueryAsync("SELECT * FROM t", CancellationToken.None));
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => reader.ExecuteAsync([new("INSERT INTO t VALUES (1)", StatementLock.None)], CancellationToken.None));
        Assert.Equal(StatementFailure.NotWritable, failure.Kind);
        Assert.Equal($"attempt to write a readonly database: {database.File} or its folder may not be written", failure.Message);
    }

    [Fact]
    public async Task A_full_disk_is_told()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a)", "PRAGMA max_page_count = 3");
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => database.ExecuteAsync("INSERT INTO t VALUES (zeroblob(100000))"));
        Assert.Equal(StatementFailure.NotWritable, failure.Kind);
        Assert.Contains("there is no room left", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_told()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a)", "INSERT INTO t VALUES (zeroblob(9000))");
        var bytes = await File.ReadAllBytesAsync(database.File);
        bytes.AsSpan(4096, 4096).Fill(0xAB);
        await File.WriteAllBytesAsync(database.File, bytes);
        await using var other = await database.OpenAgainAsync();
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => other.QueryAsync("SELECT * FROM t", CancellationToken.None));
        Assert.EndsWith($"{database.File} is damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_behaves_as_other_clients_of_SQLite_do()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE t (a CHECK (a IN (\"x\", \"y\")))", "INSERT INTO t VALUES (\"x\")");
        Assert.Equal("x", await database.ScalarAsync("SELECT a FROM t"));
        Assert.Equal("0", await database.ScalarAsync("PRAGMA foreign_keys"));
        Assert.Equal("0", await database.ScalarAsync("PRAGMA recursive_triggers"));
        Assert.StartsWith("3.", database.Session.Target.ServerVersion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing/x.db", "the folder {0} does not exist", "missing")]
    [InlineData("", "{0} is a folder, not a SQLite database", "")]
    [InlineData("x.db?mode=rw", "the database {0} does not exist", "x.db")]
    [InlineData("x.db?mode=ro", "the database {0} does not exist", "x.db")]
    public async Task What_cannot_be_opened_says_why(string path, string message, string subject)
    {
        var folder = Directory.CreateTempSubdirectory("migrations-sqlite-");
        var error = await Assert.ThrowsAsync<MigrationException>(() => SqliteDatabase.OpenAsync($"sqlite:{Path.Combine(folder.FullName, path)}"));
        Assert.Equal((ErrorCode.ConnectionFailed, message.Replace("{0}", subject.Length == 0 ? folder.FullName : Path.Combine(folder.FullName, subject), StringComparison.Ordinal)), (error.Code, error.Message));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("migrations-sqlite-");
        var file = Path.Combine(folder.FullName, "x.db");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        var error = await Assert.ThrowsAsync<MigrationException>(() => SqliteDatabase.OpenAsync($"Data Source={file}"));
        Assert.Equal(ErrorCode.ConnectionFailed, error.Code);
        Assert.Contains($"{file} is not a SQLite database, or it is encrypted", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_whole_number_of_type_REAL_is_compared_as_Liquibase_sees_it()
    {
        await using var database = await SqliteDatabase.CreateAsync();
        Assert.Equal("1.0", database.Dialect.TextOf((await database.Session.QueryAsync("SELECT 1.0", CancellationToken.None))[0][0]));
        Assert.Equal("1", database.Dialect.TextOf((await database.Session.QueryAsync("SELECT 1", CancellationToken.None))[0][0]));
    }
}
