using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>createView</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class CreateViewChange(ElementContent content) : Change(content)
{
    static readonly BooleanAttribute FullDefinition = new("fullDefinition");
    static readonly TextAttribute SelectQuery = new("selectQuery") { IsDirect = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("createView", content => new CreateViewChange(content),
        CatalogName, SchemaName, ViewName, ReplaceIfExists, FullDefinition, Remarks, FilePath, RelativeToChangelogFile, Encoding, SelectQuery)
    {
        ChecksumSource = ChecksumSource.AttributesAndSql,
        Body = SelectQuery,
        File = FilePath,
        NotInChecksum = [FilePath, RelativeToChangelogFile, Encoding, SelectQuery],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms)
    {
        if (string.IsNullOrWhiteSpace(this[SelectQuery]) && string.IsNullOrEmpty(this[FilePath]))
            yield return Invalid(ErrorCode.MissingAttribute, SelectQuery, "The view has no query.", "Add 'selectQuery', or 'path' with the file that holds it.");
        else if (this[SelectQuery] is not null && this[FilePath] is not null)
            yield return Invalid(ErrorCode.InvalidChangelog, FilePath, "The view has both 'selectQuery' and 'path'.", "Keep one of them.");
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var view = new View(context.Name(this[CatalogName], this[SchemaName], Require(ViewName)), Query(context))
        {
            FullDefinition = this[FullDefinition] == true,
            Remarks = CommentText.Of(this[Remarks]),
        };
        return [new CreateView(view, this[ReplaceIfExists] == true)];
    }

    string Query(LoweringContext context)
    {
        var text = this[FilePath] is { Length: > 0 } ? context.Resources.Expand(this.ReadTextFile(FilePath, context.Resources)) : Require(SelectQuery);
        var query = JavaBlank.Trim(text).TrimEnd(';');
        return JavaBlank.Trim(query).ToString();
    }
}
