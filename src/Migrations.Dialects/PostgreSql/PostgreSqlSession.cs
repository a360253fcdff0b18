using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Migrations.Execution;
using Migrations.Proof;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;
using Npgsql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>A connection to PostgreSQL.</summary>
sealed class PostgreSqlSession : AdoSession
{
    /// <summary>How many rows go as statements before COPY is tried again: each COPY is a round trip.</summary>
    const int RowsBetweenCopies = 1000;

    readonly NpgsqlDataSource source;
    readonly string? pooledProcess;
    readonly PostgreSqlInspector inspector;
    readonly PostgreSqlDialect dialect;
    long? held;

    /// <summary>Creates the session.</summary>
    /// <param name="source">What made the connection; disposed with the session.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="dialect">The dialect for the server.</param>
    /// <param name="target">Where it leads.</param>
    /// <param name="pooledProcess">The server process that a pooler has handed out for the moment; null without a pooler.</param>
    public PostgreSqlSession(NpgsqlDataSource source, NpgsqlConnection connection, PostgreSqlDialect dialect, MigrationTarget target, string? pooledProcess)
        : base(connection, dialect, target)
    {
        this.source = source;
        this.pooledProcess = pooledProcess;
        this.dialect = dialect;
        inspector = new(connection, dialect);
        connection.Notice += (_, e) => OnServerMessage(e.Notice.MessageText);
    }

