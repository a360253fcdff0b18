using System.Globalization;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.Sql;

namespace Migrations.Rows;

/// <summary>Turns the texts of fields into values, as Liquibase's typed inserts do (found by trying).</summary>
/// <param name="source">The rows.</param>
/// <param name="dialect">The database.</param>
/// <param name="file">The file for messages.</param>
sealed class RowValues(CsvRows source, SqlDialect dialect, string file)
{
    static readonly NullValue Null = new();
    static readonly BooleanValue True = new(true), False = new(false);
    static readonly StringValue Empty = new("");

    readonly DateTime now = DateTime.Now;

    /// <summary>What a field means, as far as its text tells.</summary>
    public static Cell Look(RowColumn column, ReadOnlySpan<char> text)
    {
        if (text.Length == 4 && text.Equals("NULL", StringComparison.OrdinalIgnoreCase))
            return new(CellKind.Null, text);
        if (text.IsEmpty)
            return new(column is { DefaultText: null or "", Default: null } ? OfEmpty(column.Kind) : CellKind.Other, text);
        return column.Kind switch
        {
            RowKind.String or RowKind.Text => new(CellKind.Text, text),
            RowKind.Numeric => ValueText.IsSqlNumber(text) ? new(CellKind.Number, text) : new(CellKind.Other, text),
            RowKind.Boolean => new(IsTrue(text.Trim()) ? CellKind.True : CellKind.False, text),
            RowKind.Date or RowKind.DateTime or RowKind.Time => new(IsPlain(text) ? CellKind.Date : CellKind.Other, text),
            _ => new(CellKind.Other, text),
        };
    }

    static CellKind OfEmpty(RowKind kind) => kind switch { RowKind.String => CellKind.Text, RowKind.Sequence => CellKind.Other, _ => CellKind.Null };

    /// <summary>The value of a field.</summary>
    /// <exception cref="MigrationException">It has none (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public SqlValue Read(RowColumn column, ReadOnlySpan<char> text, int line)
    {
        var cell = Look(column, text);
        return cell.Kind switch
        {
            CellKind.Null => Null,
            CellKind.True => True,
            CellKind.False => False,
            CellKind.Text => text.IsEmpty ? Empty : new StringValue(text.ToString()),
            CellKind.Number => new NumberValue(text.ToString()),
            CellKind.Date => new DateValue(text.ToString()),
            _ => text.IsEmpty ? StandIn(column, line) : ReadText(column, text, line),
        };
    }

    /// <summary>The value of an empty field.</summary>
    SqlValue StandIn(RowColumn column, int line) => column.DefaultText is { Length: > 0 } text ? Read(column with { DefaultText = null }, text, line)
        : column.Kind == RowKind.Sequence ? throw Invalid(column, line, "the name of a sequence is missing", "Write it into the file, or into 'defaultValue' of the column.")
        : column.Default ?? (column.Kind == RowKind.String ? Empty : Null);

    SqlValue ReadText(RowColumn column, ReadOnlySpan<char> text, int line) => column.Kind switch
    {
        RowKind.Numeric => Number(column, text, line),
        RowKind.Date or RowKind.DateTime or RowKind.Time => Date(column, text, line),
        RowKind.Computed => ValueText.Expression(text.ToString(), dialect),
        RowKind.Sequence => new SequenceNextValue(dialect.Resolve(null, source.SequenceSchema, text.ToString(), source.QuotingStrategy)),
        RowKind.Blob => new BinaryValue(Bytes(column, text.ToString(), line)),
        RowKind.Clob => new StringValue(LongText(column, text.ToString(), line)),
        _ => new StringValue(text.ToString()),
    };

    static bool IsTrue(ReadOnlySpan<char> text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("t", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase)
        || text.Equals("y", StringComparison.OrdinalIgnoreCase) || (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number > 0);

    SqlValue Number(RowColumn column, ReadOnlySpan<char> text, int line)
    {
        var number = text.Trim();
        if (number is ['+', ..])
            number = number[1..];
        if (ValueText.IsSqlNumber(number))
            return new NumberValue(number.ToString());
        var written = ColumnValueText.WithoutParentheses(text.ToString());
        if (ValueText.IsSqlNumber(written))
            return new NumberValue(written);
        return ColumnValueText.StartsLikeNumber(written)
            ? throw Invalid(column, line, $"'{text}' is not a number", "Write digits with a point, and no signs between thousands.")
            : ValueText.Expression(text.ToString(), dialect);
    }

    SqlValue Date(RowColumn column, ReadOnlySpan<char> text, int line)
    {
        var written = text.ToString();
        if (ColumnValueText.NormalizeDate(written) is { } date)
            return new DateValue(date);
        if (RelativeDate.StartsLikeOne(written))
        {
            return RelativeDate.Read(written, now) is not { } moment ? throw Invalid(column, line, $"'{text}' is not a moment", "Write NOW or TODAY, or add to them: NOW+2h, TODAY-1.")
                : new DateValue(moment.ToString(column.Kind switch { RowKind.DateTime => "yyyy-MM-dd'T'HH:mm:ss.fff", RowKind.Time => "HH:mm:ss", _ => "yyyy-MM-dd" }, CultureInfo.InvariantCulture));
        }
        return ValueText.Expression(written, dialect);
    }

    /// <summary>Whether it is a date, or a date and a time, that no calendar has to be asked about.</summary>
    static bool IsPlain(ReadOnlySpan<char> text) => IsPlainDate(text) && (text.Length == 10 || (text.Length == 19 && text[10] == 'T' && IsPlainTime(text[11..])));

    static bool IsPlainDate(ReadOnlySpan<char> text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-' && Digits(text[..4]) > 0 && Digits(text[5..7]) is >= 1 and <= 12 && Digits(text[8..10]) is >= 1 and <= 28;

    static bool IsPlainTime(ReadOnlySpan<char> text) =>
        text[2] == ':' && text[5] == ':' && Digits(text[..2]) is >= 0 and < 24 && Digits(text[3..5]) is >= 0 and < 60 && Digits(text[6..8]) is >= 0 and < 60;

    static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return -1;
            number = (number * 10) + c - '0';
        }
        return number;
    }

    byte[] Bytes(RowColumn column, string text, int line)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 == 0 && !text.AsSpan().ContainsAny(" \t\r\n") && Convert.TryFromBase64String(text, bytes, out var length))
            return bytes[..length];
        return source.Files!.FindFile(text, source.Span)?.ReadAll()
            ?? throw Invalid(column, line, $"'{text}' is neither base64 nor a file", "Write the bytes in base64, or the path of a file: below the search path, or relative to the changelog.");
    }

    /// <summary>A text that is no file is itself the value: Liquibase after 4.28 does that, 4.28 fails.</summary>
    string LongText(RowColumn column, string text, int line)
    {
        if (text.Length > 1024 || text.AsSpan().ContainsAny('\r', '\n', '\0') || source.Files!.FindFile(text, source.Span) is not { } file)
            return text;
        var bytes = file.ReadAll();
        try
        {
            return FileText.Decode(bytes, null, file.DisplayPath, source.Span);
        }
        catch (MigrationException e)
        {
            throw Invalid(column, line, e.Message, e.Advice!);
        }
    }

    MigrationException Invalid(RowColumn column, int line, string what, string advice) =>
        new(ErrorCode.InvalidValue, $"field {column.Header}: {what}", advice, new SourceSpan(file, line, column.Field + 1));
}
