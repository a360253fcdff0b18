namespace Migrations.Changelog;

/// <summary>"Did you mean …?" for a name that is not known.</summary>
public static class NameSuggestion
{
    const int LongestName = 64;

    /// <summary>The known name that is closest to a mistyped one.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What could have been meant.</param>
    /// <returns>The closest name by edit distance (without regard to case, swapped neighbours counting once), or null where none is close.</returns>
    public static string? For(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName) return null;
        var longestDistance = Math.Max(1, name.Length / 3);
        return known
            .Select(candidate => (Name: candidate, Distance: Distance(Fold(name), Fold(candidate))))
            .Where(candidate => candidate.Distance <= longestDistance)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>The sentence <c>Did you mean 'x'?</c>, or a fallback where no name is close.</summary>
    public static string Advice(string name, IEnumerable<string> known, string otherwise) =>
        For(name, known) is { } suggestion ? $"Did you mean '{suggestion}'?" : otherwise;

    static string Fold(string name) => name.ToUpperInvariant();

    /// <summary>The optimal string alignment distance.</summary>
    static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(substitution, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }
        return rows[a.Length, b.Length];
    }
}
