using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Migrations.Changelog;

/// <summary>One change set of formatted SQL while its lines are read: its node grows with them.</summary>
/// <param name="file">The file as the user may open it.</param>
/// <param name="header">The line that begins it.</param>
/// <param name="findings">Gets what is questionable.</param>
sealed partial class FormattedSqlChangeSet(string file, FormattedSqlLine header, ICollection<MigrationFinding> findings)
{
    /// <summary>What may stand behind author and id, and how its values are written.</summary>
    static readonly (string Name, Regex Form)[] HeaderValues =
    [
        ("runOnChange", FormattedSqlLine.WordValue()), ("runAlways", FormattedSqlLine.WordValue()), ("runInTransaction", FormattedSqlLine.WordValue()),
        ("failOnError", FormattedSqlLine.WordValue()), ("ignore", FormattedSqlLine.WordValue()), ("runWith", FormattedSqlLine.PropertyValue()),
        ("runWithSpoolFile", FormattedSqlLine.RestValue()), ("logicalFilePath", FormattedSqlLine.PlainValue()), ("labels", FormattedSqlLine.QuotedValue()),
        ("dbms", FormattedSqlLine.DatabasesValue()),
    ];

    readonly ImmutableArray<ChangelogNode>.Builder children = ImmutableArray.CreateBuilder<ChangelogNode>();
    readonly FormattedSqlText sql = new(file), rollback = new(file);
    FormattedSqlPreconditions? preconditions;
    ChangelogNode? comment;

    /// <summary>The names that a header may have.</summary>
    public static IReadOnlyCollection<string> Attributes { get; } =
        [.. HeaderValues.Select(v => v.Name), "contextFilter", "context", "splitStatements", "stripComments", "endDelimiter", "rollbackSplitStatements", "rollbackEndDelimiter"];

    /// <summary>Adds a value of the header.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="value">The value, and where in the line it begins.</param>
    public void AddValue(string name, (string Value, int Start) value)
    {
        if (FormattedSqlLine.Unquote(value.Value) is { Length: > 0 } text)
            children.Add(header.Node(file, name, (text, value.Start)));
    }

    /// <summary>Adds what stands behind author and id.</summary>
    public void AddHeaderValues()
    {
        foreach (var (name, form) in HeaderValues)
        {
            if (header.Find(name, form) is { } value) AddValue(name, value);
        }
        if (header.FindContext() is { } context) AddValue("context", context);
    }

    /// <summary>Takes a line below the header.</summary>
    /// <param name="line">The line.</param>
    /// <param name="read">Reads the next line; null at the end of the file.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidSyntax"/>: it is nearly one that counts.</exception>
    public void Take(FormattedSqlLine line, Func<FormattedSqlLine?> read)
    {
        if (RollbackBlock().IsMatch(line.Text)) AddRollbackBlock(line, read);
        else if (!TakeWord(line)) sql.Add(line);
    }

    /// <summary>The change set as a node.</summary>
    /// <param name="isLast">
    /// Whether it is the last one of the file: only there Liquibase sees that the statements end with a slash, and lets it be without SQL where it is
    /// for another database.
    /// </param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidChangelog"/>: it has no SQL.</exception>
    public ChangelogNode Close(bool isLast)
    {
        if (sql.IsBlank && !(isLast && header.Find("dbms", FormattedSqlLine.DatabasesValue()) is not null))
            throw new MigrationException(ErrorCode.InvalidChangelog, "The change set has no SQL.", "Write its SQL below this line, or remove it.", header.Place(file));
        if (comment is not null) children.Add(comment);
        if (preconditions is not null) children.Add(preconditions.Node());
        children.Add(Node("changes", Node("sql", [.. sql.IsBlank ? [] : new[] { sql.Node() }, .. SqlOptions(isLast)])));
        if (!rollback.IsBlank) children.Add(Node("rollback", [.. Rollback()]));
        return Node("changeSet", [.. children]);
    }

    IEnumerable<ChangelogNode> SqlOptions(bool isLast)
    {
        if (header.Find("splitStatements", FormattedSqlLine.WordValue()) is { } split) yield return header.Node(file, "splitStatements", split);
        yield return header.Node(file, "stripComments", header.Find("stripComments", FormattedSqlLine.WordValue()) ?? ("true", header.Start));
        if (header.Find("endDelimiter", FormattedSqlLine.PlainValue(), asWord: true) is { } delimiter) yield return header.Node(file, "endDelimiter", delimiter);
        else if (isLast && sql.Text.TrimEnd().EndsWith("\n/", StringComparison.Ordinal)) yield return header.Node(file, "endDelimiter", ("\n/$", header.Start));
    }

