using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>setColumnRemarks</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class SetColumnRemarksChange(ElementContent content) : UnsupportedChange(content, "Write the comment in a 'sql' change, with a 'rollback'.")
{
    static readonly TextAttribute ColumnParentType = new("columnParentType");
    static readonly TextAttribute ColumnType = new("columnDataType") { RequiredOn = [DbmsNames.MySql, DbmsNames.MariaDb] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("setColumnRemarks", content => new SetColumnRemarksChange(content),
        CatalogName, SchemaName, TableName, ColumnName, Remarks, ColumnType, ColumnParentType)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };
}
