using System.Collections.Immutable;
using System.Globalization;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>Makes tables, views and sequences of the rows of the catalogue, in the same canonical form as planned ones.</summary>
/// <param name="dialect">The dialect.</param>
sealed class MySqlCatalog(MySqlDialect dialect)
{
    static readonly ILookup<ObjectName, MySqlRow> None = Array.Empty<MySqlRow>().ToLookup(_ => ObjectName.Of(""));
    readonly MySqlServer server = dialect.Server;

    /// <summary>Tables, views and sequences with their names.</summary>
    public IReadOnlyList<(ObjectName Name, MySqlRow Row)> TableRows { get; init; } = [];

    /// <summary>Columns in order.</summary>
    public ILookup<ObjectName, MySqlRow> ColumnRows { get; init; } = None;

    /// <summary>Columns of indexes in order.</summary>
    public ILookup<ObjectName, MySqlRow> IndexRows { get; init; } = None;

    /// <summary>Columns of foreign keys in order.</summary>
    public ILookup<ObjectName, MySqlRow> ForeignKeyRows { get; init; } = None;

    /// <summary>Actions of foreign keys.</summary>
    public ILookup<ObjectName, MySqlRow> ReferenceRows { get; init; } = None;

    /// <summary>Checks.</summary>
    public ILookup<ObjectName, MySqlRow> CheckRows { get; init; } = None;

    /// <summary>Triggers in the order in which they fire.</summary>
    public ILookup<ObjectName, MySqlRow> TriggerRows { get; init; } = None;

    /// <summary>Views.</summary>
    public ILookup<ObjectName, MySqlRow> ViewRows { get; init; } = None;

    /// <summary>The settings of sequences.</summary>
    public List<(ObjectName Name, MySqlRow Row)> SequenceRows { get; } = [];

    /// <summary>SHOW CREATE TABLE of partitioned tables.</summary>
    public Dictionary<ObjectName, string> CreateTexts { get; } = [];

    /// <summary>The names of objects of a type.</summary>
    public IEnumerable<ObjectName> NamesOf(string type) => TableRows.Where(t => t.Row["TABLE_TYPE"] == type).Select(t => t.Name);

    /// <summary>The names of partitioned tables.</summary>
    public IEnumerable<ObjectName> Partitioned() => TableRows.Where(t => t.Row["CREATE_OPTIONS"]?.Contains("partitioned", StringComparison.OrdinalIgnoreCase) == true).Select(t => t.Name);

    /// <summary>The tables.</summary>
    public IEnumerable<Table> Tables() => TableRows.Where(t => t.Row["TABLE_TYPE"] is "BASE TABLE" or "SYSTEM VERSIONED").Select(t => dialect.Normalize(TableOf(t.Name, t.Row)));

    Table TableOf(ObjectName name, MySqlRow row)
    {
        var names = ColumnRows[name].Select(c => c["COLUMN_NAME"]!).ToList();
        var checks = CheckRows[name].ToList();
        var columns = ColumnRows[name].Select(c => ColumnOf(c, names, checks.FirstOrDefault(k => k["LEVEL"] == "Column" && OwnerOf(k, names) == c["COLUMN_NAME"]))).ToImmutableArray();
        var indexes = IndexRows[name].GroupBy(i => i["INDEX_NAME"]!).ToList();
        return new(name, columns)
        {
            PrimaryKey = indexes.FirstOrDefault(i => i.Key == "PRIMARY") is { } key ? new(null, [.. key.Select(c => c["COLUMN_NAME"]!)]) : null,
            Indexes = [.. indexes.Where(i => i.Key != "PRIMARY").Select(IndexOf)],
            ForeignKeys = [.. ForeignKeyRows[name].GroupBy(k => k["CONSTRAINT_NAME"]!).Select(k => ForeignKeyOf(name, [.. k]))],
            Checks = [.. checks.Where(k => k["LEVEL"] != "Column").Select(k => new CheckConstraint(k["CONSTRAINT_NAME"], Expression(k["CHECK_CLAUSE"]!, names)))],
            Triggers = [.. TriggerRows[name].Select(TriggerOf)],
            Remarks = row["TABLE_COMMENT"],
            Options = OptionsOf(name, row),
        };
    }

    /// <summary>The column that a check belongs to. The catalogue names the check after the column, and goes on doing so when the column is renamed.</summary>
    string? OwnerOf(MySqlRow check, List<string> names)
    {
        var mentioned = MySqlToken.Read(check["CHECK_CLAUSE"]!, server).Where(t => t.Kind == MySqlTokenKind.Name && names.Contains(t.Value)).Select(t => t.Value).ToList();
        return mentioned.Contains(check["CONSTRAINT_NAME"]!) ? check["CONSTRAINT_NAME"] : mentioned.FirstOrDefault();
    }

