using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>
/// A <c>dbms</c> filter: short names of databases (<c>postgresql</c>, <c>mssql</c>, <c>mysql</c>, <c>mariadb</c>, <c>sqlite</c>), excluded with
/// <c>!</c>, or <c>all</c>, or <c>none</c>. <c>mysql</c> is not <c>mariadb</c>: the names are compared as they are.
/// </summary>
public sealed class DbmsFilter
{
    readonly ImmutableHashSet<string> names;

    /// <summary>Reads a comma-separated list.</summary>
    /// <param name="text">The list; null or blank for any database.</param>
    /// <param name="isCaseSensitive">Whether the case of the names matters: in a change set it does not, everywhere else it does.</param>
    public DbmsFilter(string? text, bool isCaseSensitive = false)
    {
        Text = text;
        if (string.IsNullOrWhiteSpace(text)) names = [];
        else if (isCaseSensitive) names = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        // A blank behind the last comma is a name here, one that no database has.
        else names = FilterExpression.SplitUntrimmed(text).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The databases that Liquibase 4.28 knows; it refuses a change set for others.</summary>
    internal static ImmutableArray<string> KnownNames { get; } =
    [
        "asany", "cockroachdb", "db2", "db2z", "derby", "edb", "firebird", "h2", "hsqldb", "informix", "ingres", "mariadb", "mssql", "mysql",
        "oracle", "postgresql", "snowflake", "sqlite", "sybase", "unsupported",
    ];

    /// <summary>The filter that names nothing.</summary>
    public static DbmsFilter Any { get; } = new(null);

    /// <summary>The filter as written.</summary>
    public string? Text { get; }

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => names.IsEmpty;

    /// <summary>The entries as they stand.</summary>
    internal IEnumerable<string> Entries => Text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The databases that are named or excluded.</summary>
    internal IEnumerable<string> DatabaseNames => names
        .Select(name => name.TrimStart('!')).Where(name => name is not "all" and not "none" and not "");

    /// <summary>Whether a database is meant.</summary>
    /// <param name="dbms">The short name of the database.</param>
    /// <param name="whenEmpty">The answer of an empty filter: only the precondition <c>dbms</c> asks for false.</param>
    public bool Matches(string dbms, bool whenEmpty = true)
    {
        if (IsEmpty) return whenEmpty;
        if (names.Contains("all")) return true;
        if (names.Contains("none") || names.Contains("!" + dbms)) return false;
        return names.All(name => name.StartsWith('!')) || names.Contains(dbms);
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
