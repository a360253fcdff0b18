using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Migrations.Execution;
using Migrations.Proof;
using Migrations.Schema;
using Migrations.Sql;
using MySqlConnector;

namespace Migrations.Dialects.MySql;

/// <summary>One connection to MariaDB or MySQL.</summary>
sealed class MySqlSession : AdoSession
{
    /// <summary>Limits of what is sent at once: well below the smallest usual max_allowed_packet (1 MB), and few enough that Ctrl+C is not late.</summary>
    const int MaxBatchLength = 256 * 1024, MaxBatchCount = 500;

    /// <summary>Names the column that tells how many rows the statement before it affected.</summary>
    const string CountMark = "migrations:rows";

    readonly MySqlDialect dialect;
    readonly MySqlConnection connection;
    readonly MySqlInspector inspector;
    readonly HashSet<string> held = new(StringComparer.Ordinal);

    /// <summary>Takes over an open connection.</summary>
    public MySqlSession(MySqlConnection connection, MySqlDialect dialect, MigrationTarget target) : base(connection, dialect, target)
    {
        this.dialect = dialect;
        this.connection = connection;
        inspector = new(connection, dialect);
        connection.InfoMessage += (_, args) =>
        {
            foreach (var error in args.Errors)
                OnServerMessage($"{error.Level}: {error.Message}");
        };
    }

