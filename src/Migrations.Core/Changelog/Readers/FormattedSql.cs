using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Migrations.Changelog;

/// <summary>
/// A changelog in SQL: lines such as <c>--changeset author:id</c> begin change sets, others between them say more, all else is their SQL.
/// Which lines count is decided as in Liquibase (https://docs.liquibase.com/concepts/changelogs/sql-format.html), which takes many a slip for a
/// comment; here such a slip is a finding.
/// </summary>
/// <param name="text">The text of the file.</param>
/// <param name="file">The file as the user may open it, for messages.</param>
/// <param name="findings">Gets what is questionable.</param>
sealed partial class FormattedSql(string text, string file, ICollection<MigrationFinding> findings)
{
    const string End = "; the latter ends with '--ignoreLines:end'";

    static readonly string[] PropertyValues = ["name", "value", "contextFilter", "context", "labels", "dbms", "global"];

    readonly ImmutableArray<ChangelogNode>.Builder entries = ImmutableArray.CreateBuilder<ChangelogNode>();
    readonly string[] lines = [.. LinesOf(text)];
    FormattedSqlChangeSet? current;
    int next;
    bool strayReported;

    /// <summary>Whether the first line that is not blank says that this is a changelog.</summary>
    public static bool IsFormatted(string text)
    {
        var line = text.AsSpan().TrimStart();
        if (line.IndexOfAny('\r', '\n') is >= 0 and var end) line = line[..end];
        return IsHeader(FormattedSqlLine.Read(line.ToString(), 1));
    }

    /// <summary>The <c>databaseChangeLog</c> node.</summary>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.InvalidSyntax"/>: a line is nearly one that counts. <see cref="ErrorCode.InvalidChangelog"/>: a change set has no SQL.
    /// </exception>
    public ChangelogNode Read()
    {
        while (ReadLine() is { } line) Take(line);
        if (current is not null) entries.Add(current.Close(isLast: true));
        return new ChangelogNode("databaseChangeLog", [], entries.ToImmutable(), new SourceSpan(file, 1, 1));
    }

    static bool IsHeader(FormattedSqlLine line) =>
        line.Is("liquibase") && line.Rest.AsSpan().TrimStart(FormattedSqlLine.Blanks).StartsWith("formatted", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<string> LinesOf(string text)
    {
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line) yield return line;
    }

    FormattedSqlLine? ReadLine() => next < lines.Length ? FormattedSqlLine.Read(lines[next], ++next) : null;

    void Take(FormattedSqlLine line)
    {
        if (IsHeader(line)) AddLogicalFilePath(line);
        if (AddProperty(line) || SkipLines(line) || BeginChangeSet(line)) return;
        if (current is not null) current.Take(line, ReadLine);
        else if (line is { Word: "comment", Dashes: 2, IsIndented: false, TextStartBehindColon: not null })
            throw line.Malformed(file, "A comment of the language stands outside of change sets.", "Write it under the '--changeset' that it is about.");
        else ReportStray(line);
    }

    void AddLogicalFilePath(FormattedSqlLine line)
    {
        if (line.Find("logicalFilePath", FormattedSqlLine.PlainValue()) is { Value.Length: > 0 } path && !entries.Any(e => e.Name == "logicalFilePath"))
            entries.Add(line.Node(file, "logicalFilePath", path));
    }

    bool AddProperty(FormattedSqlLine line)
    {
        if (line.Word != "property" || !line.HasBlankBehindWord) return false;
        var name = line.Find("name", FormattedSqlLine.SomeValue(), withBlanks: true);
        if (line.Dashes != 2 || name is null || !PropertyPairs().IsMatch(line.Text, line.RestStart))
            throw line.Malformed(file, "This is no property.", "Write '--property name:<name> value:<value>', with two dashes and colons.");
        var children = new List<ChangelogNode> { line.Node(file, "name", name.Value) };
        Add("value", FormattedSqlLine.SomeValue(), withBlanks: true);
        // Unlike YAML's, this property may be filtered by either.
        if (line.FindContext() is { } context) children.Add(line.Node(file, "context", context));
        Add("labels", FormattedSqlLine.QuotedValue());
        Add("dbms", FormattedSqlLine.DatabasesValue());
        Add("global", FormattedSqlLine.SomeValue());
        ReportLeftOver(line, line.RestStart, PropertyValues);
        entries.Add(new ChangelogNode("property", [], [.. children], line.Place(file)));
        return true;

        void Add(string attribute, Regex form, bool withBlanks = false)
        {
            if (line.Find(attribute, form, withBlanks) is { } found) children.Add(line.Node(file, attribute, attribute is "labels" ? (FormattedSqlLine.Unquote(found.Value), found.Start) : found));
        }
    }

