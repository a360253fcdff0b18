namespace Migrations.Conformance;

/// <summary>Which cases a database is spared, each for a feature that it does not have.</summary>
static class Exceptions
{
    static readonly Dictionary<string, (string[] Without, string Reason)> Known = new(StringComparer.Ordinal)
    {
        ["sequence.yaml"] = (["sqlite"], "SQLite has no sequences"),
    };

    /// <summary>Why a case does not run on a database; null where it does.</summary>
    public static string? Reason(string file, string provider) => Known.TryGetValue(file, out var known) && known.Without.Contains(provider) ? known.Reason : null;

    /// <summary>Whether the planned schema cannot be known, because the case runs SQL that is not understood.</summary>
    public static bool HasOpaqueSql(string file) => file.StartsWith("sql-", StringComparison.Ordinal);
}
