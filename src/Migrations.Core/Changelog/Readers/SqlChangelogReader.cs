using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>
/// Reads SQL files. One that begins with <c>--liquibase formatted sql</c> is a changelog; any other one is a change set with the id <c>raw</c> and
/// the author <c>includeAll</c>, as in Liquibase: neither split nor stripped of comments, properties not replaced.
/// </summary>
public sealed class SqlChangelogReader : IChangelogReader
{
    /// <inheritdoc/>
    public bool CanRead(string path) => Path.GetExtension(path).Equals(".sql", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file is a changelog by its first line. One that cannot be read is none: that is said when it is asked for.</summary>
    /// <param name="path">The file.</param>
    public static bool IsFormatted(string path) => FormattedSql.IsFormatted(ChangelogText.BeginningOf(path));

    /// <inheritdoc/>
    public ChangelogNode Read(string text, string displayPath, ICollection<MigrationFinding> findings) => FormattedSql.IsFormatted(text)
        ? new FormattedSql(text, displayPath, findings).Read()
        : ReadPlain(text, displayPath);

    static ChangelogNode ReadPlain(string text, string displayPath)
    {
        if (text.Length == 0)
            throw new MigrationException(ErrorCode.InvalidChangelog, "The file is empty.", "Remove it, or write its SQL.", SourceSpan.WholeFile(displayPath));
        var start = new SourceSpan(displayPath, 1, 1);
        return Node("databaseChangeLog", Node("changeSet",
            Text("id", "raw"), Text("author", "includeAll"),
            Node("changes", Node("sql", Text("sql", text), Text("splitStatements", "false"), Text("stripComments", "false")))));

        ChangelogNode Node(string name, params ImmutableArray<ChangelogNode> children) => new(name, [], children, start);
        ChangelogNode Text(string name, string value) => new(name, [new ScalarValue(value, value, start) { TextStart = start, IsVerbatim = true }], [], start);
    }
}
