using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>loadData</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class LoadDataChange(ElementContent content) : RowsChange(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("loadData", content => new LoadDataChange(content),
        CatalogName, SchemaName, TableName, RowsFile, Encoding, Separator, QuoteCharacter, CommentLineStartsWith, UsePreparedStatements, RelativeToChangelogFile, LoadedColumns)
    {
        ChecksumSource = ChecksumSource.Rows,
        File = RowsFile,
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => [ToNode(context, RowLoadMode.Insert, [])];
}
