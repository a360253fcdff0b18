using System.Collections.Frozen;
using System.Text;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>How names reach PostgreSQL's catalogue, and the names that the server makes itself.</summary>
static class PostgreSqlNames
{
    /// <summary>The longest name in bytes of UTF-8 (NAMEDATALEN - 1); the server cuts what is longer, with a NOTICE.</summary>
    public const int MaxBytes = 63;

    // What Liquibase 4.28 quotes on PostgreSQL: its own list, not the server's.
    static readonly FrozenSet<string> Reserved = new[]
    {
        "ALL", "ANALYSE", "ANALYZE", "AND", "ANY", "ARRAY", "AS", "ASC", "ASYMMETRIC", "AUTHORIZATION", "BINARY", "BOTH", "CASE", "CAST", "CHECK", "COLLATE",
        "COLLATION", "COLUMN", "CONCURRENTLY", "CONSTRAINT", "CREATE", "CROSS", "CURRENT_CATALOG", "CURRENT_DATE", "CURRENT_ROLE", "CURRENT_SCHEMA",
        "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "DEFAULT", "DEFERRABLE", "DESC", "DISTINCT", "DO", "ELSE", "END", "EXCEPT", "FALSE", "FETCH",
        "FOR", "FOREIGN", "FREEZE", "FROM", "FULL", "GRANT", "GROUP", "HAVING", "ILIKE", "IN", "INITIALLY", "INNER", "INTERSECT", "INTO", "IS", "ISNULL",
        "JOIN", "LATERAL", "LEADING", "LEFT", "LIKE", "LIMIT", "LOCALTIME", "LOCALTIMESTAMP", "NATURAL", "NOT", "NOTNULL", "NULL", "OFFSET", "ON", "ONLY",
        "OR", "ORDER", "OUTER", "OVERLAPS", "PLACING", "PRIMARY", "REFERENCES", "RETURNING", "RIGHT", "SELECT", "SESSION_USER", "SIMILAR", "SOME",
        "SYMMETRIC", "TABLE", "TABLESAMPLE", "THEN", "TO", "TRAILING", "TRUE", "UNION", "UNIQUE", "USER", "USING", "VARIADIC", "VERBOSE", "WHEN", "WHERE",
        "WINDOW", "WITH",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What the catalogue holds for a name as written: what Liquibase would quote is kept, the rest is folded to lower case, and all is cut as the server cuts it.
    /// LEGACY quotes names in mixed case besides reserved words and names that are not plain words.
    /// </summary>
    public static string Fold(string name, QuotingStrategy strategy)
    {
        var kept = strategy == QuotingStrategy.QuoteAllObjects || !IsPlainWord(name) || Reserved.Contains(name)
            || (strategy == QuotingStrategy.Legacy && name.Any(char.IsAsciiLetterLower) && name.Any(char.IsAsciiLetterUpper));
        return Clip(kept ? name : name.ToLowerInvariant(), MaxBytes);
    }

    /// <summary>Whether Liquibase takes it for a reserved word.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    static bool IsPlainWord(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Quotes a name.</summary>
    /// <exception cref="MigrationException">It has a character that no name can have (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static string Quote(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new MigrationException(ErrorCode.InvalidValue, name.Length == 0 ? "a name is empty" : "a name contains the character NUL, which PostgreSQL does not store",
                "Give the object a name of printable characters.");
        }
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The name that the server gives to an object of a table which has none: <c>table_columns_label</c>, cut evenly where it is too long.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="columns">The columns, joined by the server with underscores; null where they do not enter the name.</param>
    /// <param name="label">The ending: <c>pkey</c>, <c>key</c>, <c>fkey</c>, <c>idx</c>, <c>seq</c>.</param>
    public static string Generated(string table, IEnumerable<string>? columns, string label)
    {
        var second = columns is null ? null : string.Join('_', columns);
        var room = MaxBytes - 1 - label.Length - (second is null ? 0 : 1);
        var first = Encoding.UTF8.GetByteCount(table);
        var last = second is null ? 0 : Encoding.UTF8.GetByteCount(second);
        while (first + last > room)
        {
            if (first > last)
                first--;
            else
                last--;
        }
        return second is null ? $"{Clip(table, first)}_{label}" : $"{Clip(table, first)}_{Clip(second, last)}_{label}";
    }

    /// <summary>The name that Liquibase gives to the primary key of a new table; one that is too long it cuts a byte shorter than the server would.</summary>
    public static string CreatedKey(string table)
    {
        const string Label = "_pkey";
        return Encoding.UTF8.GetByteCount(table) + Label.Length <= MaxBytes ? table + Label : Clip(table, MaxBytes - 1 - Label.Length) + Label;
    }

    /// <summary>Cuts a text to a number of bytes of UTF-8 without cutting a character in two.</summary>
    public static string Clip(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var used = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length];
    }
}
