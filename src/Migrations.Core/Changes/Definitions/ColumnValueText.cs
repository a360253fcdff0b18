using System.Globalization;

namespace Migrations.Changes;

/// <summary>
/// What Liquibase takes for a number and for a date in the attributes of a column: what Java's lenient parsers take, which is more than meets the eye
/// (<c>12abc</c> is a number, <c>2024-02-30</c> is March 1st). Found by trying.
/// </summary>
static class ColumnValueText
{
    const int NanosecondDigits = 9;

    /// <summary>The text without an opening parenthesis and one closing one.</summary>
    public static string WithoutParentheses(string text)
    {
        if (!text.StartsWith('('))
            return text;
        var inner = text[1..];
        return inner.EndsWith(')') ? inner[..^1] : inner;
    }

    /// <summary>Whether Java's number format finds a number at the start.</summary>
    public static bool StartsLikeNumber(string text)
    {
        var rest = text.AsSpan();
        if (rest.StartsWith("NaN", StringComparison.Ordinal))
            return true;
        if (rest.StartsWith("-", StringComparison.Ordinal))
            rest = rest[1..];
        if (rest.StartsWith("∞", StringComparison.Ordinal))
            return true;
        var decimals = false;
        foreach (var c in rest)
        {
            if (char.IsDigit(c))
                return true;
            if (decimals || c is not (',' or '.'))
                return false;
            decimals = c == '.';
        }
        return false;
    }

    /// <summary>
    /// The date as it is written in checksums and SQL (<c>yyyy-MM-dd</c>, <c>HH:mm:ss</c> or <c>yyyy-MM-ddTHH:mm:ss[.f…]</c>), overflowing parts carried over;
    /// null where the text is none.
    /// </summary>
    public static string? NormalizeDate(string text) => text.Length switch
    {
        8 => Time(text),
        10 => ReadDate(text) is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        19 => ReadMoment(text),
        _ when text.Contains(':', StringComparison.Ordinal) && !text.Contains('-', StringComparison.Ordinal) => text.Contains('.', StringComparison.Ordinal) ? null : Time(text),
        > 19 when text[19] == '.' && ReadMoment(text[..19]) is { } moment && Nanoseconds(text, moment) is { } fraction => moment + fraction,
        _ => null,
    };

    static string? Time(string text)
    {
        var reader = new PartReader(text);
        if (!(reader.Number(out var hours) && reader.Literal(':') && reader.Number(out var minutes) && reader.Literal(':') && reader.Number(out var seconds)))
            return null;
        const long day = 24 * 60 * 60;
        var time = ((((hours * 60L) + minutes) * 60L) + seconds) % day;
        return TimeSpan.FromSeconds(time < 0 ? time + day : time).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
    }

    static DateTime? ReadDate(string text)
    {
        var reader = new PartReader(text);
        return reader.Date();
    }

    static string? ReadMoment(string text)
    {
        var reader = new PartReader(text);
        if (reader.Date() is not { } date || !reader.Literal(text.Contains(' ', StringComparison.Ordinal) ? ' ' : 'T'))
            return null;
        if (!(reader.Number(out var hours) && reader.Literal(':') && reader.Number(out var minutes) && reader.Literal(':') && reader.Number(out var seconds)))
            return null;
        try
        {
            return date.AddSeconds((((hours * 60L) + minutes) * 60L) + seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The fraction of a second behind position 19 with its point, without trailing zeros; null where it is none. An offset behind it is left out.</summary>
    static string? Nanoseconds(string text, string moment)
    {
        var end = 20;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var digits = text[20..end];
        if (digits.Length is 0 or > NanosecondDigits || !(end == text.Length || (IsOffset(text.AsSpan(end)) && moment == text[..19])))
            return null;
        var fraction = digits.TrimEnd('0');
        return fraction.Length == 0 ? "" : "." + fraction;
    }

    static bool IsOffset(ReadOnlySpan<char> text) =>
        text is "Z" or "z" || (text is ['+' or '-', var h1, var h2, ':', var m1, var m2] && char.IsAsciiDigit(h1) && char.IsAsciiDigit(h2) && char.IsAsciiDigit(m1) && char.IsAsciiDigit(m2));

    /// <summary>Reads numbers and literals one after the other; what stands behind the last is left alone.</summary>
    ref struct PartReader(string text)
    {
        int position;

        public bool Literal(char c) => position < text.Length && text[position++] == c;

        public bool Number(out int value)
        {
            while (position < text.Length && text[position] is ' ' or '\t')
                position++;
            var start = position;
            if (position < text.Length && text[position] == '-')
                position++;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
                position++;
            return int.TryParse(text.AsSpan(start, position - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }

        public DateTime? Date()
        {
            if (!(Number(out var year) && Literal('-') && Number(out var month) && Literal('-') && Number(out var day)) || year is < 1 or > 9999)
                return null;
            try
            {
                return new DateTime(year, 1, 1).AddMonths(month - 1).AddDays(day - 1);
            }
            catch (ArgumentOutOfRangeException)
            {
                return null;
            }
        }
    }
}
