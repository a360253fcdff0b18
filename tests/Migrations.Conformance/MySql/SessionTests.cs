using System.Diagnostics;
using System.Net;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;
using MySqlConnector;

namespace Migrations.Conformance.MySql;

/// <summary>What a session promises, on a real MariaDB.</summary>
public sealed class SessionTests(Servers servers)
{
    static readonly CancellationToken None = CancellationToken.None;

    async Task<(IDatabaseSession Session, string Connection)> OpenAsync(string? more = null)
    {
        var connection = await servers.CreateDatabaseAsync("mariadb") + ";" + more;
        return (await OpenAsync(new ConnectionSettings(connection)), connection);
    }

    static Task<IDatabaseSession> OpenAsync(ConnectionSettings settings) => DialectRegistry.For(settings).OpenAsync(settings, None);

    static SqlStatement Rows(string sql) => new(sql, StatementLock.Rows);

    static SqlStatement Ddl(string sql) => new(sql, StatementLock.None) { Transactional = false };

    [Fact]
    public async Task A_batch_tells_the_rows_of_every_statement_and_counts_rows_that_were_found()
    {
        var (session, _) = await OpenAsync();
        await using var __ = session;
        var messages = new List<string>();
        session.ServerMessage += messages.Add;
        var affected = await session.ExecuteAsync(
        [
            Ddl("create table t (id int primary key, a varchar(3))"), session.Dialect.BeginTransaction, Rows("insert into t values (1, 'x'), (2, 'y') -- a comment"), Rows("update t set a = 'x'"),
            Rows("insert ignore into t values (3, 'too long')"), Rows("update t set a = 'x' # again"), Rows("delete from t where id = 9"), session.Dialect.CommitTransaction,
        ], None);
        Assert.Equal([0, 0, 2, 2, 1, 3, 0, 0], affected);
        Assert.Contains(messages, m => m.Contains("truncated", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_failing_statement_of_a_batch_is_named_and_nothing_behind_it_runs()
    {
        var (session, _) = await OpenAsync();
        await using var __ = session;
        await session.ExecuteAsync([Ddl("create table t (id int primary key)")], None);
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() =>
            session.ExecuteAsync([Rows("insert into t values (1)"), Rows("insert into t values (2)"), Rows("insert into t\nvalus (3)"), Rows("insert into t values (4)")], None));
        Assert.Equal((2, "insert into t\nvalus (3)"), (failure.Index, failure.Statement.Text));
        Assert.Equal((2, 1), failure.Position);
        Assert.Equal(2L, (await session.QueryAsync("select count(*) from t", None))[0][0]);
    }

    [Fact]
    public async Task A_large_batch_is_cut_and_still_counted()
    {
        var (session, _) = await OpenAsync();
        await using var __ = session;
        await session.ExecuteAsync([Ddl("create table t (id int primary key, a longtext)")], None);
        var affected = await session.ExecuteAsync([.. Enumerable.Range(1, 1200).Select(i => Rows($"insert into t values ({i}, '{new string('x', 600)}')"))], None);
        Assert.Equal(1200, affected.Sum());
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => session.ExecuteAsync([.. Enumerable.Range(1, 900).Select(i => Rows($"insert into t values ({(i == 800 ? 1 : 2000 + i)}, 'x')"))], None));
        Assert.Equal(799, failure.Index);
    }

    [Theory]
    [InlineData("select * from nowhere", StatementFailure.NoSuchTable)]
    [InlineData("insert into gone.nowhere values (1)", StatementFailure.NoSuchTable)]
    [InlineData("select x from (select 1 as y) t", StatementFailure.Other)]
    public async Task Errors_are_told_apart(string sql, StatementFailure kind)
    {
        var (session, _) = await OpenAsync();
        await using var __ = session;
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => session.QueryAsync(sql, None));
        Assert.Equal(kind, failure.Kind);
    }

