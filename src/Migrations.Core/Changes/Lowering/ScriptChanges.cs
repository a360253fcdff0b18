using Migrations.Changelog;
using Migrations.Sql;
using Migrations.Sql.Text;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary>What changes with SQL of their author have in common: their file, and how their text is split.</summary>
static class ScriptChanges
{
    /// <summary>The text of the file that the change names, in the encoding that it gives.</summary>
    public static string ReadTextFile(this Change change, TextAttribute path, IChangeResources resources)
    {
        var span = change.SpanOf(path);
        var file = change.Require(path);
        return FileText.Decode(resources.ReadFile(file, change[RelativeToChangelogFile] == true, span).Span, change[Encoding], file, span);
    }

    /// <summary>The file that the change names as the user may open it.</summary>
    public static string DisplayPathOf(this Change change, TextAttribute path, IChangeResources resources)
    {
        var file = resources.OpenFile(change.Require(path), change[RelativeToChangelogFile] == true, change.SpanOf(path));
        file.Content.Dispose();
        return file.DisplayPath;
    }

    /// <summary>The statements of a script, each with its place where the place of the script is known.</summary>
    /// <param name="change">The change.</param>
    /// <param name="script">The script, properties expanded.</param>
    /// <param name="context">What the change is lowered with.</param>
    /// <param name="start">Where the script begins; null where its lines are not those of a file.</param>
    public static IEnumerable<SqlNode> Statements(this Change change, string script, LoweringContext context, SourceSpan? start)
    {
        if (context.Client is { } client)
        {
            var run = new PerformAction(new ClientAction(client.Name, script, client.SpoolFile));
            if (start is { } place)
                context.Place(run, place);
            yield return run;
            yield break;
        }
        foreach (var statement in SqlSplitter.Split(script, context.Dialect.Lexical, change.SplitOptions()))
        {
            var node = SqlText.CreateNode(statement.Text, context.Dialect);
            if (start is { } at)
            {
                var (line, column) = statement.Code;
                context.Place(node, at with { Line = at.Line + line - 1, Column = line == 1 ? at.Column + column - 1 : column });
            }
            yield return node;
        }
    }

    /// <summary>Where the text of a value begins without the blanks in front of it; null where its lines are not those of the file.</summary>
    public static SourceSpan? StartOf(ScalarValue? scalar)
    {
        if (scalar is not { TextStart: { } start, Text: { } text } || !HaveSameLines(scalar.SourceText, text))
            return null;
        var (line, column) = new SourceLines(text).At(Math.Max(text.AsSpan().IndexOfAnyExceptInRange('\0', ' '), 0));
        return start with { Line = start.Line + line - 1, Column = column };
    }

    /// <summary>Whether the properties in a text have been expanded without moving its lines.</summary>
    public static bool HaveSameLines(string text, string expanded) => text.AsSpan().Count('\n') == expanded.AsSpan().Count('\n');

    /// <summary>How the statements of the change are told apart.</summary>
    public static SplitOptions SplitOptions(this Change change) => new()
    {
        EndDelimiter = change[Delimiter],
        SplitStatements = change[SplitStatements] != false,
        StripComments = change[StripComments] == true,
    };
}