    /// <inheritdoc/>
    public override async Task<SchemaModel> InspectAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken)
    {
        try
        {
            return await inspector.ReadAsync(keys, into, cancellationToken);
        }
        catch (Exception e) when (Translate(e, 0, new("SELECT … FROM information_schema", StatementLock.None), cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<CatalogObject>> ReadCatalogAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new MySqlCatalogText(inspector.QueryAsync, dialect).ReadAsync(cancellationToken);
        }
        catch (Exception e) when (Translate(e, 0, new("SHOW CREATE …", StatementLock.None), cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> FindTablesAsync(string? schema, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var database = schema is null ? "DATABASE()" : dialect.Literal(new StringValue(schema), null);
        // LOWER, because the names of the catalogue are compared as file names are on some systems.
        var list = string.Join(", ", names.Select(n => $"LOWER({dialect.Literal(new StringValue(n), null)})"));
        var rows = await QueryAsync($"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {database} AND LOWER(TABLE_NAME) IN ({list}) AND TABLE_TYPE <> 'VIEW'", cancellationToken);
        return [.. rows.Select(r => (string)r[0]!)];
    }

    /// <summary>The sizes that the storage engine keeps. MySQL would answer from what it noted down a day ago, unless told not to.</summary>
    protected override async Task<IReadOnlyList<object?[]>> QuerySizesAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken)
    {
        string Text(string text) => dialect.Literal(new StringValue(text), null);
        string In(IEnumerable<string> names) => string.Join(", ", names.Distinct(StringComparer.Ordinal).Select(Text));
        var rows = await QueryAsync($"""
            SELECT /*+ SET_VAR(information_schema_stats_expiry = 0) */ TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS, DATA_LENGTH, INDEX_LENGTH FROM information_schema.TABLES
            WHERE TABLE_SCHEMA IN ({In(tables.Select(Database))}) AND TABLE_NAME IN ({In(tables.Select(t => t.Name))}) AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
            """, cancellationToken);
        var numbers = NumbersOf(tables);
        return [.. rows.SelectMany(r => numbers[$"{r[0]}\0{r[1]}"].Select(i => new[] { i, r[2], r[3], r[4], Number(r[3]) <= LargestProbed }))];
    }

    /// <summary>
    /// Who holds a metadata lock, which every schema change waits for: MySQL keeps account of it, MariaDB where the plugin <c>metadata_lock_info</c> is there. Both show
    /// it, and the age of transactions, only to those with the right PROCESS. The age is in the server's own time.
    /// </summary>
    protected override async Task<IReadOnlyList<object?[]>> QueryUsesAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken)
    {
        var locks = dialect.Server.IsMariaDb
            ? "(SELECT TABLE_SCHEMA AS db, TABLE_NAME AS name, THREAD_ID AS connection FROM information_schema.METADATA_LOCK_INFO)"
            : """
              (SELECT m.OBJECT_SCHEMA AS db, m.OBJECT_NAME AS name, h.PROCESSLIST_ID AS connection FROM performance_schema.metadata_locks AS m
                JOIN performance_schema.threads AS h ON h.THREAD_ID = m.OWNER_THREAD_ID WHERE m.OBJECT_TYPE = 'TABLE' AND m.LOCK_STATUS = 'GRANTED')
              """;
        var rows = await QueryAsync($"""
            SELECT l.db, l.name, MAX(TIMESTAMPDIFF(SECOND, CONVERT_TZ(t.trx_started, 'SYSTEM', @@session.time_zone), NOW())) FROM {locks} AS l
            JOIN information_schema.INNODB_TRX AS t ON t.trx_mysql_thread_id = l.connection WHERE l.connection <> CONNECTION_ID() GROUP BY l.db, l.name
            """, cancellationToken);
        var numbers = NumbersOf(tables);
        return [.. rows.SelectMany(r => numbers[$"{r[0]}\0{r[1]}"].Select(i => new[] { i, r[2] }))];
    }

    /// <summary>Which of the tables have a database and a name. The catalogue compares names without regard to case, also where tables differ by it.</summary>
    ILookup<string, int> NumbersOf(IReadOnlyList<ObjectName> tables) => tables.Select((t, i) => (Key: $"{Database(t)}\0{t.Name}", i))
        .ToLookup(t => t.Key, t => t.i, dialect.Server.CaseSensitiveTables ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    string Database(ObjectName name) => name.Schema ?? dialect.Server.Database ?? "";

    /// <summary>
    /// GET_LOCK, whose lock belongs to the connection and falls with it. A client that is killed leaves the server working on its last statement; the lock
    /// is held until that has ended, which is what makes it a proof.
    /// </summary>
    public override async Task<SessionLock> TryLockAsync(string key, CancellationToken cancellationToken)
    {
        if (dialect.Server.LockProvesNothing is { } reason)
            return new(SessionLockState.ProvesNothing, reason);
        var name = LockName(key);
        // GET_LOCK counts: taken twice it would have to be released twice.
        if (held.Contains(name))
            return new(SessionLockState.Taken);
        var rows = await QueryAsync($"SELECT GET_LOCK('{name}', 0), IS_USED_LOCK('{name}')", cancellationToken);
        if (rows[0][0] is not null && Convert.ToInt64(rows[0][0], CultureInfo.InvariantCulture) == 1)
        {
            held.Add(name);
            return new(SessionLockState.Taken);
        }
        return new(SessionLockState.HeldByOther, rows[0][1] is { } holder ? await DescribeAsync(Convert.ToInt64(holder, CultureInfo.InvariantCulture), cancellationToken) : null);
    }

    async Task<string> DescribeAsync(long connectionId, CancellationToken cancellationToken)
    {
        var id = connectionId.ToString(CultureInfo.InvariantCulture);
        var rows = await QueryAsync($"SELECT USER, HOST, TIME FROM information_schema.PROCESSLIST WHERE ID = {id}", cancellationToken);
        return rows is [[var user, var host, var seconds]]
            ? string.Create(CultureInfo.InvariantCulture, $"connection {id} of {user} from {host}, in its present state for {seconds} s")
            : $"connection {id}";
    }

    /// <inheritdoc/>
    public override async Task ReleaseLockAsync(CancellationToken cancellationToken)
    {
        foreach (var name in held)
            await QueryAsync($"SELECT RELEASE_LOCK('{name}')", cancellationToken);
        held.Clear();
    }

    /// <summary>At most 64 characters, which is what MySQL allows; a hash, because the parts may be longer.</summary>
    static string LockName(string key) => $"migrations:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..48]}";

    /// <summary>Only plain statements on rows travel together: a schema change commits by itself, and of opaque SQL it is not known what it returns.</summary>
    protected override bool TravelsAlone(SqlStatement statement) => statement.OwnBatch || !statement.Transactional || statement.Lock.Impact == LockImpact.Unknown;

    /// <summary>
    /// The driver's own batch tells neither how many rows each statement affected nor which one failed. So every statement is followed by a question for both
    /// its rows and its warnings; all of it is one round trip, and the server stops at the first statement that fails.
    /// </summary>
    protected override async Task ExecuteBatchAsync(List<SqlStatement> statements, List<long> affected, CancellationToken cancellationToken)
    {
        var before = affected.Count;
        for (var start = 0; start < statements.Count;)
        {
            var text = new StringBuilder();
            var end = start;
            while (end < statements.Count && end - start < MaxBatchCount && (end == start || text.Length + statements[end].Text.Length < MaxBatchLength))
                text.Append(statements[end++].Text).Append("\n;SELECT ROW_COUNT() AS `").Append(CountMark).Append("`;SHOW WARNINGS;\n");
            await SendAsync(text.ToString(), statements, before, affected, cancellationToken);
            start = end;
        }
    }

    /// <summary>A refused statement takes back itself, and nothing before it.</summary>
    protected override (SqlStatement[] Before, SqlStatement[] After)? RowRetry => ([], []);

    async Task SendAsync(string text, List<SqlStatement> statements, int before, List<long> affected, CancellationToken cancellationToken)
    {
        try
        {
            using var command = CreateCommand(text);
            using var reader = await command.ExecuteReaderAsync(cancellationToken);
            do
            {
                var isCount = reader.FieldCount == 1 && reader.GetName(0) == CountMark;
                var isWarning = reader.FieldCount == 3 && reader.GetName(0) == "Level";
                while ((isCount || isWarning) && await reader.ReadAsync(cancellationToken))
                {
                    if (isCount)
                        affected.Add(reader.GetInt64(0));
                    else
                        OnServerMessage($"{reader.GetString(0)}: {reader.GetString(2)}");
                }
            }
            while (await reader.NextResultAsync(cancellationToken));
        }
        catch (Exception e) when (Translate(e, affected.Count, statements[affected.Count - before], cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <inheritdoc/>
    protected override StatementFailure Classify(DbException exception) => exception is MySqlException e ? MySqlErrors.Classify(e.Number) : StatementFailure.Other;

    /// <inheritdoc/>
    protected override bool IsConnectionLost(DbException exception) => connection.State != System.Data.ConnectionState.Open || (exception is MySqlException e && MySqlErrors.IsConnectionLost(e));

    /// <inheritdoc/>
    protected override (int Line, int Column)? PositionOf(DbException exception, string statement) => MySqlErrors.PositionOf(exception.Message, statement);
}
