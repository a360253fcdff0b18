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

    /// <summary>How the statements of the change are told apart.</summary>
    public static SplitOptions SplitOptions(this Change change) => new()
    {
        EndDelimiter = change[Delimiter],
        SplitStatements = change[SplitStatements] != false,
        StripComments = change[StripComments] == true,
    };
}
