using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Migrations.Changelog;

/// <summary>
/// The types of plain scalars: those of YAML 1.1 in the shape in which SnakeYAML 2.2, and Liquibase's own reading of timestamps, have them.
/// </summary>
static partial class YamlScalars
{
    const int LongestNumber = 4096;

    /// <summary>The value of a scalar that is not quoted and has no tag.</summary>
    /// <exception cref="FormatException">It looks like a number or a date and is none; Liquibase fails there too, or stores garbage.</exception>
    public static object? Resolve(string text)
    {
        if (text.Length == 0) return null;
        return text[0] switch
        {
            '~' or 'n' or 'N' when IsNull(text) => null,
            'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' when TryBoolean(text, out var flag) => ScalarValue.Of(flag),
            '-' or '+' or '.' or (>= '0' and <= '9') => Number(text) ?? Timestamp(text) ?? text,
            _ => text,
        };
    }

    /// <summary>A boolean; null where the text is none.</summary>
    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON";
        return value || text is "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF";
    }

    static bool IsNull(string text) => text is "~" or "null" or "Null" or "NULL";

    /// <summary>An integer or a floating-point number; null where the text is neither.</summary>
    /// <exception cref="FormatException">It has the shape of a number and is none.</exception>
    public static object? Number(string text)
    {
        var isInteger = Integer().IsMatch(text);
        if (!isInteger && !Float().IsMatch(text)) return null;
        if (text.Length > LongestNumber) throw new FormatException($"A number of more than {LongestNumber} digits cannot be meant.");
        return isInteger ? ParseInteger(text) : ParseFloat(text);
    }

    /// <summary>
    /// A date, as <see cref="DateTimeOffset"/> in UTC; or the text that Liquibase makes of a date with a time:
    /// <c>yyyy-MM-dd HH:mm:ss</c> without an offset (<c>Z</c> is passed over), Java's text of the moment with one. Null where the text is neither.
    /// </summary>
    /// <exception cref="FormatException">A date before the year 1 or after 9999, such as <c>0000-00-00</c>.</exception>
    public static object? Timestamp(string text)
    {
        var match = TimestampShape().Match(text);
        if (!match.Success) return null;
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;

        DateTimeOffset wallClock;
        try
        {
            // Out-of-range months, days and hours run over into the next, as Java's lenient calendar has it.
            wallClock = new DateTimeOffset(Part("year"), 1, 1, 0, 0, 0, TimeSpan.Zero)
                .AddMonths(Part("month") - 1).AddDays(Part("day") - 1)
                .AddHours(Part("hour")).AddMinutes(Part("minute")).AddSeconds(Part("second"));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FormatException($"'{text}' is read as a date, and there is no such date.");
        }
        if (!match.Groups["hour"].Success) return wallClock;
        if (!match.Groups["offset"].Success) return wallClock.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

        var offset = new TimeSpan(Math.Abs(Part("offset")), Part("offsetMinutes"), 0);
        return JavaText.Of(match.Groups["offset"].ValueSpan[0] == '-' ? wallClock + offset : wallClock - offset);
    }

    static BigInteger ParseInteger(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var negative = digits[0] == '-';
        digits = digits.TrimStart('-', '+');
        var value = digits switch
        {
            "0" => BigInteger.Zero,
            ['0', 'b', .. var binary] => Accumulate(binary, 2),
            ['0', 'x', .. var hexadecimal] => Accumulate(hexadecimal, 16),
            ['0', .. var octal] => Accumulate(octal, 8),
            _ when digits.Contains(':', StringComparison.Ordinal) =>
                digits.Split(':').Aggregate(BigInteger.Zero, (sum, part) => sum * 60 + BigInteger.Parse(part, CultureInfo.InvariantCulture)),
            _ => BigInteger.Parse(digits, CultureInfo.InvariantCulture),
        };
        return negative ? -value : value;
    }

    static BigInteger Accumulate(string digits, int radix) =>
        digits.Aggregate(BigInteger.Zero, (sum, digit) => sum * radix + int.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    static double ParseFloat(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var sign = digits[0] == '-' ? -1.0 : 1.0;
        digits = digits.TrimStart('-', '+');
        if (digits == ".inf") return sign * double.PositiveInfinity;
        if (digits == ".nan") return double.NaN;
        if (digits.Contains(':', StringComparison.Ordinal))
            return sign * digits.Split(':').Aggregate(0.0, (sum, part) => sum * 60 + double.Parse(part, CultureInfo.InvariantCulture));
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? sign * value
            : throw new FormatException($"'{text}' is read as a number, and it is none.");
    }

    [GeneratedRegex("""
        ^[-+]?(?: 0b_*[01][01_]*          # binary
                | 0_*[0-7][0-7_]*         # octal
                | 0 | [1-9][0-9_]*        # decimal
                | 0x_*[0-9a-fA-F][0-9a-fA-F_]*
                | [1-9][0-9_]*(?::[0-5]?[0-9])+   # base 60
                )\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Integer();

    [GeneratedRegex("""
        ^(?: [-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?
           | [-+]?[0-9][0-9_]*[eE][-+]?[0-9]+
           | [-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?
           | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*   # base 60
           | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
           )\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Float();

    [GeneratedRegex("""
        ^(?<year>[0-9]{4})-(?:(?<month>[0-9]{2})-(?<day>[0-9]{2})
         | (?<month>[0-9][0-9]?)-(?<day>[0-9][0-9]?)(?:[Tt]|[ \t]+)
           (?<hour>[0-9][0-9]?):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.[0-9]*)?
           (?:[ \t]*(?:Z|(?<offset>[-+][0-9][0-9]?)(?::(?<offsetMinutes>[0-9]{2}))?))?)\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex TimestampShape();
}
