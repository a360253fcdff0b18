using System.Globalization;

namespace Migrations.Configuration;

/// <summary>A length of time as people write it: a number of seconds, or <c>hours:minutes:seconds</c>.</summary>
public static class Duration
{
    /// <summary>The longest that a driver's timer takes.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(24);

    /// <summary>The seconds that a text says; null where it says no time.</summary>
    public static double? SecondsOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time.TotalSeconds
        : null;

    /// <summary>A time of so many seconds; null where it is none that can be waited for.</summary>
    public static TimeSpan? FromSeconds(double seconds) => seconds >= 0 && seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
