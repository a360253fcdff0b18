namespace Migrations.Dialects.Sqlite;

/// <summary>Compares names as SQLite does: without regard to the case of the 26 letters of ASCII, and of no others.</summary>
sealed class SqliteNames : StringComparer
{
    public static SqliteNames Comparer { get; } = new();

    public override int Compare(string? x, string? y) => string.CompareOrdinal(Fold(x), Fold(y));

    public override bool Equals(string? x, string? y) => string.Equals(Fold(x), Fold(y), StringComparison.Ordinal);

    public override int GetHashCode(string obj) => Ordinal.GetHashCode(Fold(obj)!);

    static string? Fold(string? name) =>
        name is null ? null : string.Create(name.Length, name, (folded, original) =>
        {
            for (var i = 0; i < folded.Length; i++)
                folded[i] = char.IsAsciiLetterUpper(original[i]) ? (char)(original[i] | 0x20) : original[i];
        });
}
