using System.Globalization;
using System.Management.Automation;

namespace Migrations;

/// <summary>
/// A length of time that may also be given as a number of seconds. PowerShell itself takes a number for ticks of 100 nanoseconds, so that
/// <c>-WaitTimeout 30</c> would not wait at all.
/// </summary>
sealed class TimeoutAttribute : ArgumentTransformationAttribute
{
    /// <summary>The longest that a driver's timer takes.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (Seconds(given) is { } seconds)
        {
            return seconds >= 0 && seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds)
                : throw new ValidationMetadataException(string.Create(CultureInfo.InvariantCulture, $"{given} is no time to wait: give 0 to {Longest.TotalSeconds} seconds, or a TimeSpan."));
        }
        return inputData;
    }

    static double? Seconds(object? given) => given switch
    {
        TimeSpan time => time.TotalSeconds,
        int or long or double or decimal => Convert.ToDouble(given, CultureInfo.InvariantCulture),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) => time.TotalSeconds,
        _ => null,
    };
}
