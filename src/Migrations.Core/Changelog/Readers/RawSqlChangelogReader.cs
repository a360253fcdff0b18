using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>
/// Reads a plain SQL file as a changelog of one change set with the id <c>raw</c> and the author <c>includeAll</c>: one statement, neither split nor
/// stripped of comments, properties not replaced.
/// </summary>
public sealed class RawSqlChangelogReader : IChangelogReader
{
    const string FormattedMark = "liquibase formatted sql";

    /// <inheritdoc/>
    public bool ExpandsProperties => false;

    /// <inheritdoc/>
    public bool CanRead(string path) => Path.GetExtension(path).Equals(".sql", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ChangelogNode Read(string text, string displayPath, ICollection<MigrationFinding> findings)
    {
        var span = SourceSpan.WholeFile(displayPath);
        if (text.Length == 0)
            throw new MigrationException(ErrorCode.InvalidChangelog, "The file is empty.", "Remove it, or write its SQL.", span);
        if (IsFormatted(text))
        {
            throw new MigrationException(ErrorCode.NotSupported, "Formatted SQL changelogs are not supported yet.",
                "Move the statements into a YAML changelog, as 'sql' or 'sqlFile' changes.", new SourceSpan(displayPath, 1, 1));
        }

        var start = new SourceSpan(displayPath, 1, 1);
        return Node("databaseChangeLog", Node("changeSet",
            Text("id", "raw"), Text("author", "includeAll"),
            Node("changes", Node("sql", Text("sql", text), Text("splitStatements", "false"), Text("stripComments", "false")))));

        ChangelogNode Node(string name, params ImmutableArray<ChangelogNode> children) => new(name, [], children, start);
        ChangelogNode Text(string name, string value) => new(name, [new ScalarValue(value, value, start) { TextStart = start }], [], start);
    }

    static bool IsFormatted(string text)
    {
        var line = text.AsSpan().TrimStart();
        if (line.IndexOfAny('\r', '\n') is >= 0 and var end) line = line[..end];
        return line.StartsWith("--", StringComparison.Ordinal) && line[2..].Trim().StartsWith(FormattedMark, StringComparison.OrdinalIgnoreCase);
    }
}