    /// <summary>Passes over the lines that <c>--ignoreLines</c> names.</summary>
    bool SkipLines(FormattedSqlLine line)
    {
        if (line.IsIndented || line.Word is not ("ignore" or "ignorelines") || LineCount().Match(line.Text, line.RestStart) is not { Success: true } match) return false;
        if (line is { Dashes: 1, Word: "ignorelines" } or { Dashes: 2, Word: "ignore" }) throw line.Nearly(file, "--ignoreLines:<count>", End);
        if (!line.Is("ignorelines")) return false;
        var count = match.Groups["count"].Value;
        if (count == "start")
        {
            while (ReadLine() is { } skipped && !(skipped.Is("ignorelines") && !skipped.IsIndented && skipped.Rest == ":end")) { }
        }
        else if (int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) next = (int)Math.Min((long)next + number, lines.Length);
        else throw line.Nearly(file, "--ignoreLines:<count>' or '--ignoreLines:start", End);
        return true;
    }

    bool BeginChangeSet(FormattedSqlLine line)
    {
        if (line.Word != "changeset" || line.Dashes > 2 || line.Dashes == 1 && (line.IsIndented || !line.HasBlankBehindWord)) return false;
        if (line.Dashes == 1 || Identity().Match(line.Text, line.RestStart) is not { Success: true } identity || identity.Groups["blank"].Length > 0)
        {
            throw line.Malformed(file, "This is no beginning of a change set.",
                "Write '--changeset <author>:<id>', with two dashes and no blank before the id; what has blanks or colons in it stands in double quotes.");
        }
        if (current is not null) entries.Add(current.Close(isLast: false));
        current = new FormattedSqlChangeSet(file, line, findings);
        current.AddValue("id", (identity.Groups["id"].Value, identity.Groups["id"].Index));
        current.AddValue("author", (identity.Groups["author"].Value, identity.Groups["author"].Index));
        current.AddHeaderValues();
        ReportLeftOver(line, identity.Index + identity.Length, FormattedSqlChangeSet.Attributes);
        return true;
    }

    /// <summary>Reports what Liquibase passes over in silence beside the values that it knows.</summary>
    void ReportLeftOver(FormattedSqlLine line, int start, IReadOnlyCollection<string> known)
    {
        foreach (var token in Token().EnumerateMatches(line.Text, start))
        {
            var word = line.Text.Substring(token.Index, token.Length);
            var name = word.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? word[..colon] : null;
            if (name is not null && name.Equals("runWithSpoolFile", StringComparison.OrdinalIgnoreCase)) return; // takes the rest of the line
            if (name is not null && known.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            findings.Add(LanguageRule.UnknownAttribute.At(new SourceSpan(file, line.Number, token.Index + 1), $"Nothing reads '{word}' in this line.", name is null
                ? "A value ends at the first blank; those of contexts and labels may stand in double quotes."
                : NameSuggestion.Advice(name, known, $"What may stand here: {string.Join(", ", known)}.")));
        }
    }

    void ReportStray(FormattedSqlLine line)
    {
        var stray = line.Text.AsSpan().Trim();
        if (strayReported || stray.IsEmpty || stray.StartsWith("--")) return;
        strayReported = true;
        findings.Add(LanguageRule.IgnoredEntry.At(line.Place(file), "What stands before the first change set is passed over.", "Begin a change set above it: '--changeset <author>:<id>'."));
    }

    [GeneratedRegex(@"\G[^:]*:[^ \t\f\v]*[ \t\f\v].*:", RegexOptions.CultureInvariant)]
    private static partial Regex PropertyPairs();

    [GeneratedRegex(@"\G:(?<count>[A-Za-z0-9_]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex LineCount();

    [GeneratedRegex(@"\G[ \t\f\v]+(?<author>""[^""]+""|[^:]+):(?<blank>[ \t\f\v]*)(?<id>""[^""]+""|[^ \t\f\v]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Identity();

    [GeneratedRegex(@"[A-Za-z]+:(?:""[^""]*""|[^ \t\f\v]*)|[^ \t\f\v]+", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