    /// <inheritdoc/>
    public override async Task<SchemaModel> InspectAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken)
    {
        try
        {
            return await inspector.InspectAsync(keys, into, cancellationToken);
        }
        catch (Exception e) when (Translate(e, 0, new("inspection of the catalogue", StatementLock.None), cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<CatalogObject>> ReadCatalogAsync(CancellationToken cancellationToken) =>
        [.. (await QueryAsync(PostgreSqlCatalogText.Everything(dialect.Version), cancellationToken)).Select(r =>
            new CatalogObject((string)r[0]!, dialect.Known((string?)r[1], (string)r[2]!), (string?)r[3], (string?)r[4] ?? "") { Create = (string?)r[5] })];

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> FindTablesAsync(string? schema, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var wanted = string.Join(", ", names.Select(n => PostgreSqlValues.Text(n.ToLowerInvariant())));
        var space = schema is null ? "current_schema()" : PostgreSqlValues.Text(schema);
        var rows = await QueryAsync(
            $"SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = {space} AND c.relkind IN ('r', 'p', 'v', 'f') AND lower(c.relname) IN ({wanted})",
            cancellationToken);
        return [.. rows.Select(r => (string)r[0]!)];
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<object?[]>> QuerySizesAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken)
    {
        var wanted = tables.Select((t, i) => FormattableString.Invariant($"({i}, {(t.Schema is null ? "NULL::text" : PostgreSqlValues.Text(t.Schema))}, {PostgreSqlValues.Text(t.Name)})"));
        return QueryAsync(PostgreSqlCatalog.Sizes(string.Join(", ", wanted), LargestProbed), cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<SessionLock> TryLockAsync(string key, CancellationToken cancellationToken)
    {
        if (pooledProcess is not null)
        {
            return new(SessionLockState.ProvesNothing,
                $"a connection pooler stands before the server (process {pooledProcess} answers for another), so that a lock of the session would not be this run's, and the lock timeout was not set; connect directly");
        }
        var hash = Hash(key);
        // The server counts how often a session has taken a lock; once is enough.
        if (held == hash)
            return new(SessionLockState.Taken);
        var rows = await QueryAsync($"SELECT pg_try_advisory_lock({hash.ToString(CultureInfo.InvariantCulture)})", cancellationToken);
        if (rows[0][0] is true)
        {
            held = hash;
            return new(SessionLockState.Taken);
        }
        return new(SessionLockState.HeldByOther, await HolderAsync(hash, cancellationToken));
    }

    /// <summary>The lock's number: advisory locks are the database's, so that the key need not be unique on the server.</summary>
    static long Hash(string key) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"migrations\n{key}")));

    async Task<string?> HolderAsync(long hash, CancellationToken cancellationToken)
    {
        var (high, low) = ((uint)(hash >>> 32), (uint)hash);
        var rows = await QueryAsync(FormattableString.Invariant($"""
            SELECT a.pid, a.usename, a.application_name, a.client_addr::text, a.backend_start::text, a.state
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {high} AND l.objid = {low} AND l.objsubid = 1 AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
            """), cancellationToken);
        return rows is [[var pid, var user, var application, var address, var since, ..], ..]
            ? $"server process {Convert.ToString(pid, CultureInfo.InvariantCulture)} of {user} ({application}) from {address ?? "this machine"}, connected since {since}"
            : null;
    }

    /// <inheritdoc/>
    public override async Task ReleaseLockAsync(CancellationToken cancellationToken)
    {
        if (held is not { } hash)
            return;
        held = null;
        await QueryAsync($"SELECT pg_advisory_unlock({hash.ToString(CultureInfo.InvariantCulture)})", cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await source.DisposeAsync();
    }

    // ---- rows of files ------------------------------------------------------------------------------------------

    /// <summary>Rows of plain values go by COPY, which is many times faster; those with an expression as INSERT statements between.</summary>
    protected override async Task LoadAsync(RowLoad rows, RowProgress progress, CancellationToken cancellationToken)
    {
        if (rows.AsStatements)
        {
            await base.LoadAsync(rows, progress, cancellationToken);
            return;
        }
        var copy = new PostgreSqlCopy((NpgsqlConnection)Connection, rows, Dialect, progress);
        using var source = rows.Source.Read(Dialect).GetEnumerator();
        var more = source.MoveNext();
        while (more)
        {
            var (sent, next) = await copy.SendAsync(source, cancellationToken);
            more = next;
            if (!more || sent)
                continue;
            var some = new RowRun(source);
            foreach (var batch in rows.ToStatements(some.Take(RowsBetweenCopies), Dialect))
                await InsertAsync(rows, batch, progress, cancellationToken);
            more = some.HasMore;
        }
    }

    /// <summary>A refused statement ends the transaction but for what stands before a savepoint.</summary>
    protected override (SqlStatement[] Before, SqlStatement[] After)? RowRetry => (
        [new("SAVEPOINT migrations_rows", StatementLock.None)], [new("ROLLBACK TO SAVEPOINT migrations_rows", StatementLock.None)]);

    // ---- the driver --------------------------------------------------------------------------------------------

    /// <summary>A batch of one, because the driver cuts the text of a single command at semicolons, also in a body (<c>BEGIN ATOMIC</c>); a batch's it sends as it is.</summary>
    protected override bool SendsSingleAsBatch => true;

    /// <summary>
    /// A plain SQL file, and <c>sql</c> that is not to be split, may hold several statements. Liquibase's driver cuts them on the way; the server takes one at a time.
    /// </summary>
    protected override IReadOnlyList<SplitStatement> CommandsOf(SqlStatement statement) =>
        statement.Text.AsSpan().TrimEnd("; \t\r\n").Contains(';') && SqlSplitter.Split(statement.Text, dialect.Lexical, new() { EndDelimiter = ";" }) is { Count: > 1 } parts
            ? parts : base.CommandsOf(statement);

    /// <summary>A batch is a transaction: what must not be in one travels alone.</summary>
    protected override bool TravelsAlone(SqlStatement statement) => statement.OwnBatch || !statement.Transactional;

    /// <summary>Values come as text: so every type can be read, also those that the driver does not know.</summary>
    protected override DbCommand CreateCommand(string sql)
    {
        var command = (NpgsqlCommand)base.CreateCommand(sql);
        command.AllResultTypesAreUnknown = true;
        return command;
    }

    /// <inheritdoc/>
    protected override Func<int, object> ValuesOf(DbDataReader reader)
    {
        // The driver puts the name of a type together each time it is asked for it.
        var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName).ToArray();
        return ordinal => ValueOf(types[ordinal], reader.GetString(ordinal));
    }

    static object ValueOf(string type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return type switch
        {
            "boolean" => text == "t",
            "smallint" => short.Parse(text, culture),
            "integer" => int.Parse(text, culture),
            "bigint" or "oid" => long.Parse(text, culture),
            "numeric" when decimal.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            "real" when float.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            "double precision" when double.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            "date" when DateOnly.TryParse(text, culture, out var date) => date,
            "timestamp without time zone" when DateTime.TryParse(text, culture, DateTimeStyles.None, out var time) => time,
            "timestamp with time zone" when DateTimeOffset.TryParse(text, culture, DateTimeStyles.None, out var time) => time,
            "uuid" => Guid.Parse(text),
            "bytea" when text.StartsWith("\\x", StringComparison.Ordinal) => Convert.FromHexString(text.AsSpan(2)),
            _ => text,
        };
    }

    /// <inheritdoc/>
    protected override StatementFailure Classify(DbException exception) => exception is PostgresException e ? PostgreSqlErrors.Classify(e) : StatementFailure.Other;

    /// <inheritdoc/>
    protected override bool IsConnectionLost(DbException exception) => exception is PostgresException e
        ? PostgreSqlErrors.EndsConnection(e)
        : exception.InnerException is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or TimeoutException;

    /// <inheritdoc/>
    protected override bool IsAnswer(DbException exception) => exception is PostgresException;

    /// <inheritdoc/>
    protected override string MessageOf(DbException exception) => exception is PostgresException e ? PostgreSqlErrors.Message(e) : exception.Message;

    /// <inheritdoc/>
    protected override DbException Presentable(DbException exception) => exception is PostgresException e ? PostgreSqlErrors.Presentable(e) : exception;

    /// <inheritdoc/>
    protected override (int Line, int Column)? PositionOf(DbException exception, string statement) =>
        exception is PostgresException e ? PostgreSqlErrors.Place(statement, e.Position) : null;
}