    [Fact]
    public async Task Missing_rights_and_a_read_only_server_are_told_apart()
    {
        var (admin, connection) = await OpenAsync();
        await using var _ = admin;
        var database = admin.Target.Database;
        await admin.ExecuteAsync([Ddl("create table t (id int)"), Ddl($"create or replace user 'reader'@'%' identified by 'only-for-tests'"), Ddl($"grant select on {database}.* to 'reader'@'%'")], None);
        await using (var reader = await OpenAsync(new ConnectionSettings(connection) { Credential = new NetworkCredential("reader", "only-for-tests") }))
        {
            var failure = await Assert.ThrowsAsync<StatementFailedException>(() => reader.ExecuteAsync([Ddl("create table u (id int)")], None));
            Assert.Equal(StatementFailure.NoRights, failure.Kind);
            await reader.ExecuteAsync([new("set session transaction read only", StatementLock.None), new("start transaction", StatementLock.None)], None);
            failure = await Assert.ThrowsAsync<StatementFailedException>(() => reader.ExecuteAsync([Rows("delete from t")], None));
            Assert.Contains(failure.Kind, new[] { StatementFailure.NotWritable, StatementFailure.NoRights });
        }
    }

    [Fact]
    public async Task The_lock_timeout_applies_to_metadata_and_rows()
    {
        var (session, connection) = await OpenAsync();
        await using var _ = session;
        await session.ExecuteAsync([Ddl("create table t (id int primary key)"), Rows("insert into t values (1)"), session.Dialect.BeginTransaction, Rows("delete from t")], None);
        await using var other = await OpenAsync(new ConnectionSettings(connection) { LockTimeout = TimeSpan.FromMilliseconds(200) });
        var patience = Stopwatch.StartNew();
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => other.ExecuteAsync([Ddl("alter table t add column a int")], None));
        Assert.Equal(StatementFailure.LockTimeout, failure.Kind);
        failure = await Assert.ThrowsAsync<StatementFailedException>(() => other.ExecuteAsync([Rows("update t set id = 2")], None));
        Assert.Equal(StatementFailure.LockTimeout, failure.Kind);
        Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_session_lock_excludes_others_tells_who_has_it_and_falls_with_the_connection()
    {
        var (first, connection) = await OpenAsync();
        await using var second = await OpenAsync(new ConnectionSettings(connection));
        var key = new string('k', 300);
        Assert.Equal(SessionLockState.Taken, (await first.TryLockAsync(key, None)).State);
        Assert.Equal(SessionLockState.Taken, (await first.TryLockAsync(key, None)).State);
        var held = await second.TryLockAsync(key, None);
        Assert.Equal(SessionLockState.HeldByOther, held.State);
        Assert.Contains("connection", held.Detail, StringComparison.Ordinal);
        Assert.Equal(SessionLockState.Taken, (await second.TryLockAsync("other", None)).State);
        await first.ReleaseLockAsync(None);
        Assert.Equal(SessionLockState.Taken, (await second.TryLockAsync(key, None)).State);
        await second.ReleaseLockAsync(None);
        Assert.Equal(SessionLockState.Taken, (await first.TryLockAsync(key, None)).State);
        await first.DisposeAsync();
        // The server notices the end of a connection a moment later.
        for (var attempt = 0; attempt < 50 && (await second.TryLockAsync(key, None)).State != SessionLockState.Taken; attempt++)
            await Task.Delay(100);
        Assert.Equal(SessionLockState.Taken, (await second.TryLockAsync(key, None)).State);
    }

