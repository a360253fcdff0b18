using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Migrations.Proof;
using Migrations.Schema;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Everything in a database as the server itself writes it (SHOW CREATE), for comparing two states: a table line by line, which is column by column and key by key.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="dialect">Its dialect.</param>
sealed partial class MySqlCatalogText(MySqlSession session, MySqlDialect dialect)
{
    readonly List<CatalogObject> found = [];
    string qualifier = "";

    /// <summary>Reads it.</summary>
    public async Task<IReadOnlyList<CatalogObject>> ReadAsync(CancellationToken cancellationToken)
    {
        var database = await session.QueryAsync("SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()", cancellationToken);
        qualifier = MySqlLiterals.QuoteName((string)database[0][0]!) + ".";
        found.Add(new(CatalogObject.Database, ObjectName.Of("settings"), null, $"character set: {database[0][1]}\ncollation: {database[0][2]}"));
        foreach (var row in await session.QueryAsync("SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()", cancellationToken))
            await ReadTableAsync(ObjectName.Of((string)row[0]!), (string)row[1]!, cancellationToken);
        foreach (var row in await session.QueryAsync("SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, ACTION_ORDER, DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()", cancellationToken))
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{row[2]} {row[3]}\n{SqlForm.Of((string)row[4]!, dialect.Lexical)}\norder: {row[5]}\ndefiner: {row[6]}");
            found.Add(new("trigger", ObjectName.Of((string)row[0]!), (string)row[1]!, text));
        }
        foreach (var row in await session.QueryAsync("SELECT ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE IN ('PROCEDURE', 'FUNCTION')", cancellationToken))
            found.Add(new(((string)row[1]!).ToLowerInvariant(), ObjectName.Of((string)row[0]!), null, SqlForm.Of(await ShowAsync((string)row[1]!, ObjectName.Of((string)row[0]!), 2, cancellationToken), dialect.Lexical)));
        foreach (var row in await session.QueryAsync("SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()", cancellationToken))
            found.Add(new("event", ObjectName.Of((string)row[0]!), null, await ShowAsync("EVENT", ObjectName.Of((string)row[0]!), 3, cancellationToken)));
        return found;
    }

    async Task ReadTableAsync(ObjectName name, string type, CancellationToken cancellationToken)
    {
        if (type.Contains("VIEW", StringComparison.Ordinal))
            found.Add(new("view", name, null, await ShowAsync("VIEW", name, 1, cancellationToken)));
        else if (type == "SEQUENCE")
            found.Add(new("sequence", name, null, await ShowAsync("SEQUENCE", name, 1, cancellationToken)));
        else if (type is "BASE TABLE" or "SYSTEM VERSIONED")
            AddTable(name, await ShowAsync("TABLE", name, 1, cancellationToken));
    }

    async Task<string> ShowAsync(string kind, ObjectName name, int column, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync($"SHOW CREATE {kind} {dialect.Quote(name)}", cancellationToken);
        var text = rows[0][column] switch { byte[] bytes => Encoding.UTF8.GetString(bytes), var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" };
        // Views name the database of their tables, which is another one on a copy.
        return text.Replace(qualifier, "", StringComparison.Ordinal);
    }

    void AddTable(ObjectName name, string text)
    {
        var lines = text.Split('\n');
        var end = Array.FindLastIndex(lines, l => l.StartsWith(')'));
        found.Add(new(CatalogObject.Table, name, null, NextNumber().Replace(string.Join('\n', lines[end..])[1..].Trim(), "").Replace(" ", "\n", StringComparison.Ordinal)));
        var columns = new List<string>();
        foreach (var line in lines[1..end].Select(l => l.Trim().TrimEnd(',')))
        {
            var part = Part().Match(line);
            var key = part.Groups["name"].Value.Replace("``", "`", StringComparison.Ordinal);
            var kind = part.Groups["kind"].Value;
            if (kind.Length == 0 && key.Length > 0)
                columns.Add(key);
            found.Add(kind switch
            {
                "" when key.Length > 0 => new("column", name, key, line[part.Length..].Trim()),
                "PRIMARY KEY " => new("primary key", name, "PRIMARY", line),
                "CONSTRAINT " => new(line.Contains(" FOREIGN KEY ", StringComparison.Ordinal) ? "foreign key" : "check constraint", name, key, line),
                _ => new("index", name, key.Length > 0 ? key : line, line),
            });
        }
        found.Add(new(CatalogObject.ColumnOrder, name, null, string.Join('\n', columns)));
    }

    [GeneratedRegex(@" AUTO_INCREMENT=\d+")]
    private static partial Regex NextNumber();

    [GeneratedRegex(@"^(?<kind>PRIMARY KEY |CONSTRAINT |(?:UNIQUE |FULLTEXT |SPATIAL )?(?:KEY|INDEX) |)(?:`(?<name>(?:[^`]|``)*)`)?")]
    private static partial Regex Part();
}
