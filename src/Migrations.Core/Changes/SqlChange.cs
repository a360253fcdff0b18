using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>sql</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class SqlChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute Sql = new("sql") { IsDirect = true, IsRequired = true, IsTrimmed = true };
    static readonly TextAttribute Comment = new("comment");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("sql", content => new SqlChange(content),
        Dbms, SplitStatements, StripComments, Delimiter, IgnoreOriginalSplitStatements, Comment, Sql)
    {
        ChecksumSource = ChecksumSource.Sql,
        Body = Sql,
        Dbms = Dbms,
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        this.Statements(Require(Sql), context, ScriptChanges.StartOf(Node.Children.FirstOrDefault(c => Sql.IsNamed(c.Name))?.Scalar ?? Node.Scalar));
}