    [Fact]
    public async Task Stopping_stops_the_server_at_once_and_the_connection_lives_on()
    {
        var (session, connection) = await OpenAsync();
        await using var _ = session;
        await session.ExecuteAsync([Ddl("create table t (id int)"), Rows("insert into t values (1)")], None);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var patience = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.ExecuteAsync([Rows("update t set id = id + sleep(30)")], stop.Token));
        Assert.True(patience.Elapsed < TimeSpan.FromSeconds(10), $"took {patience.Elapsed}");
        Assert.Equal(1L, Convert.ToInt64((await session.QueryAsync("select 1", None))[0][0], System.Globalization.CultureInfo.InvariantCulture));
        await using var other = await OpenAsync(new ConnectionSettings(connection));
        Assert.Empty(await other.QueryAsync("select id from information_schema.processlist where info like 'update t%'", None));
    }

    [Fact]
    public async Task A_connection_that_the_server_ends_is_lost_and_not_opened_again()
    {
        var (session, connection) = await OpenAsync();
        await using var _ = session;
        var id = (await session.QueryAsync("select connection_id()", None))[0][0];
        await using (var other = await OpenAsync(new ConnectionSettings(connection)))
            await other.ExecuteAsync([new($"kill {id}", StatementLock.None)], None);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var lost = await Assert.ThrowsAsync<MigrationException>(() => session.QueryAsync("select 1", None));
            Assert.Equal(ErrorCode.ConnectionLost, lost.Code);
        }
    }

    [Fact]
    public async Task Connections_that_fail_say_why_and_never_the_password()
    {
        var (session, connection) = await OpenAsync();
        await session.DisposeAsync();
        var good = new MySqlConnectionStringBuilder(connection);
        const string secret = "s3cr3t-p@ss";
        foreach (var (settings, words) in new[]
        {
            (new ConnectionSettings($"mysql://tester:{Uri.EscapeDataString(secret)}@127.0.0.1:{good.Port}/{good.Database}"), "password"),
            (new ConnectionSettings($"mariadb://{good.UserID}@127.0.0.1:{good.Port}/nodatabasehere") { Credential = new(good.UserID, good.Password) }, "there is no database 'nodatabasehere'"),
            (new ConnectionSettings($"jdbc:mariadb://127.0.0.1:1/x?user=u&password={Uri.EscapeDataString(secret)}&connectTimeout=1000"), "cannot be reached"),
        })
        {
            var failure = await Assert.ThrowsAsync<MigrationException>(() => OpenAsync(settings));
            Assert.Equal(ErrorCode.ConnectionFailed, failure.Code);
            Assert.Contains(words, failure.Message, StringComparison.Ordinal);
            Assert.NotNull(failure.Advice);
            Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(good.Password, failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_name_follows_the_server_unless_the_url_or_the_user_says_it()
    {
        var (session, connection) = await OpenAsync();
        await session.DisposeAsync();
        var c = new MySqlConnectionStringBuilder(connection);
        var place = $"127.0.0.1:{c.Port}/{c.Database}";
        foreach (var (text, provider, expected) in new (string, string?, string)[]
        {
            (connection, null, "mariadb"), ($"mysql://{place}", null, "mariadb"), ($"jdbc:mysql://{place}?useSSL=false&serverTimezone=UTC", null, "mysql"), ($"jdbc:mariadb://{place}", null, "mariadb"),
            ($"mysql://{place}", "mysql", "mysql"), ($"jdbc:mysql://{place}", "mariadb", "mariadb"),
        })
        {
            await using var opened = await OpenAsync(new ConnectionSettings(text) { Provider = provider, Credential = new(c.UserID, c.Password) });
            Assert.Equal((expected, expected), (opened.Dialect.Name, opened.Target.Provider));
        }
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_inspected_and_what_points_at_it()
    {
        var (session, _) = await OpenAsync();
        await using var __ = session;
        await session.ExecuteAsync(
        [
            Ddl("create table a (id int primary key)"), Ddl("create table b (id int, a_id int, key ix_b (id), constraint fk_b foreign key (a_id) references a (id))"),
            Ddl("create table c (id int, key ix_c (id))"), Ddl("create table Person (id int)"), Ddl("create view v as select id from c"),
        ], None);
        ObjectKey Key(ObjectKind kind, string name) => new(kind, ObjectName.Of(name));
        var model = await session.InspectAsync([Key(ObjectKind.Table, "a"), Key(ObjectKind.Table, "nothing"), Key(ObjectKind.Table, "v"), Key(ObjectKind.View, "v"), Key(ObjectKind.Table, "person"), Key(ObjectKind.Index, "ix_c"), Key(ObjectKind.Index, "ix_none")],
            SchemaModel.Unknown(session.Dialect.Names), None);
        Assert.Equal(["a", "b", "c"], model.Tables.Select(t => t.Name.Name));
        Assert.Equal(["v"], model.Views.Select(v => v.Name.Name));
        Assert.Equal(Presence.Absent, model.Find(ObjectName.Of("nothing"), out Table? _));
        Assert.Equal(Presence.Absent, model.Find(ObjectName.Of("v"), out Table? _));
        // Names of tables differ by case on this server.
        Assert.Equal(Presence.Absent, model.Find(ObjectName.Of("person"), out Table? _));
        Assert.Equal(Presence.Known, model.FindTableOfIndex(ObjectName.Of("ix_c"), out var owner));
        Assert.Equal("c", owner!.Name.Name);
        Assert.Equal(Presence.Absent, model.FindTableOfIndex(ObjectName.Of("ix_none"), out _));
        Assert.Equal(Presence.Unknown, model.Find(ObjectName.Of("other"), out Table? _));
        Assert.Equal(["Person", "a"], (await session.FindTablesAsync(null, ["PERSON", "A"], None)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NO_BACKSLASH_ESCAPES")]
    [InlineData("ANSI_QUOTES")]
    public async Task Hostile_texts_and_names_arrive_as_they_are(string mode)
    {
        var (admin, connection) = await OpenAsync();
        await using var _ = admin;
        await admin.QueryAsync($"set global sql_mode = '{mode}'", None);
        try
        {
            await using var session = await OpenAsync(new ConnectionSettings(connection));
            var d = session.Dialect;
            var trip = new NodeRoundTrip(session);
            var texts = new[] { "it's", "\\", "\\'; drop table t; -- ", "a\nb\r\nc\t", "\"x\" `y`", "€ é", "%_", "\\0", "/* x */ # y" };
            var table = d.Normalize(new Table(ObjectName.Of("we`ird \"na'me\\"), [.. texts.Select((t, i) => new Column($"c`{i} '\"\\", new("varchar(50)")) { Default = new StringValue(t), Remarks = t })]) { Remarks = texts[2] });
            await trip.RunAsync(new CreateTable(table));
            var insert = new InsertRows(table.Name, [.. texts.Select((t, i) => new ColumnValue(table.Columns[i].Name, new StringValue(t)))]);
            await session.ExecuteAsync([.. insert.Render(d, await trip.InspectAsync()), Rows($"insert into {d.Quote(table.Name)} () values ()")], None);
            // What is not in the basic plane arrives in rows; in the catalogue, which is utf8mb3, it cannot.
            await session.ExecuteAsync([Rows($"update {d.Quote(table.Name)} set {d.Quote(table.Columns[4].Name)} = {d.Literal(new StringValue("😀"), null)}")], None);
            Assert.Equal("😀", (await session.QueryAsync($"select {d.Quote(table.Columns[4].Name)} from {d.Quote(table.Name)}", None))[0][0]);
            await session.ExecuteAsync([Rows($"update {d.Quote(table.Name)} set {d.Quote(table.Columns[4].Name)} = {d.Literal(new StringValue(texts[4]), null)}")], None);
            var rows = await session.QueryAsync($"select * from {d.Quote(table.Name)}", None);
            Assert.Equal(texts, rows[0]);
            Assert.Equal(texts, rows[1]);
            Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => d.Literal(new StringValue("a\0b"), null)).Code);
        }
        finally
        {
            await admin.QueryAsync("set global sql_mode = default", None);
        }
    }
}
