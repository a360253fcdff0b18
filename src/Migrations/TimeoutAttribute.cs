using System.Globalization;
using System.Management.Automation;
using Migrations.Configuration;

namespace Migrations;

/// <summary>
/// A length of time that may also be given as a number of seconds. PowerShell itself takes a number for ticks of 100 nanoseconds, so that
/// <c>-WaitTimeout 30</c> would not wait at all.
/// </summary>
sealed class TimeoutAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (Seconds(given) is { } seconds)
        {
            return Duration.FromSeconds(seconds)
                ?? throw new ValidationMetadataException(string.Create(CultureInfo.InvariantCulture, $"{given} is no time to wait: give 0 to {Duration.Longest.TotalSeconds} seconds, or a TimeSpan."));
        }
        return inputData;
    }

    static double? Seconds(object? given) => given switch
    {
        TimeSpan time => time.TotalSeconds,
        int or long or double or decimal => Convert.ToDouble(given, CultureInfo.InvariantCulture),
        string text => Duration.SecondsOf(text),
        _ => null,
    };
}
