using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>loadUpdateData</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class LoadUpdateDataChange(ElementContent content) : UnsupportedChange(content, "Write the rows as 'insert' changes, or load them with the database's own tool in a 'sql' change.")
{
    static readonly TextAttribute RowsFile = new("file") { IsRequired = true };
    static readonly TextAttribute Separator = new("separator") { Default = "," };
    static readonly TextAttribute QuoteCharacter = new("quotchar") { Default = "\"" };
    static readonly BooleanAttribute UsePreparedStatements = new("usePreparedStatements");
    static readonly ElementsAttribute<ChangeColumn> LoadedColumns = new("columns", "column", ColumnAttributes.LoadedColumns, c => new ChangeColumn(c));
    static readonly TextAttribute PrimaryKey = new("primaryKey") { IsRequired = true };
    static readonly BooleanAttribute OnlyUpdate = new("onlyUpdate") { Default = false };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("loadUpdateData", content => new LoadUpdateDataChange(content),
        CatalogName, SchemaName, TableName, RowsFile, Encoding, Separator, QuoteCharacter, CommentLineStartsWith, UsePreparedStatements, RelativeToChangelogFile, LoadedColumns, PrimaryKey, OnlyUpdate)
    {
        ChecksumSource = ChecksumSource.Rows,
        File = RowsFile,
    };
}
