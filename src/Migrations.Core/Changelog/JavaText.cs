using System.Globalization;
using System.Numerics;

namespace Migrations.Changelog;

/// <summary>
/// The text that Java gives a typed YAML value (<c>String.valueOf</c>). Liquibase stores such texts as ids and puts them into checksums,
/// so every digit counts.
/// </summary>
public static class JavaText
{
    /// <summary>The text of a value of a <see cref="ScalarValue"/>, or of a number that a caller gives as a property.</summary>
    /// <param name="value">A value of one of the types that <see cref="ScalarValue.Value"/> lists, or another number; null is <c>null</c>.</param>
    /// <returns>Java's text; for <c>byte[]</c>, whose text in Java is a memory address, Base64.</returns>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        BigInteger integer => integer.ToString(CultureInfo.InvariantCulture),
        double number => Of(number),
        float number => Of(number),
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateTimeOffset moment => Of(moment),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => throw new ArgumentException($"A changelog has no values of type {value.GetType()}.", nameof(value)),
    };

    /// <summary>
    /// <c>Double.toString</c> as specified since Java 19 (the shortest digits that lead back to the number): plain notation from 0.001 up to
    /// ten million, computerized scientific notation (<c>1.0E10</c>) outside, always at least one digit after the point.
    /// </summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        var sign = double.IsNegative(value) ? "-" : "";
        if (value == 0) return sign + "0.0";

        var (digits, exponent) = ShortestDigits(Math.Abs(value));
        if (exponent is < -3 or > 6)
        {
            var fraction = digits.Length > 1 ? digits[1..] : "0";
            return FormattableString.Invariant($"{sign}{digits[0]}.{fraction}E{exponent}");
        }
        if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + digits;
        var whole = digits.PadRight(exponent + 1, '0');
        return $"{sign}{whole[..(exponent + 1)]}.{(whole.Length > exponent + 1 ? whole[(exponent + 1)..] : "0")}";
    }

    /// <summary><c>Date.toString</c> in UTC: <c>Mon May 06 00:00:00 UTC 2024</c>.</summary>
    public static string Of(DateTimeOffset value)
    {
        var utc = value.UtcDateTime;
        var weekday = CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedDayName(utc < GregorianStart ? JulianDayOfWeek(utc) : utc.DayOfWeek);
        return weekday + utc.ToString(" MMM dd HH:mm:ss 'UTC' ", CultureInfo.InvariantCulture) + utc.Year.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Texts in the order in which a Java <c>HashSet</c> made of them goes through them.</summary>
    public static IEnumerable<string> HashSetOrder(IEnumerable<string> texts)
    {
        var entries = texts.Distinct(StringComparer.Ordinal).ToList();
        var buckets = 16;
        while (entries.Count > buckets * 3 / 4)
            buckets *= 2;
        return entries.OrderBy(text => BucketHash(text) & (buckets - 1));
    }

    static int BucketHash(string text)
    {
        var hash = text.Aggregate(0, (sum, c) => unchecked(31 * sum + c));
        return hash ^ (hash >>> 16);
    }

    /// <summary>The first day of the Gregorian calendar; Java counts earlier ones by the Julian, .NET does not.</summary>
    static readonly DateTime GregorianStart = new(1582, 10, 15, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Found in a year that .NET can express: weekdays of the Julian calendar come back every 28 years.</summary>
    static DayOfWeek JulianDayOfWeek(DateTime date)
    {
        const int cycle = 28;
        return new DateTime(date.Year + cycle, date.Month, date.Day, new JulianCalendar()).DayOfWeek;
    }

    /// <summary>The significant digits of a positive number without trailing zeros, and the power of ten of the first.</summary>
    static (string Digits, int Exponent) ShortestDigits(double value)
    {
        var (digits, exponent) = Split(value.ToString("R", CultureInfo.InvariantCulture));
        // Java looks for the best two digits where one would do: Double.MIN_VALUE is 4.9E-324, not 5.0E-324.
        return digits.Length > 1 ? (digits, exponent) : Split(value.ToString("E1", CultureInfo.InvariantCulture));
    }

    static (string Digits, int Exponent) Split(string number)
    {
        var e = number.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(number.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? number : number[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var pointAt = point < 0 ? mantissa.Length : point;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), exponent + pointAt - leadingZeros - 1);
    }
}
