using System.Text.RegularExpressions;
using Migrations.Proof;
using Migrations.Schema;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Everything in a database as the server itself writes it (SHOW CREATE), for comparing two states: a table line by line, which is column by column and key by key.
/// Two round trips, however much there is.
/// </summary>
/// <param name="query">Runs queries in one round trip.</param>
/// <param name="dialect">The dialect.</param>
sealed partial class MySqlCatalogText(Func<List<string>, CancellationToken, Task<List<List<MySqlRow>>>> query, MySqlDialect dialect)
{
    readonly List<CatalogObject> found = [];
    string qualifier = "";

    /// <summary>Reads it.</summary>
    public async Task<IReadOnlyList<CatalogObject>> ReadAsync(CancellationToken cancellationToken)
    {
        var names = await query(
        [
            "SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()",
            "SELECT TABLE_NAME AS NAME, TABLE_TYPE AS KIND FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()",
            "SELECT ROUTINE_NAME AS NAME, ROUTINE_TYPE AS KIND FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE IN ('PROCEDURE', 'FUNCTION')",
            "SELECT EVENT_NAME AS NAME, 'EVENT' AS KIND FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()",
            "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, ACTION_ORDER, DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()",
        ], cancellationToken);
        var database = names[0][0];
        qualifier = MySqlLiterals.QuoteName(database["SCHEMA_NAME"]!) + ".";
        found.Add(new(CatalogObject.Database, ObjectName.Of("settings"), null, $"character set: {database["DEFAULT_CHARACTER_SET_NAME"]}\ncollation: {database["DEFAULT_COLLATION_NAME"]}"));
        var objects = names[1].Concat(names[2]).Concat(names[3]).Select(r => (Kind: KindOf(r["KIND"]!), Name: ObjectName.Of(r["NAME"]!))).Where(o => o.Kind.Length > 0).ToList();
        var texts = await query([.. objects.Select(o => $"SHOW CREATE {o.Kind} {dialect.Quote(o.Name)}")], cancellationToken);
        for (var i = 0; i < objects.Count; i++)
            Add(objects[i].Kind, objects[i].Name, texts[i][0]);
        foreach (var row in names[4])
        {
            var text = $"{row["ACTION_TIMING"]} {row["EVENT_MANIPULATION"]}\n{SqlForm.Of(row["ACTION_STATEMENT"]!, dialect.Lexical)}\norder: {row["ACTION_ORDER"]}\ndefiner: {row["DEFINER"]}";
            found.Add(new("trigger", ObjectName.Of(row["EVENT_OBJECT_TABLE"]!), row["TRIGGER_NAME"], text));
        }
        return found;
    }

    static string KindOf(string kind) => kind switch
    {
        "BASE TABLE" or "SYSTEM VERSIONED" => "TABLE",
        "SEQUENCE" or "PROCEDURE" or "FUNCTION" or "EVENT" => kind,
        _ => kind.Contains("VIEW", StringComparison.Ordinal) ? "VIEW" : "",
    };

    void Add(string kind, ObjectName name, MySqlRow row)
    {
        var text = row[kind == "SEQUENCE" ? "Create Table" : $"Create {kind}"] ?? "";
        // Views name the database of their tables, which is another one on a copy.
        text = text.Replace(qualifier, "", StringComparison.Ordinal);
        if (kind == "TABLE")
            AddTable(name, text);
        else
            found.Add(new(kind.ToLowerInvariant(), name, null, kind is "PROCEDURE" or "FUNCTION" ? SqlForm.Of(text, dialect.Lexical) : text));
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
