using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Migrations.Rows;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>Inserts rows one by one with one prepared statement. Values are bound as what their literals would be.</summary>
sealed class SqliteInsert : IDisposable
{
    static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(20);

    readonly SqliteConnection connection;
    readonly RowLoad load;
    readonly SqliteDialect dialect;
    readonly TimeSpan busyTimeout;
    readonly SqliteCommand command;
    readonly SqliteParameter[] parameters;

    /// <summary>Prepares the statement.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="load">What is loaded.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="busyTimeout">How long to wait for another connection's lock.</param>
    public SqliteInsert(SqliteConnection connection, RowLoad load, SqliteDialect dialect, TimeSpan busyTimeout)
    {
        (this.connection, this.load, this.dialect, this.busyTimeout) = (connection, load, dialect, busyTimeout);
        var columns = load.ColumnNames.ToList();
        Sql = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {dialect.Quote(load.Table)} ({dialect.Quote(columns)}) VALUES ({string.Join(", ", Enumerable.Range(1, columns.Count).Select(i => $"${i}"))})");
        command = Command(Sql);
        parameters = [.. Enumerable.Range(1, columns.Count).Select(i => command.Parameters.AddWithValue(FormattableString.Invariant($"${i}"), DBNull.Value))];
    }

    /// <summary>The statement.</summary>
    public string Sql { get; }

    /// <summary>Inserts a row.</summary>
    /// <exception cref="SqliteException">It was refused.</exception>
    public void Send(Row row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (Bound(row.Value(i)) is { } value)
            {
                parameters[i].Value = value;
                continue;
            }
            using var single = Command(load.ToStatements([row], dialect).Single().Sql);
            Run(single, cancellationToken);
            return;
        }
        if (load.NumberColumn is not null)
            parameters[^1].Value = row.Number;
        Run(command, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();

    SqliteCommand Command(string sql)
    {
        var created = connection.CreateCommand();
        created.CommandText = sql;
        // Less than zero: not to wait for locks at all. It is done here, where it can be stopped.
        created.CommandTimeout = -1;
        return created;
    }

    void Run(SqliteCommand statement, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                statement.ExecuteNonQuery();
                return;
            }
            catch (SqliteException e) when (SqliteErrors.IsBusy(e) && watch.Elapsed < busyTimeout)
            {
                cancellationToken.WaitHandle.WaitOne(BusyPoll);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>What a value is bound as; null for an expression, which cannot be.</summary>
    static object? Bound(SqlValue value) => value switch
    {
        NullValue => DBNull.Value,
        StringValue text => text.Text,
        DateValue date => date.Text.Replace('T', ' '),
        BooleanValue flag => flag.Value ? 1L : 0L,
        BinaryValue binary => binary.Bytes.ToArray(),
        NumberValue { Text: var number } => long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? (object)whole
            : double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => null,
    };
}
