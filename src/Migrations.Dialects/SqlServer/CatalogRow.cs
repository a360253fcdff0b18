using System.Globalization;

namespace Migrations.Dialects.SqlServer;

/// <summary>A row of a catalogue query, read by position.</summary>
/// <param name="values">The values; null for NULL.</param>
readonly struct CatalogRow(object?[] values)
{
    public string Text(int at) => TextOrNull(at) ?? "";

    public string? TextOrNull(int at) => Convert.ToString(values[at], CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    public int Number(int at) => values[at] is { } value ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : 0;

    /// <summary>A number that was read as text, because decimal(38,0) does not fit; null where it does not fit here either.</summary>
    public decimal? Decimal(int at) => decimal.TryParse(TextOrNull(at), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool Flag(int at) => values[at] is { } value && Convert.ToBoolean(value, CultureInfo.InvariantCulture);
}
