using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addLookupTable</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddLookupTableChange(ElementContent content) : UnsupportedChange(content, "Write it as 'createTable', 'sql' that fills it, and 'addForeignKeyConstraint'.")
{
    static readonly TextAttribute ExistingTableCatalogName = new("existingTableCatalogName");
    static readonly TextAttribute ExistingTableSchemaName = new("existingTableSchemaName");
    static readonly TextAttribute ExistingTableName = new("existingTableName") { IsRequired = true };
    static readonly TextAttribute ExistingColumnName = new("existingColumnName") { IsRequired = true };
    static readonly TextAttribute NewTableCatalogName = new("newTableCatalogName");
    static readonly TextAttribute NewTableSchemaName = new("newTableSchemaName");
    static readonly TextAttribute NewTableName = new("newTableName") { IsRequired = true };
    static readonly TextAttribute NewColumnName = new("newColumnName") { IsRequired = true };
    static readonly TextAttribute NewColumnDataType = new("newColumnDataType") { RequiredOn = [DbmsNames.SqlServer, DbmsNames.MySql, DbmsNames.MariaDb] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addLookupTable", content => new AddLookupTableChange(content),
        ExistingTableCatalogName, ExistingTableSchemaName, ExistingTableName, ExistingColumnName, NewTableCatalogName, NewTableSchemaName,
        NewTableName, NewColumnName, NewColumnDataType, ConstraintName)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };
}
