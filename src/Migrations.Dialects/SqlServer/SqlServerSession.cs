using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.SqlClient;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>A session on SQL Server.</summary>
sealed class SqlServerSession : AdoSession
{
    /// <summary>How many rows a VALUES list may have.</summary>
    const int RowsOfValues = 1000;

    readonly SqlServerInstance instance;
    readonly SqlServerDialect dialect;
    string? lockResource;

    /// <summary>Creates the session.</summary>
    public SqlServerSession(SqlConnection connection, SqlServerInstance instance, MigrationTarget target) : this(connection, instance, new SqlServerDialect(instance), target)
    {
    }

    SqlServerSession(SqlConnection connection, SqlServerInstance instance, SqlServerDialect dialect, MigrationTarget target) : base(connection, dialect, target)
    {
        this.instance = instance;
        this.dialect = dialect;
        connection.InfoMessage += OnInfoMessage;
    }

    void OnInfoMessage(object sender, SqlInfoMessageEventArgs e)
    {
        foreach (SqlError message in e.Errors)
        {
            if (message.Number != SqlServerErrors.RenameCaution)
                OnServerMessage(message.Message);
        }
    }

    /// <inheritdoc/>
    public override Task<SchemaModel> InspectAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken) =>
        new SqlServerInspector(sql => QueryAsync(sql, cancellationToken), instance, dialect).ReadAsync(keys, into);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> FindTablesAsync(string? schema, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        [.. (await QueryAsync(SqlServerCatalog.FindTables(schema, names), cancellationToken)).Select(r => (string)r[0]!)];

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<object?[]>> QuerySizesAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken) =>
        QueryOfAsync(tables, SqlServerCatalog.Sizes, cancellationToken);

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<object?[]>> QueryUsesAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken) =>
        QueryOfAsync(tables, SqlServerCatalog.Uses, cancellationToken);

    /// <summary>Asks about tables, as many at once as a VALUES list may have rows.</summary>
    async Task<IReadOnlyList<object?[]>> QueryOfAsync(IReadOnlyList<ObjectName> tables, Func<string, string> query, CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>();
        foreach (var some in tables.Select((t, i) => FormattableString.Invariant($"({i}, {(t.Schema is null ? "NULL" : SqlServerValues.Unicode(t.Schema))}, {SqlServerValues.Unicode(t.Name)})")).Chunk(RowsOfValues))
            rows.AddRange(await QueryAsync(query(string.Join(", ", some)), cancellationToken));
        return rows;
    }

    // ---- the server's own lock -----------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override async Task<SessionLock> TryLockAsync(string key, CancellationToken cancellationToken)
    {
        var resource = LockResource(key);
        var result = Convert.ToInt32((await QueryAsync(TakeLock(resource), cancellationToken))[0][0], System.Globalization.CultureInfo.InvariantCulture);
        if (result < 0)
            return new(SessionLockState.HeldByOther, await HolderAsync(resource, cancellationToken));
        lockResource = resource;
        return new(SessionLockState.Taken);
    }

    /// <inheritdoc/>
    public override async Task ReleaseLockAsync(CancellationToken cancellationToken)
    {
        if (lockResource is not { } resource)
            return;
        lockResource = null;
        // The lock belongs to the database; a change set may have gone to another.
        if (instance.Database is { } database && Connection.Database != database)
            await Connection.ChangeDatabaseAsync(database, cancellationToken);
        await ExecuteAsync([new($"EXEC sys.sp_releaseapplock @Resource = {SqlServerValues.Unicode(resource)}, @LockOwner = 'Session'", StatementLock.None)], cancellationToken);
    }

    /// <summary>The resource's name: only its first 32 characters can be read back, so it fits into them.</summary>
    public static string LockResource(string key) => "migrations:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..20];

    /// <summary>Tries once to take the lock; 0 and 1 mean taken, a negative number that it is not.</summary>
    public static string TakeLock(string resource) =>
        $"DECLARE @result int; EXEC @result = sys.sp_getapplock @Resource = {SqlServerValues.Unicode(resource)}, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0; SELECT @result";

    /// <summary>Who holds the lock.</summary>
    public static string Holder(string resource) =>
        $"SELECT TOP (1) s.host_name, s.login_name, s.session_id FROM sys.dm_tran_locks AS l JOIN sys.dm_exec_sessions AS s ON s.session_id = l.request_session_id WHERE l.resource_type = 'APPLICATION' AND l.request_status = 'GRANT' AND l.resource_database_id = DB_ID() AND CHARINDEX({SqlServerValues.Unicode(resource)}, l.resource_description) > 0";

    async Task<string?> HolderAsync(string resource, CancellationToken cancellationToken)
    {
        try
        {
            return await QueryAsync(Holder(resource), cancellationToken) is [var row, ..] ? $"session {row[2]} of {row[1]} on {row[0]}" : null;
        }
        catch (StatementFailedException)
        {
            // Seeing other sessions takes VIEW SERVER STATE, which a migration does not need.
            return null;
        }
    }

    // ---- driver ------------------------------------------------------------------------------------------------

    /// <summary>
    /// Each statement is a batch of its own: within one batch, a statement does not see the columns that the one before it added.
    /// The driver's batches are no way out: each of their commands runs inside sp_executesql, where BEGIN TRANSACTION, SET and temporary tables end with it.
    /// </summary>
    protected override bool TravelsAlone(SqlStatement statement) => true;

    /// <inheritdoc/>
    protected override StatementFailure Classify(DbException exception)
    {
        // "Could not create constraint. See previous errors.": the first error that says something counts.
        foreach (SqlError error in ((SqlException)exception).Errors)
        {
            if (SqlServerErrors.Classify(error.Number) is var kind and not StatementFailure.Other)
                return kind;
        }
        return StatementFailure.Other;
    }

    /// <inheritdoc/>
    protected override bool IsConnectionLost(DbException exception) => exception is SqlException failure && SqlServerErrors.IsConnectionLost(failure);

    /// <inheritdoc/>
    protected override (int Line, int Column)? PositionOf(DbException exception, string statement) =>
        exception is SqlException { Errors: { Count: > 0 } errors } && errors[0] is { Procedure: "" or null } first ? SqlServerErrors.Position(first.LineNumber, first.Message, statement) : null;
}
