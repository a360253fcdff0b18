using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Execution;
using Migrations.Rows;
using Migrations.Sql;
using Npgsql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>Sends rows by COPY in text form, whose values the server reads as it reads a quoted literal.</summary>
/// <param name="connection">The connection.</param>
/// <param name="load">What is loaded.</param>
/// <param name="dialect">The dialect.</param>
/// <param name="progress">Is told how many rows have been sent.</param>
sealed partial class PostgreSqlCopy(NpgsqlConnection connection, RowLoad load, SqlDialect dialect, RowProgress progress)
{
    const int BufferLength = 64 * 1024;

    readonly PostgreSqlCopyText text = new(load);

    /// <summary>Sends rows up to the first that COPY cannot carry.</summary>
    /// <param name="rows">The rows; it stands at one, and at the first that was not sent afterwards.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>Whether any was sent, and whether there is another row.</returns>
    /// <exception cref="RowRefusedException">The server refused a row.</exception>
    public async Task<(bool Sent, bool More)> SendAsync(IEnumerator<Row> rows, CancellationToken cancellationToken)
    {
        text.Clear();
        if (!text.TryAppend(rows.Current))
            return (false, true);
        var first = rows.Current.Number;
        try
        {
            return (true, await CopyAsync(rows, cancellationToken));
        }
        catch (PostgresException e) when (!PostgreSqlErrors.EndsConnection(e) && !cancellationToken.IsCancellationRequested)
        {
            var cause = new StatementFailedException(0, new(Command, StatementLock.Rows), PostgreSqlErrors.Message(e), PostgreSqlErrors.Presentable(e)) { Kind = PostgreSqlErrors.Classify(e) };
            throw new RowRefusedException(PlaceOf(e, first), cause);
        }
    }

    string Command => $"COPY {dialect.Quote(load.Table)} ({dialect.Quote(load.ColumnNames)}) FROM STDIN";

    async Task<bool> CopyAsync(IEnumerator<Row> rows, CancellationToken cancellationToken)
    {
        var writer = await connection.BeginTextImportAsync(Command, cancellationToken);
        var ended = false;
        try
        {
            long unsent = 1;
            bool more;
            while ((more = rows.MoveNext()) && text.TryAppend(rows.Current))
            {
                unsent++;
                if (text.Length < BufferLength)
                    continue;
                await FlushAsync(writer, unsent, cancellationToken);
                unsent = 0;
            }
            await FlushAsync(writer, unsent, cancellationToken);
            // Disposing ends the command; an error of the server comes out of it.
            ended = true;
            await writer.DisposeAsync();
            return more;
        }
        finally
        {
            if (!ended)
                await CancelAsync(writer);
        }
    }

    // Not through the writer: it would cut what is written into a hundred pieces, and wait for each.
    async Task FlushAsync(NpgsqlCopyTextWriter writer, long rows, CancellationToken cancellationToken)
    {
        await writer.BaseStream.WriteAsync(text.Written, cancellationToken);
        text.Clear();
        progress.Add(rows);
    }

    static async Task CancelAsync(NpgsqlCopyTextWriter writer)
    {
        try
        {
            await writer.CancelAsync();
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The server has ended the command by itself; what it said is on its way already.
        }
    }

    /// <summary>Where the row is that the server complains about: it counts the rows of the COPY.</summary>
    string PlaceOf(PostgresException exception, long first)
    {
        var where = exception.Where is { } context ? RowOfCopy().Match(context) : Match.Empty;
        if (!where.Success || !long.TryParse(where.Groups["row"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return load.Source.Format.File;
        var line = load.Source.Read(dialect).First(r => r.Number == first + number - 1).Line;
        return FormattableString.Invariant($"{load.Source.Format.File}, line {line}") + (where.Groups["column"].Success ? $", column {where.Groups["column"].Value}" : "");
    }

    // "COPY people, line 12, column age: …"; the words are in the server's language.
    [GeneratedRegex(@"^COPY .+?, \p{L}+ (?<row>\d+)(, \p{L}+ (?<column>[^:\r\n]+))?(:|$)", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RowOfCopy();
}
