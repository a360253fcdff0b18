using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Migrations.Changelog;

/// <summary>The preconditions of a change set in formatted SQL: what happens where they do not hold, and the conditions.</summary>
/// <param name="file">The file as the user may open it.</param>
/// <param name="line">The line that begins them.</param>
sealed partial class FormattedSqlPreconditions(string file, FormattedSqlLine line)
{
    static readonly (string Name, Regex Form)[] Settings =
    [
        ("onFail", FormattedSqlLine.WordValue()), ("onError", FormattedSqlLine.WordValue()), ("onSqlOutput", FormattedSqlLine.WordValue()),
        ("onFailMessage", FormattedSqlLine.QuotedValue()), ("onErrorMessage", FormattedSqlLine.QuotedValue()),
    ];

    readonly ImmutableArray<ChangelogNode>.Builder children = ImmutableArray.CreateBuilder<ChangelogNode>();

    /// <summary>The <c>preConditions</c> node.</summary>
    public ChangelogNode Node()
    {
        var settings = line.Is("preconditions") ? Settings.Select(s => line.Find(s.Name, s.Form) is { Value.Length: > 0 } value ? line.Node(file, s.Name, value) : null).OfType<ChangelogNode>() : [];
        // An older name of the same.
        if (line.Is("preconditions") && line.Find("onUpdateSQL", FormattedSqlLine.WordValue()) is { } output)
            settings = settings.Append(line.Node(file, "onSqlOutput", output));
        return new ChangelogNode("preConditions", [], [.. settings, .. children], line.Place(file));
    }

    /// <summary>Adds a condition.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidSyntax"/>: it is none that formatted SQL has, or lacks something.</exception>
    public void Add(FormattedSqlLine condition)
    {
        if (Condition().Match(condition.Text, condition.RestStart) is not { Success: true } match)
            throw condition.Malformed(file, "The precondition says nothing.", "Write '--precondition-sql-check expectedResult:<result> <SQL>'.");
        var (name, nodes) = match.Groups["name"].Value switch
        {
            "sql-check" => ("sqlCheck", SqlCheck(condition, match.Groups["body"].Index)),
            "table-exists" => ("tableExists", Existence(condition, "table", "tableName")),
            "view-exists" => ("viewExists", Existence(condition, "view", "viewName")),
            var other => throw condition.Malformed(file, $"There is no precondition '{other}' in formatted SQL.", "There are sql-check, table-exists and view-exists; a YAML changelog has all others."),
        };
        children.Add(new ChangelogNode(name, [], nodes, condition.Place(file)));
    }

    ImmutableArray<ChangelogNode> Existence(FormattedSqlLine condition, string name, string attribute)
    {
        var found = condition.Find(name, FormattedSqlLine.WordValue()) ?? throw condition.Malformed(file, $"The precondition names no {name}.", $"Write '{name}:<name>'.");
        var node = condition.Node(file, attribute, found);
        return condition.Find("schema", FormattedSqlLine.WordValue()) is { } schema ? [node, condition.Node(file, "schemaName", schema)] : [node];
    }

    ImmutableArray<ChangelogNode> SqlCheck(FormattedSqlLine condition, int start)
    {
        if (Check().Match(condition.Text, start) is not { Success: true } match)
            throw condition.Malformed(file, "This is no check.", "Write '--precondition-sql-check expectedResult:<result> <SQL>'; a result that is more than a word stands in quotes.");
        var (result, sql) = (match.Groups["result"], match.Groups["sql"]);
        return [condition.Node(file, "expectedResult", (result.Value, result.Index)), condition.Node(file, "sql", (sql.Value.Trim(), sql.Index))];
    }

    [GeneratedRegex(@"\G-(?<name>[A-Za-z0-9-]+) (?<body>.*)", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\G\s*(?:expectedResult:)?(?:(?<result>[A-Za-z0-9_]+)|'(?<result>[^']+)'|""(?<result>[^""]+)"") (?<sql>.*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Check();
}
