using System.Buffers;
using System.Globalization;
using System.Text;
using Migrations.Rows;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>Writes rows as COPY has them in text form, in UTF-8.</summary>
/// <param name="load">What is loaded.</param>
sealed class PostgreSqlCopyText(RowLoad load)
{
    static readonly SearchValues<char> Escaped = SearchValues.Create("\t\n\r\\\0");

    readonly PostgreSqlCopyForm[] forms = [.. load.Columns.Select(c => FormOf(c.Type))];
    byte[] buffer = new byte[128 * 1024];

    /// <summary>How many bytes have been written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written.</summary>
    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, Length);

    /// <summary>Forgets what has been written.</summary>
    public void Clear() => Length = 0;

    /// <summary>Writes a row.</summary>
    /// <returns>Whether COPY can carry it; if not, nothing of it is written.</returns>
    public bool TryAppend(Row row)
    {
        var start = Length;
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0)
                Append("\t");
            if (TryAppend(row[i], forms[i]) || TryAppend(row.Value(i), forms[i]))
                continue;
            Length = start;
            return false;
        }
        if (load.NumberColumn is not null)
            Append(string.Create(CultureInfo.InvariantCulture, $"\t{row.Number}"));
        Append("\n");
        return true;
    }

    /// <summary>Writes a field whose text tells what it is.</summary>
    bool TryAppend(Cell cell, PostgreSqlCopyForm form) => cell.Kind switch
    {
        CellKind.Null => Append("\\N"),
        CellKind.Text => AppendEscaped(cell.Text),
        CellKind.Date => AppendDate(cell.Text),
        CellKind.Number => IsReadAsCast(cell.Text, form) && Append(cell.Text),
        CellKind.True or CellKind.False => form == PostgreSqlCopyForm.Boolean && Append(cell.Kind == CellKind.True ? "t" : "f"),
        _ => false,
    };

    /// <summary>Writes any other value.</summary>
    /// <returns>Whether the server makes the same of it as of the literal in an INSERT: a number is cast there and not read, and an expression is nothing for COPY.</returns>
    bool TryAppend(SqlValue value, PostgreSqlCopyForm form) => value switch
    {
        NullValue => Append("\\N"),
        StringValue text => AppendEscaped(text.Text),
        DateValue date => AppendDate(date.Text),
        NumberValue number => IsReadAsCast(number.Text, form) && Append(number.Text),
        BooleanValue flag => form == PostgreSqlCopyForm.Boolean && Append(flag.Value ? "t" : "f"),
        BinaryValue binary => form == PostgreSqlCopyForm.Bytes && Append("\\\\x") && Append(Convert.ToHexString(binary.Bytes.Span)),
        _ => false,
    };

    static PostgreSqlCopyForm FormOf(SqlType? type) => type is null || PostgreSqlTypes.IsArray(type) ? PostgreSqlCopyForm.Other : type.BaseName switch
    {
        "numeric" or "double precision" or "real" => PostgreSqlCopyForm.Number,
        "int" or "bigint" or "smallint" => PostgreSqlCopyForm.Integer,
        "varchar" or "text" or "char" => PostgreSqlCopyForm.Text,
        "boolean" => PostgreSqlCopyForm.Boolean,
        "bytea" => PostgreSqlCopyForm.Bytes,
        _ => PostgreSqlCopyForm.Other,
    };

    static bool IsReadAsCast(ReadOnlySpan<char> number, PostgreSqlCopyForm form) => form switch
    {
        PostgreSqlCopyForm.Number => true,
        PostgreSqlCopyForm.Integer => IsInteger(number),
        PostgreSqlCopyForm.Text => IsInteger(number) && number.Length < 18 && (number is "0" || number.TrimStart('-') is not ['0', ..]),
        _ => false,
    };

    static bool IsInteger(ReadOnlySpan<char> number) => !number.IsEmpty && !number[(number[0] == '-' ? 1 : 0)..].ContainsAnyExceptInRange('0', '9');

    bool AppendDate(ReadOnlySpan<char> date)
    {
        Append(date);
        if (date.Length > 10)
            buffer[Length - date.Length + 10] = (byte)' ';
        return true;
    }

    bool AppendEscaped(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Append(text[..at]);
            Append(text[at] switch
            {
                '\t' => "\\t",
                '\n' => "\\n",
                '\r' => "\\r",
                '\\' => "\\\\",
                // The same refusal as that of a literal.
                _ => PostgreSqlValues.Text("\0"),
            });
            text = text[(at + 1)..];
        }
        return Append(text);
    }

    bool Append(ReadOnlySpan<char> text)
    {
        if (buffer.Length - Length < text.Length * 3)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + (text.Length * 3)));
        Length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(Length));
        return true;
    }
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
