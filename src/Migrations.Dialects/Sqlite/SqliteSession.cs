using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Migrations.Execution;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;
using SQLitePCL;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// A session on a SQLite database. The driver's asynchronous methods are synchronous and its waiting for locks cannot be stopped, so statements run on a
/// worker thread, are interrupted from here, and locks are waited for here.
/// </summary>
/// <param name="connection">The open connection.</param>
/// <param name="dialect">The dialect.</param>
/// <param name="target">Where it leads.</param>
/// <param name="file">The database file with all links resolved; null for memory.</param>
/// <param name="busyTimeout">How long to wait for another connection's lock.</param>
sealed class SqliteSession(SqliteConnection connection, SqliteDialect dialect, MigrationTarget target, string? file, TimeSpan busyTimeout)
    : AdoSession(connection, dialect, target)
{
    static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(20);

    SqliteFileLock runLock = new(file);

    /// <summary>The file that is created, and moved to from memory, when something is to be written; null where it is there, or was never meant to be one.</summary>
    public SqliteConnectionText? MissingFile { get; set; }

    /// <inheritdoc/>
    public override bool IsMissing => MissingFile is not null;

    /// <inheritdoc/>
    public override Task<SchemaModel> InspectAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken) =>
        SqliteInspector.InspectAsync(sql => QueryAsync(sql, cancellationToken), keys, into);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> FindTablesAsync(string? schema, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (schema is not null)
            throw dialect.NotSupported($"the schema '{schema}' for the history tables", "Leave it out, or write 'main': a SQLite file is one schema.");
        var wanted = string.Join(", ", names.Select(SqliteValues.Quoted));
        var rows = await QueryAsync($"SELECT name FROM sqlite_schema WHERE type = 'table' AND name COLLATE NOCASE IN ({wanted})", cancellationToken);
        return [.. rows.Select(r => (string)r[0]!)];
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<object?[]>> QuerySizesAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken) =>
        SqliteStatistics.ReadAsync(sql => QueryAsync(sql, cancellationToken), tables);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<long>> ExecuteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await CreateMissingFileAsync(cancellationToken);
        return await base.ExecuteAsync(statements, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<SessionLock> TryLockAsync(string key, CancellationToken cancellationToken)
    {
        await CreateMissingFileAsync(cancellationToken);
        return runLock.TryTake();
    }

    /// <inheritdoc/>
    public override Task ReleaseLockAsync(CancellationToken cancellationToken)
    {
        runLock.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        // Closing first: what is not committed is taken back while the lock still holds.
        await base.DisposeAsync();
        runLock.Dispose();
    }

    /// <inheritdoc/>
    protected override StatementFailure Classify(DbException exception) => exception is SqliteException e ? SqliteErrors.Classify(e) : StatementFailure.Other;

    /// <inheritdoc/>
    protected override bool IsConnectionLost(DbException exception) => false;

    /// <inheritdoc/>
    protected override string MessageOf(DbException exception) =>
        exception is SqliteException e ? SqliteErrors.Describe(e, Target.Database, busyTimeout) : exception.Message;

    /// <inheritdoc/>
    protected override (int Line, int Column)? PositionOf(DbException exception, string statement) => SqliteErrors.Position(exception.Message, statement);

    /// <inheritdoc/>
    protected override DbCommand CreateCommand(string sql)
    {
        var command = base.CreateCommand(sql);
        // The driver waits for locks by itself until this many seconds have passed, deaf to everything; zero means for ever. Less than zero: not at all,
        // and TalkAsync waits. It begins at the first statement again, so several statements in one text are left to the driver.
        var several = sql.Contains(';', StringComparison.Ordinal) && SqlSplitter.Split(sql, SqliteTokens.Rules).Count > 1;
        command.CommandTimeout = several ? Math.Max(1, (int)Math.Ceiling(busyTimeout.TotalSeconds)) : -1;
        return command;
    }

    /// <inheritdoc/>
    // The driver's own way ends at the first row, and swallows the error of what comes behind it.
    protected override async Task<int> RunAsync(DbCommand command, CancellationToken cancellationToken)
    {
        using var reader = await command.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return reader.RecordsAffected;
    }

    /// <inheritdoc/>
    protected override async Task<T> TalkAsync<T>(Func<Task<T>> talk, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await InterruptiblyAsync(talk, cancellationToken);
            }
            catch (SqliteException e) when (SqliteErrors.IsBusy(e) && watch.Elapsed < busyTimeout)
            {
                await Task.Delay(BusyPoll, cancellationToken);
            }
        }
    }

    /// <summary>One prepared INSERT; a row with an expression is a statement of its own.</summary>
    protected override Task LoadAsync(RowLoad rows, RowProgress progress, CancellationToken cancellationToken) => InterruptiblyAsync(() =>
    {
        using var insert = new SqliteInsert(connection, rows, dialect, busyTimeout);
        foreach (var row in rows.Source.Read(dialect))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                insert.Send(row, cancellationToken);
            }
            catch (SqliteException e) when (Translate(e, 0, new(insert.Sql, SqliteDialect.Write), cancellationToken) is StatementFailedException refused)
            {
                throw new RowRefusedException(PlaceOf(rows.Source.Format.File, row.Line), refused);
            }
            progress.Add(1);
        }
        return Task.FromResult(true);
    }, cancellationToken);

    async Task CreateMissingFileAsync(CancellationToken cancellationToken)
    {
        if (MissingFile is not { } text)
            return;
        await connection.CloseAsync();
        connection.ConnectionString = text.Builder.ConnectionString;
        runLock = new(await SqliteProvider.OpenAsync(connection, text, cancellationToken));
        MissingFile = null;
    }

    async Task<T> InterruptiblyAsync<T>(Func<Task<T>> talk, CancellationToken cancellationToken)
    {
        var running = Task.Run(talk, CancellationToken.None);
        try
        {
            return await running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            // An interrupt that comes between two statements stops neither, so it is repeated until the work has ended.
            while (!running.IsCompleted)
            {
                raw.sqlite3_interrupt(connection.Handle);
                await Task.WhenAny(running, Task.Delay(BusyPoll, CancellationToken.None));
            }
            return await running;
        }
    }
}
