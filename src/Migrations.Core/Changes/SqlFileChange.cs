using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>sqlFile</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class SqlFileChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute RequiredPath = new("path") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("sqlFile", content => new SqlFileChange(content),
        Dbms, SplitStatements, StripComments, Delimiter, IgnoreOriginalSplitStatements, Encoding, RelativeToChangelogFile, RequiredPath)
    {
        ChecksumSource = ChecksumSource.SqlFile,
        File = RequiredPath,
        Dbms = Dbms,
    };

    /// <summary>The statements of the file with properties expanded: the file itself is what counts in the checksum.</summary>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var text = this.ReadTextFile(RequiredPath, context.Resources);
        var expanded = context.Resources.Expand(text);
        return this.Statements(expanded, context, ScriptChanges.HaveSameLines(text, expanded) ? new(this.DisplayPathOf(RequiredPath, context.Resources), 1, 1) : null);
    }
}