    Column ColumnOf(MySqlRow row, List<string> names, MySqlRow? check)
    {
        var extra = row["EXTRA"] ?? "";
        var type = dialect.Types.Canonical(row["COLUMN_TYPE"]!);
        var generated = row["GENERATION_EXPRESSION"] is { Length: > 0 } expression ? Expression(expression, names) : null;
        var clause = check?["CHECK_CLAUSE"] is { } written ? Expression(written, names) : null;
        var collation = row["COLLATION_NAME"];
        // MariaDB's JSON is a LONGTEXT with a check.
        if (clause is not null && type.Text == "longtext" && collation == "utf8mb4_bin" && clause == $"json_valid({MySqlLiterals.QuoteName(row["COLUMN_NAME"]!)})")
            (type, clause, collation) = (new("json"), null, null);
        return new(row["COLUMN_NAME"]!, type)
        {
            Nullable = row["IS_NULLABLE"] == "YES",
            Default = generated is null ? dialect.Defaults.Parse(row["COLUMN_DEFAULT"], extra, type, names) : null,
            Identity = Says(extra, "auto_increment") ? new() : null,
            Generated = generated,
            GeneratedStored = Says(extra, "STORED") || Says(extra, "PERSISTENT"),
            Collation = collation,
            Remarks = row["COLUMN_COMMENT"],
            Options = new MySqlColumnOptions(clause, Says(extra, "on update") ? "now()" : null, Says(extra, "INVISIBLE")).Write(type, names, server),
        };
    }

    TableIndex IndexOf(IGrouping<string, MySqlRow> rows)
    {
        var first = rows.First();
        var index = new TableIndex(rows.Key, [.. rows.Select(IndexColumnOf)])
        {
            Unique = first["NON_UNIQUE"] == "0",
            Method = first["INDEX_TYPE"] is { } method and not "BTREE" ? method : null,
        };
        var attributes = "";
        if (first["INDEX_COMMENT"] is { Length: > 0 } comment)
            attributes += $" COMMENT {MySqlLiterals.Quote(comment, server)}";
        if (first["IGNORED"] == "YES")
            attributes += " IGNORED";
        if (first["IS_VISIBLE"] == "NO")
            attributes += " INVISIBLE";
        return attributes.Length == 0 ? index : index with { Definition = dialect.Clauses.Index(index) + attributes };
    }

    IndexColumn IndexColumnOf(MySqlRow row)
    {
        var descending = row["COLLATION"] == "D";
        if (row["EXPRESSION"] is { } expression)
            return new($"({Expression(expression, [])})") { Computed = true, Descending = descending };
        // The prefix of a spatial index is the server's own affair.
        return row["SUB_PART"] is { } length && row["INDEX_TYPE"] != "SPATIAL"
            ? new($"{MySqlLiterals.QuoteName(row["COLUMN_NAME"]!)}({length})") { Computed = true, Descending = descending }
            : new(row["COLUMN_NAME"]!) { Descending = descending };
    }

    ForeignKey ForeignKeyOf(ObjectName table, List<MySqlRow> rows)
    {
        var name = rows[0]["CONSTRAINT_NAME"]!;
        var reference = ReferenceRows[table].FirstOrDefault(r => r["CONSTRAINT_NAME"] == name);
        return new(name, [.. rows.Select(r => r["COLUMN_NAME"]!)],
            dialect.Resolve(null, rows[0]["REFERENCED_TABLE_SCHEMA"], "", QuotingStrategy.QuoteAllObjects) with { Name = rows[0]["REFERENCED_TABLE_NAME"]! },
            [.. rows.Select(r => r["REFERENCED_COLUMN_NAME"]!)])
        {
            OnDelete = ActionOf(reference?["DELETE_RULE"]),
            OnUpdate = ActionOf(reference?["UPDATE_RULE"]),
        };
    }

    static ReferentialAction ActionOf(string? rule) => rule switch
    {
        "NO ACTION" => ReferentialAction.WrittenNoAction,
        "CASCADE" => ReferentialAction.Cascade,
        "SET NULL" => ReferentialAction.SetNull,
        "SET DEFAULT" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };

    Trigger TriggerOf(MySqlRow row)
    {
        var definer = row["DEFINER"] is { } user && user != server.CurrentUser ? $"DEFINER={Account(user)} " : "";
        return new(row["TRIGGER_NAME"]!, $"CREATE {definer}TRIGGER {dialect.Quote(row["TRIGGER_NAME"]!)} {row["ACTION_TIMING"]} {row["EVENT_MANIPULATION"]} "
            + $"ON {dialect.Quote(row["EVENT_OBJECT_TABLE"]!)} FOR EACH ROW {row["ACTION_STATEMENT"]}");
    }

