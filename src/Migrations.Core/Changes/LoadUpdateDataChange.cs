using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>loadUpdateData</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class LoadUpdateDataChange(ElementContent content) : RowsChange(content)
{
    static readonly TextAttribute PrimaryKey = new("primaryKey") { IsRequired = true };
    static readonly BooleanAttribute OnlyUpdate = new("onlyUpdate") { Default = false };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("loadUpdateData", content => new LoadUpdateDataChange(content),
        CatalogName, SchemaName, TableName, RowsFile, Encoding, Separator, QuoteCharacter, CommentLineStartsWith, UsePreparedStatements, RelativeToChangelogFile, LoadedColumns, PrimaryKey, OnlyUpdate)
    {
        ChecksumSource = ChecksumSource.Rows,
        File = RowsFile,
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [ToNode(context, this[OnlyUpdate] == true ? RowLoadMode.Update : RowLoadMode.InsertOrUpdate, context.FoldList(Require(PrimaryKey)))];
}
