using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>mergeColumns</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class MergeColumnsChange(ElementContent content) : UnsupportedChange(content, "Write it as 'addColumn', 'sql' that fills the column, and 'dropColumn'.")
{
    static readonly TextAttribute Column1Name = new("column1Name") { IsRequired = true };
    static readonly TextAttribute Column2Name = new("column2Name") { IsRequired = true };
    static readonly TextAttribute FinalColumnName = new("finalColumnName") { IsRequired = true };
    static readonly TextAttribute FinalColumnType = new("finalColumnType") { IsRequired = true };
    static readonly TextAttribute JoinString = new("joinString");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("mergeColumns", content => new MergeColumnsChange(content),
        CatalogName, SchemaName, TableName, Column1Name, Column2Name, FinalColumnName, FinalColumnType, JoinString);
}
