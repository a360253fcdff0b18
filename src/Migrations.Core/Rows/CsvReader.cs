using System.Buffers;
using System.Text;
using Migrations.Changelog;

namespace Migrations.Rows;

/// <summary>
/// Reads the records of a CSV file one at a time, by the rules of opencsv's RFC 4180 parser, with which Liquibase reads (found by trying):
/// a field is quoted only where the quote is its first character; it ends at a separator or line break that stands behind a quote when the number of quotes
/// is even; a doubled quote is one; a line that ends inside a field with an odd number of quotes is continued.
/// </summary>
/// <param name="text">The text; the caller disposes of it.</param>
/// <param name="separator">What separates fields.</param>
/// <param name="quote">What quotes them; null for nothing.</param>
/// <param name="file">The file for messages.</param>
sealed class CsvReader(TextReader text, char separator, char? quote, string file)
{
    /// <summary>A record that is longer is one whose quote was never closed, and must not fill the memory.</summary>
    const int MaxRecordLength = 64 * 1024 * 1024;

    readonly SearchValues<char> special = SearchValues.Create([separator, quote ?? separator, '\r', '\n']);
    readonly char[] buffer = new char[32 * 1024];
    readonly List<(int Start, int Length)> fields = [];
    char[] record = new char[1024];
    int position, length, used, nextLine = 1;

    /// <summary>The line on which the record begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How many fields the record has.</summary>
    public int Count => fields.Count;

    /// <summary>A field of the record.</summary>
    public ReadOnlySpan<char> this[int index] => record.AsSpan(fields[index].Start, fields[index].Length);

    /// <summary>Reads the next record.</summary>
    /// <returns>Whether there is one. An empty line is a record with one empty field.</returns>
    /// <exception cref="MigrationException">A quote is not closed, or the bytes are not text in the file's encoding (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public bool Read()
    {
        fields.Clear();
        used = 0;
        Line = nextLine;
        if (position == length && !Fill())
            return false;
        while (ReadField())
        {
        }
        return true;
    }

    /// <summary>Reads a field and what ends it.</summary>
    /// <returns>Whether a separator ended it, so that another follows.</returns>
    bool ReadField()
    {
        var start = used;
        var quotes = 0;
        while (true)
        {
            CopyPlain();
            if (position == length)
            {
                if (Fill())
                    continue;
                if (quotes % 2 != 0 || (IsQuoted(start) && !EndsInQuote(start)))
                    throw Unterminated();
                EndField(start, quotes);
                return false;
            }
            var c = buffer[position++];
            if (c == quote)
            {
                quotes++;
                Append(c);
            }
            else if (c == separator)
            {
                if (!IsQuoted(start) || (quotes % 2 == 0 && EndsInQuote(start)))
                {
                    EndField(start, quotes);
                    return true;
                }
                Append(c);
            }
            else if (c is '\r' or '\n')
            {
                EndLine(c);
                if (quotes % 2 == 0 && (!IsQuoted(start) || EndsInQuote(start)))
                {
                    EndField(start, quotes);
                    return false;
                }
                Append('\n');
            }
        }
    }

    /// <summary>Takes over what means nothing special, up to the end of the buffer.</summary>
    void CopyPlain()
    {
        var rest = buffer.AsSpan(position, length - position);
        var end = rest.IndexOfAny(special);
        var count = end < 0 ? rest.Length : end;
        Reserve(count);
        rest[..count].CopyTo(record.AsSpan(used));
        used += count;
        position += count;
    }

    bool IsQuoted(int start) => used > start && record[start] == quote;

    bool EndsInQuote(int start) => used > start + 1 && record[used - 1] == quote;

    void EndLine(char c)
    {
        nextLine++;
        if (c == '\r' && (position < length || Fill()) && buffer[position] == '\n')
            position++;
    }

    void EndField(int start, int quotes)
    {
        if (quotes == 0)
        {
            fields.Add((start, used - start));
            return;
        }
        var (from, to) = IsQuoted(start) ? (start + 1, used - 1) : (start, used);
        var write = from;
        for (var read = from; read < to; read++)
        {
            record[write++] = record[read];
            if (record[read] == quote && read + 1 < to && record[read + 1] == quote)
                read++;
        }
        fields.Add((from, write - from));
    }

    void Append(char c)
    {
        Reserve(1);
        record[used++] = c;
    }

    void Reserve(int count)
    {
        if (used + count <= record.Length)
            return;
        if (used + count > MaxRecordLength)
            throw Unterminated();
        Array.Resize(ref record, Math.Max(record.Length * 2, used + count));
    }

    bool Fill()
    {
        try
        {
            (position, length) = (0, text.Read(buffer, 0, buffer.Length));
            return length > 0;
        }
        catch (Exception e) when (e is DecoderFallbackException or InvalidDataException)
        {
            throw new MigrationException(ErrorCode.InvalidValue, "the bytes behind this line are not text in the encoding of the file",
                "Save the file as UTF-8, or say what it is with 'encoding'.", new SourceSpan(file, nextLine, 1), e);
        }
    }

    MigrationException Unterminated() => new(ErrorCode.InvalidValue, "a quoted field that begins in this record is not closed",
        "Close the quote, write a quote inside a quoted field twice, or set another 'quotchar'.", new SourceSpan(file, Line, 1));
}
