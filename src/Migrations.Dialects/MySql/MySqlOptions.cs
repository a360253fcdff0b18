using System.Text.RegularExpressions;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>What a column's <see cref="Schema.Column.Options"/> say here: <c>CHECK (…) ON UPDATE … INVISIBLE</c>.</summary>
/// <param name="Check">The check that belongs to the column and not to the table (MariaDB), which is altered only together with it.</param>
/// <param name="OnUpdate">The expression behind ON UPDATE.</param>
/// <param name="Invisible">Whether <c>select *</c> leaves it out.</param>
readonly record struct MySqlColumnOptions(string? Check, string? OnUpdate, bool Invisible)
{
    /// <summary>Reads options.</summary>
    public static MySqlColumnOptions Parse(string? options, MySqlServer server)
    {
        if (string.IsNullOrEmpty(options))
            return default;
        var parsed = MySqlColumnType.Parse(new SqlType("int " + options), server);
        return new(parsed.Check, parsed.OnUpdate, parsed.Invisible);
    }

    /// <summary>The options in canonical form; null for none.</summary>
    public string? Write(SqlType type, IReadOnlyCollection<string> columns, MySqlServer server)
    {
        var parts = new List<string>();
        if (OnUpdate is not null && type.BaseName is "timestamp" or "datetime")
            parts.Add($"ON UPDATE {MySqlDefaults.Now(type)}");
        if (Check is not null && server.HasChecks)
            parts.Add($"CHECK ({MySqlExpression.Canonical(Check, columns, server)})");
        if (Invisible)
            parts.Add("INVISIBLE");
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }
}

/// <summary>What a table's <see cref="Schema.Table.Options"/> say here, without what the server would choose by itself.</summary>
/// <param name="Engine">The storage engine.</param>
/// <param name="Collation">The default collation of its columns.</param>
/// <param name="Rest">All else, as SQL.</param>
readonly partial record struct MySqlTableOptions(string? Engine, string? Collation, string? Rest)
{
    /// <summary>Reads options.</summary>
    public static MySqlTableOptions Parse(string? options, MySqlServer server)
    {
        if (string.IsNullOrWhiteSpace(options))
            return default;
        // What stands behind PARTITION BY has values of its own.
        var partitions = options.IndexOf("PARTITION BY", StringComparison.OrdinalIgnoreCase);
        var head = partitions < 0 ? options : options[..partitions];
        var engine = Engines().Match(head);
        var collation = Collations().Match(head);
        var charset = Charsets().Match(head);
        var rest = Collations().Replace(Charsets().Replace(Engines().Replace(head, ""), ""), "").Trim() + (partitions < 0 ? "" : " " + options[partitions..]);
        var wanted = collation.Success ? collation.Groups["name"].Value : charset.Success ? server.CollationOf(charset.Groups["name"].Value) : null;
        return new(
            engine.Success && !engine.Groups["name"].Value.Equals(server.DefaultEngine, StringComparison.OrdinalIgnoreCase) ? engine.Groups["name"].Value : null,
            wanted is null || wanted.Equals(server.DefaultCollation, StringComparison.OrdinalIgnoreCase) ? null : wanted.ToLowerInvariant(),
            rest.Trim() is { Length: > 0 } text ? text : null);
    }

    /// <summary>The options in canonical form; null for none.</summary>
    public override string? ToString()
    {
        var parts = new[] { Engine is null ? null : $"ENGINE={Engine}", Collation is null ? null : $"COLLATE={Collation}", Rest }.Where(p => p is not null).ToList();
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    [GeneratedRegex(@"\bENGINE\s*=?\s*(?<name>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Engines();

    [GeneratedRegex(@"\b(DEFAULT\s+)?COLLATE\s*=?\s*(?<name>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Collations();

    [GeneratedRegex(@"\b(DEFAULT\s+)?(CHARSET|CHARACTER\s+SET)\s*=?\s*(?<name>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Charsets();
}
