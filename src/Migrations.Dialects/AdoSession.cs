using System.Data;
using System.Data.Common;
using Migrations.Execution;
using Migrations.Proof;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects;

/// <summary>
/// What all sessions share: one ADO.NET connection, statements sent in batches, errors told apart by what they mean.
/// A dialect's session adds how to recognise errors, the server's own lock, and the inspector.
/// </summary>
/// <param name="connection">The open, unpooled connection; disposed with the session.</param>
/// <param name="dialect">The dialect for this server's version and settings.</param>
/// <param name="target">Where it leads.</param>
abstract partial class AdoSession(DbConnection connection, SqlDialect dialect, MigrationTarget target) : IDatabaseSession
{
    /// <inheritdoc/>
    public SqlDialect Dialect { get; } = dialect;

    /// <inheritdoc/>
    public MigrationTarget Target { get; } = target;

    /// <summary>Says how the database's own client is started: hardly a run asks for it.</summary>
    public Func<ClientProgram?>? ClientSource { private get; init; }

    /// <inheritdoc/>
    public ClientProgram? Client => ClientSource?.Invoke();

    /// <inheritdoc/>
    public virtual bool IsMissing => false;

    /// <inheritdoc/>
    public event Action<string>? ServerMessage;

    /// <summary>The connection, for what only this database's driver can do.</summary>
    protected DbConnection Connection { get; } = connection;

    /// <summary>Passes on what the server says.</summary>
    protected void OnServerMessage(string message) => ServerMessage?.Invoke(message);

