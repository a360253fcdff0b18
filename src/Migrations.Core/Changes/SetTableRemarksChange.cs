using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>setTableRemarks</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class SetTableRemarksChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("setTableRemarks", content => new SetTableRemarksChange(content),
        CatalogName, SchemaName, TableName, Remarks)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <summary>Without a comment, the one that is there is removed.</summary>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new SetTableRemarks(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), CommentText.Of(this[Remarks]))];
}