    /// <summary>A user as SQL names it.</summary>
    public static string Account(string user)
    {
        var at = user.LastIndexOf('@');
        return at < 0 ? MySqlLiterals.QuoteName(user) : $"{MySqlLiterals.QuoteName(user[..at])}@{MySqlLiterals.QuoteName(user[(at + 1)..])}";
    }

    string OptionsOf(ObjectName name, MySqlRow row)
    {
        var created = (row["CREATE_OPTIONS"] ?? "").Replace("partitioned", "", StringComparison.OrdinalIgnoreCase).Trim();
        var text = $"ENGINE={row["ENGINE"]} COLLATE={row["TABLE_COLLATION"]} {created}";
        if (row["TABLE_TYPE"] == "SYSTEM VERSIONED")
            text += " WITH SYSTEM VERSIONING";
        if (CreateTexts.TryGetValue(name, out var create) && create.LastIndexOf("PARTITION BY", StringComparison.OrdinalIgnoreCase) is >= 0 and var partitions)
        {
            // MySQL writes it as a comment for older versions.
            var clause = create[partitions..].TrimEnd();
            text += " " + (clause.EndsWith("*/", StringComparison.Ordinal) ? clause[..^2].TrimEnd() : clause);
        }
        return text.Trim();
    }

    /// <summary>The views: the query alone, or the whole statement where more than the query was said.</summary>
    public IEnumerable<View> Views() => TableRows.Where(t => t.Row["TABLE_TYPE"] == "VIEW").SelectMany(t => ViewRows[t.Name].Take(1).Select(row => MySqlViewText.Comparable(ViewOf(t.Name, row), server)));

    View ViewOf(ObjectName name, MySqlRow row)
    {
        var query = Local(row["VIEW_DEFINITION"] ?? "");
        var isPlain = row["SECURITY_TYPE"] == "DEFINER" && row["CHECK_OPTION"] == "NONE" && row["ALGORITHM"] is null or "UNDEFINED" && row["DEFINER"] == server.CurrentUser;
        if (isPlain)
            return new(name, query);
        var check = row["CHECK_OPTION"] is { } option and not "NONE" ? $" WITH {option} CHECK OPTION" : "";
        var algorithm = row["ALGORITHM"] is { } kind ? $"ALGORITHM={kind} " : "";
        return new(name, $"CREATE {algorithm}DEFINER={Account(row["DEFINER"] ?? "")} SQL SECURITY {row["SECURITY_TYPE"]} VIEW {dialect.Quote(name)} AS {query}{check}") { FullDefinition = true };
    }

    /// <summary>A query without the name of the connection's database, so that it means the same in another one.</summary>
    string Local(string query)
    {
        if (server.Database is null)
            return query;
        var prefix = MySqlLiterals.QuoteName(server.Database) + ".";
        var local = query;
        foreach (var token in MySqlToken.Read(query, server).Where(t => t.Kind == MySqlTokenKind.Name && t.Value == server.Database && t.End < query.Length && query[t.End] == '.').Reverse())
        {
            // The database's name may also be a table's: only in front of another name is it the database.
            if (query.AsSpan(token.Start).StartsWith(prefix) && query.AsSpan(token.End + 1).StartsWith("`") && !IsColumn(query, token))
                local = local.Remove(token.Start, prefix.Length);
        }
        return local;
    }

    /// <summary>Whether a name in front of a dot is a table in front of its column: then it stands behind a dot itself.</summary>
    static bool IsColumn(string query, MySqlToken token) => token.Start > 0 && query[token.Start - 1] == '.';

    /// <summary>The sequences.</summary>
    public IEnumerable<Sequence> Sequences() => SequenceRows.Select(s => MySqlSequences.Normalize(new(s.Name)
    {
        StartValue = Number(s.Row["start_value"]),
        IncrementBy = Number(s.Row["increment"]),
        MinValue = Number(s.Row["minimum_value"]),
        MaxValue = Number(s.Row["maximum_value"]),
        CacheSize = Number(s.Row["cache_size"]),
        Cycle = s.Row["cycle_option"] is "1" or "True",
    }));

    static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>An expression in canonical form; MySQL shows the quotes in it escaped once more.</summary>
    string Expression(string expression, List<string> columns) =>
        MySqlExpression.OfCatalogue(server.IsMariaDb ? expression : expression.Replace("\\'", "'", StringComparison.Ordinal), columns, server);

    static bool Says(string extra, string word) => extra.Contains(word, StringComparison.OrdinalIgnoreCase);
}