    /// <inheritdoc/>
    public virtual async Task<IReadOnlyList<long>> ExecuteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var affected = new List<long>(statements.Count);
        foreach (var batch in Batches(statements))
        {
            if (batch is [{ Rows: { } rows } statement])
                affected.Add(await LoadAsync(rows, statement, affected.Count, cancellationToken));
            else
                await SendAsync(batch, affected, cancellationToken);
        }
        return affected;
    }

    /// <summary>Sends statements that may travel together.</summary>
    Task SendAsync(List<SqlStatement> batch, List<long> affected, CancellationToken cancellationToken) =>
        !Connection.CanCreateBatch || (batch.Count == 1 && !SendsSingleAsBatch) ? ExecuteOneByOneAsync(batch, affected, cancellationToken) : ExecuteBatchAsync(batch, affected, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<object?[]>> QueryAsync(string sql, CancellationToken cancellationToken) => QueryAsync(sql, row => row, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<object?[], T> make, CancellationToken cancellationToken) =>
        (await ReadAsync(sql, make, cancellationToken)).Rows;

    /// <inheritdoc/>
    public async Task<QueryResult> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        var (columns, rows) = await ReadAsync(sql, row => row, cancellationToken);
        return new(columns, rows);
    }

    async Task<(IReadOnlyList<string> Columns, List<T> Rows)> ReadAsync<T>(string sql, Func<object?[], T> make, CancellationToken cancellationToken)
    {
        try
        {
            return await TalkAsync(() => ReadOnceAsync(sql, make, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (Translate(e, 0, new(sql, StatementLock.None), cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    async Task<(IReadOnlyList<string> Columns, List<T> Rows)> ReadOnceAsync<T>(string sql, Func<object?[], T> make, CancellationToken cancellationToken)
    {
        using var command = CreateCommand(sql);
        using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        var valueOf = ValuesOf(reader);
        object?[]? before = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : OnlyOnce(valueOf(i), before?[i]);
            rows.Add(make(row));
            before = row;
        }
        return ([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }

    /// <summary>A column often says the same row after row, which need not be kept as often.</summary>
    static object OnlyOnce(object value, object? before) => value is string text && before is string same && text == same ? same : value;

    /// <inheritdoc/>
    public abstract Task<SchemaModel> InspectAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual async Task<IReadOnlyList<CatalogObject>> ReadCatalogAsync(CancellationToken cancellationToken) =>
        new ModelCatalog(Dialect.Lexical).Of(await InspectAsync(null, SchemaModel.Unknown(Dialect.Names), cancellationToken));

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<string>> FindTablesAsync(string? schema, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<SessionLock> TryLockAsync(string key, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task ReleaseLockAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Connection.DisposeAsync();
    }

    /// <summary>What kind of refusal a driver's exception is.</summary>
    protected abstract StatementFailure Classify(DbException exception);

    /// <summary>Whether the exception means that the connection is gone, though the driver may not have noticed.</summary>
    protected abstract bool IsConnectionLost(DbException exception);

    /// <summary>Whether it is the server's own answer to the statement, even where the driver closes the connection after it (a full disk).</summary>
    protected virtual bool IsAnswer(DbException exception) => false;

    /// <summary>The server's message with its detail and hint, without what the driver adds.</summary>
    protected virtual string MessageOf(DbException exception) => exception.Message;

    /// <summary>The place in the statement that the server complains about; null where it does not say.</summary>
    protected virtual (int Line, int Column)? PositionOf(DbException exception, string statement) => null;

    /// <summary>Which statement of a batch failed. The default asks the driver.</summary>
    protected virtual int FailedIndex(DbException exception, DbBatch batch) =>
        exception.BatchCommand is { } command ? batch.BatchCommands.IndexOf(command) : 0;

    /// <summary>Whether a statement that travels alone is sent as a batch of one as well.</summary>
    protected virtual bool SendsSingleAsBatch => false;

    /// <summary>What gives the values of a row's columns that are not NULL as .NET values.</summary>
    protected virtual Func<int, object> ValuesOf(DbDataReader reader) => reader.GetValue;

    /// <summary>The driver's exception without what must not be shown, to be kept as the cause.</summary>
    protected virtual DbException Presentable(DbException exception) => exception;

    /// <summary>Runs a command to its end.</summary>
    /// <returns>The number of rows it affected.</returns>
    protected virtual Task<int> RunAsync(DbCommand command, CancellationToken cancellationToken) => command.ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Does what talks to the database. Where the driver cannot be stopped, or cannot wait for a lock, a dialect sees to it here.</summary>
    /// <param name="talk">Sends one statement; may be called again when it has failed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    protected virtual Task<T> TalkAsync<T>(Func<Task<T>> talk, CancellationToken cancellationToken) => talk();

    /// <summary>Whether a statement must not share a batch with others.</summary>
    protected virtual bool TravelsAlone(SqlStatement statement) => statement.OwnBatch;

    async Task ExecuteOneByOneAsync(List<SqlStatement> statements, List<long> affected, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            try
            {
                using var command = CreateCommand(statement.Text);
                affected.Add(await TalkAsync(() => RunAsync(command, cancellationToken), cancellationToken));
            }
            catch (Exception e) when (Translate(e, affected.Count, statement, cancellationToken) is { } translated)
            {
                throw translated;
            }
        }
    }

    /// <summary>Sends statements that travel together in one round trip. The default is the driver's own batch, for drivers that tell rows and failures apart in it.</summary>
    /// <param name="statements">The statements; more than one.</param>
    /// <param name="affected">Is added the number of rows that each statement affected; what it holds already is of statements before these.</param>
    /// <param name="cancellationToken">Stops the server's work.</param>
    protected virtual async Task ExecuteBatchAsync(List<SqlStatement> statements, List<long> affected, CancellationToken cancellationToken)
    {
        using var batch = Connection.CreateBatch();
        batch.Timeout = 0;
        var sent = new List<(int Index, SplitStatement Command)>(statements.Count);
        for (var i = 0; i < statements.Count; i++)
        {
            foreach (var part in CommandsOf(statements[i]))
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = part.Text;
                batch.BatchCommands.Add(command);
                sent.Add((i, part));
            }
        }
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception e)
        {
            var (index, part) = sent[e is DbException failure ? Math.Max(0, FailedIndex(failure, batch)) : 0];
            if (Translate(e, affected.Count + index, statements[index], cancellationToken, part) is { } translated)
                throw translated;
            throw;
        }
        // A text of several commands has affected what the last of them has.
        for (var i = 0; i < sent.Count; i++)
        {
            if (i + 1 == sent.Count || sent[i + 1].Index != sent[i].Index)
                affected.Add(batch.BatchCommands[i].RecordsAffected);
        }
    }

    /// <summary>What of a statement the server takes one by one, in a driver's own batch.</summary>
    protected virtual IReadOnlyList<SplitStatement> CommandsOf(SqlStatement statement) => [new(statement.Text, 0, 1, 1)];

    /// <summary>A command of one statement, which may take as long as it takes.</summary>
    protected virtual DbCommand CreateCommand(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        // How long a migration may take is the user's to say (Ctrl+C, the server's statement timeout), not the driver's.
        command.CommandTimeout = 0;
        return command;
    }

    /// <summary>Runs of statements that may travel together.</summary>
    IEnumerable<List<SqlStatement>> Batches(IReadOnlyList<SqlStatement> statements)
    {
        var batch = new List<SqlStatement>();
        foreach (var statement in statements)
        {
            var alone = statement.Rows is not null || TravelsAlone(statement);
            if (alone && batch.Count > 0)
            {
                yield return batch;
                batch = [];
            }
            batch.Add(statement);
            if (alone)
            {
                yield return batch;
                batch = [];
            }
        }
        if (batch.Count > 0)
            yield return batch;
    }

    /// <summary>What a driver's exception becomes: a stop, a lost connection, a refused statement; null for what is none of these.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="index">Which statement of those that were sent, from 0.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="cancellationToken">The token of the call.</param>
    /// <param name="part">The part of the statement that was sent by itself; null for all of it.</param>
    protected Exception? Translate(Exception exception, int index, SqlStatement statement, CancellationToken cancellationToken, SplitStatement? part = null)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException("the run was stopped", exception, cancellationToken);
        if (exception is DbException e)
            return IsConnectionLost(e) || (Connection.State != ConnectionState.Open && !IsAnswer(e))
                ? new MigrationException(ErrorCode.ConnectionLost, $"the connection to {Target} was lost: {MessageOf(e)}",
                    "Run the command again: it carries on where this run stopped.", innerException: Presentable(e))
                { Statement = statement.Text }
                : new StatementFailedException(index, statement, MessageOf(e), Presentable(e)) { Kind = Classify(e), Position = part is null ? PositionOf(e, statement.Text) : part.Within(PositionOf(e, part.Text)) };
        return exception is IOException or ObjectDisposedException or InvalidOperationException && Connection.State != ConnectionState.Open
            ? new MigrationException(ErrorCode.ConnectionLost, $"the connection to {Target} was lost", "Run the command again: it carries on where this run stopped.",
                innerException: exception)
            : null;
    }
}
