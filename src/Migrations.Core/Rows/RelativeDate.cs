using System.Globalization;
using System.Text.RegularExpressions;

namespace Migrations.Rows;

/// <summary><c>NOW</c> and <c>TODAY</c> in a field of dates, with what is added: <c>NOW-30m</c>, <c>NOW+1year</c>, <c>TODAY+3</c>.</summary>
static partial class RelativeDate
{
    /// <summary>Whether a text is meant as one.</summary>
    public static bool StartsLikeOne(string text) =>
        text.StartsWith("now", StringComparison.OrdinalIgnoreCase) || text.StartsWith("today", StringComparison.OrdinalIgnoreCase);

    /// <summary>The moment that is meant; null where it cannot be told.</summary>
    public static DateTime? Read(string text, DateTime now)
    {
        var match = Form().Match(text);
        if (!match.Success)
            return null;
        var start = match.Groups["today"].Success ? now.Date : now;
        if (!match.Groups["count"].Success)
            return start;
        if (!int.TryParse(match.Groups["count"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            return null;
        try
        {
            return match.Groups["unit"].Value.ToUpperInvariant() switch
            {
                "M" => start.AddMinutes(count),
                "H" => start.AddHours(count),
                "Y" => start.AddYears(count),
                _ => start.AddDays(count),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^((?<today>today)(?<count>[+-]\d+)?|now((?<count>[+-]\d+)(?<unit>[mhdy])[a-z]*)?)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
