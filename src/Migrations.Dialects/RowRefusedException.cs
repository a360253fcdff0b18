namespace Migrations.Dialects;

/// <summary>The database refused a row of a file.</summary>
/// <param name="place">Where the row is: the file and its line.</param>
/// <param name="cause">What it said.</param>
sealed class RowRefusedException(string place, Exception cause) : Exception(place, cause)
{
    /// <summary>Where the row is.</summary>
    public string Place { get; } = place;
}