    IEnumerable<ChangelogNode> Rollback()
    {
        var text = rollback.Text.Trim();
        if (NoRollback().IsMatch(text)) return [Node("empty")];
        if (text.Contains("changesetid", StringComparison.OrdinalIgnoreCase)) return RollbackReference(text);
        var children = new List<ChangelogNode> { rollback.Node() };
        if (header.Find("rollbackSplitStatements", FormattedSqlLine.WordValue()) is { } split) children.Add(header.Node(file, "splitStatements", split));
        if (header.Find("rollbackEndDelimiter", FormattedSqlLine.PlainValue(), asWord: true) is { } delimiter) children.Add(header.Node(file, "endDelimiter", delimiter));
        return [Node("sql", [.. children])];
    }

    /// <summary>The change set that a rollback names.</summary>
    IEnumerable<ChangelogNode> RollbackReference(string text)
    {
        var place = rollback.Start;
        var line = new FormattedSqlLine(text.ReplaceLineEndings(""), place.Line, "", 0, place.Column - 1, 0);
        foreach (var name in new[] { "changeSetId", "changeSetAuthor", "changeSetPath" })
        {
            if (line.Find(name, FormattedSqlLine.SomeValue()) is { } value) yield return line.Node(file, name, (value.Value, place.Column - 1));
            else if (name != "changeSetPath") throw line.Malformed(file, $"The rollback names no '{name}'.", "Write '--rollback changeSetId:<id> changeSetAuthor:<author>', and 'changeSetPath:<file>' where it is in another file.");
        }
    }

    bool TakeWord(FormattedSqlLine line)
    {
        switch (line)
        {
            case { Word: "comment", IsIndented: false, Dashes: 2, TextStartBehindColon: { } start }:
                comment = line.Node(file, "comment", (line.Text[start..], start), isVerbatim: true);
                return true;
            case { Word: "comment", IsIndented: false, Dashes: 1, TextStartBehindColon: not null }:
            case { Word: "comments", IsIndented: false, Dashes: 2, TextStartBehindColon: not null }:
                throw line.Nearly(file, "--comment <text>");
            case { Word: "validchecksum", IsIndented: false, Dashes: 2, TextStartBehindColon: { } start }:
                children.Add(line.Node(file, "validCheckSum", (line.Text[start..].Trim(), start), isVerbatim: true));
                return true;
            case { Word: "validchecksum", IsIndented: false, Dashes: 1 }:
                throw line.Nearly(file, "--validCheckSum: <checksum>");
            case { Word: "rollback", Dashes: 2, TextStart: { } start }:
                rollback.Add(line, start);
                return true;
            case { Word: "rollback", Dashes: 1, HasBlankBehindWord: true }:
                throw line.Nearly(file, "--rollback <SQL>");
            case { Word: "preconditions", Dashes: 2 }:
                preconditions = new(file, line);
                return true;
            case { Word: "precondition", Dashes: 2 } when line.Rest.StartsWith('-'):
                preconditions ??= new(file, line);
                preconditions.Add(line);
                return true;
            case { Word: "preconditions", Dashes: 1, HasBlankBehindWord: true }:
            case { Word: "precondition", Dashes: 1 }:
                throw line.Nearly(file, "--preconditions onFail:<action>' and '--precondition-sql-check expectedResult:<result> <SQL>");
            default:
                ReportSlip(line);
                return false;
        }
    }

    /// <summary>Reports what looks like a line of the language and is a comment for Liquibase.</summary>
    void ReportSlip(FormattedSqlLine line)
    {
        var isWord = line.RestStart == line.Text.Length || !char.IsAsciiLetterOrDigit(line.Text[line.RestStart]);
        // A bare --rollback is how people leave a line free between two others.
        if (!isWord || line.Dashes != 2 || line.Word is not ("comment" or "validchecksum" or "rollback") || line.Word == "rollback" && line.Rest.Trim().Length == 0)
            return;
        findings.Add(LanguageRule.IgnoredEntry.At(line.Place(file), $"This line is a mere comment, no '{line.Word}' of the language.",
            line.IsIndented && line.Word != "rollback" ? "Begin it at the start of the line." : $"Write a space behind '--{line.Word}'."));
    }

    void AddRollbackBlock(FormattedSqlLine line, Func<FormattedSqlLine?> read)
    {
        while (read() is { } next)
        {
            var text = next.Text.TrimEnd();
            if (!text.EndsWith("*/", StringComparison.Ordinal))
            {
                rollback.Add(next);
                continue;
            }
            if (text[..^2].Trim().Length > 0) rollback.Add(next with { Text = text[..^2] });
            return;
        }
        throw line.Malformed(file, "The rollback is not closed.", "End it with '*/'.");
    }

    ChangelogNode Node(string name, params ImmutableArray<ChangelogNode> below) => new(name, [], below, header.Place(file));

    [GeneratedRegex(@"^\s*/\*\s*liquibase\s*rollback\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RollbackBlock();

    [GeneratedRegex(@"^(?:not required|empty).*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoRollback();
}
