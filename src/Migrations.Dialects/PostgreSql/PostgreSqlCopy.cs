using System.Globalization;
using System.Text;
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

    readonly StringBuilder text = new(BufferLength + 1024);
    readonly PostgreSqlCopyForm[] forms = [.. load.Columns.Select(c => FormOf(c.Type))];

    /// <summary>Sends rows up to the first that COPY cannot carry.</summary>
    /// <param name="rows">The rows; it stands at one, and at the first that was not sent afterwards.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>Whether any was sent, and whether there is another row.</returns>
    /// <exception cref="RowRefusedException">The server refused a row.</exception>
    public async Task<(bool Sent, bool More)> SendAsync(IEnumerator<Row> rows, CancellationToken cancellationToken)
    {
        text.Clear();
        if (!TryAppend(rows.Current))
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

    static PostgreSqlCopyForm FormOf(SqlType? type) => type is null || PostgreSqlTypes.IsArray(type) ? PostgreSqlCopyForm.Other : type.BaseName switch
    {
        "numeric" or "double precision" or "real" => PostgreSqlCopyForm.Number,
        "int" or "bigint" or "smallint" => PostgreSqlCopyForm.Integer,
        "varchar" or "text" or "char" => PostgreSqlCopyForm.Text,
        "boolean" => PostgreSqlCopyForm.Boolean,
        "bytea" => PostgreSqlCopyForm.Bytes,
        _ => PostgreSqlCopyForm.Other,
    };

    string Command => $"COPY {dialect.Quote(load.Table)} ({dialect.Quote(load.ColumnNames)}) FROM STDIN";

    async Task<bool> CopyAsync(IEnumerator<Row> rows, CancellationToken cancellationToken)
    {
        var writer = await connection.BeginTextImportAsync(Command, cancellationToken);
        var ended = false;
        try
        {
            long unsent = 1;
            bool more;
            while ((more = rows.MoveNext()) && TryAppend(rows.Current))
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

    async Task FlushAsync(TextWriter writer, long rows, CancellationToken cancellationToken)
    {
        foreach (var chunk in text.GetChunks())
            await writer.WriteAsync(chunk, cancellationToken);
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

    bool TryAppend(Row row)
    {
        var start = text.Length;
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0)
                text.Append('\t');
            if (TryAppend(row[i], forms[i]) || TryAppend(row.Value(i), forms[i]))
                continue;
            text.Length = start;
            return false;
        }
        if (load.NumberColumn is not null)
            text.Append('\t').Append(CultureInfo.InvariantCulture, $"{row.Number}");
        text.Append('\n');
        return true;
    }

    /// <summary>Writes a field whose text tells what it is.</summary>
    bool TryAppend(Cell cell, PostgreSqlCopyForm form)
    {
        switch (cell.Kind)
        {
            case CellKind.Null:
                text.Append("\\N");
                return true;
            case CellKind.Text:
                AppendEscaped(cell.Text);
                return true;
            case CellKind.Date:
                AppendDate(cell.Text);
                return true;
            case CellKind.Number when IsReadAsCast(cell.Text, form):
                text.Append(cell.Text);
                return true;
            case CellKind.True or CellKind.False when form == PostgreSqlCopyForm.Boolean:
                text.Append(cell.Kind == CellKind.True ? 't' : 'f');
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes any other value.</summary>
    /// <returns>Whether the server makes the same of it as of the literal in an INSERT: a number is cast there and not read, and an expression is nothing for COPY.</returns>
    bool TryAppend(SqlValue value, PostgreSqlCopyForm form)
    {
        switch (value)
        {
            case NullValue:
                text.Append("\\N");
                return true;
            case StringValue { Text: var characters }:
                AppendEscaped(characters);
                return true;
            case DateValue { Text: var date }:
                AppendDate(date);
                return true;
            case NumberValue { Text: var number } when IsReadAsCast(number, form):
                text.Append(number);
                return true;
            case BooleanValue { Value: var flag } when form == PostgreSqlCopyForm.Boolean:
                text.Append(flag ? 't' : 'f');
                return true;
            case BinaryValue { Bytes: var bytes } when form == PostgreSqlCopyForm.Bytes:
                text.Append("\\\\x").Append(Convert.ToHexString(bytes.Span));
                return true;
            default:
                return false;
        }
    }

    static bool IsReadAsCast(ReadOnlySpan<char> number, PostgreSqlCopyForm form) => form switch
    {
        PostgreSqlCopyForm.Number => true,
        PostgreSqlCopyForm.Integer => IsInteger(number),
        PostgreSqlCopyForm.Text => IsInteger(number) && number.Length < 18 && (number is "0" || number.TrimStart('-') is not ['0', ..]),
        _ => false,
    };

    static bool IsInteger(ReadOnlySpan<char> number) => !number.IsEmpty && !number[(number[0] == '-' ? 1 : 0)..].ContainsAnyExceptInRange('0', '9');

    void AppendDate(ReadOnlySpan<char> date)
    {
        text.Append(date);
        if (date.Length > 10)
            text[text.Length - date.Length + 10] = ' ';
    }

    void AppendEscaped(ReadOnlySpan<char> characters)
    {
        while (characters.IndexOfAny(Escaped) is >= 0 and var at)
        {
            // The same refusal as that of a literal.
            if (characters[at] == '\0')
                PostgreSqlValues.Text("\0");
            text.Append(characters[..at]).Append('\\').Append(characters[at] switch { '\t' => 't', '\n' => 'n', '\r' => 'r', var c => c });
            characters = characters[(at + 1)..];
        }
        text.Append(characters);
    }

    static readonly System.Buffers.SearchValues<char> Escaped = System.Buffers.SearchValues.Create("\t\n\r\\\0");

    // "COPY people, line 12, column age: …"; the words are in the server's language.
    [GeneratedRegex(@"^COPY .+?, \p{L}+ (?<row>\d+)(, \p{L}+ (?<column>[^:\r\n]+))?(:|$)", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RowOfCopy();
}

/// <summary>How a column reads what COPY sends, as far as that differs from a literal in an INSERT.</summary>
enum PostgreSqlCopyForm
{
    /// <summary>Not known to be the same.</summary>
    Other,
    /// <summary>Any number.</summary>
    Number,
    /// <summary>A whole number; another would be rounded by an INSERT and is refused by COPY.</summary>
    Integer,
    /// <summary>A text; a number would be written anew by an INSERT.</summary>
    Text,
    /// <summary>A truth value.</summary>
    Boolean,
    /// <summary>Bytes.</summary>
    Bytes,
}
