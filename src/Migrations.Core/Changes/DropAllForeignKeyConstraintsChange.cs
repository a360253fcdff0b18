namespace Migrations.Changes;

/// <summary><c>dropAllForeignKeyConstraints</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropAllForeignKeyConstraintsChange(ElementContent content) : UnsupportedChange(content, "Write one 'dropForeignKeyConstraint' for each of them.")
{
    static readonly TextAttribute BaseTableCatalogName = new("baseTableCatalogName");
    static readonly TextAttribute BaseTableSchemaName = new("baseTableSchemaName");
    static readonly TextAttribute BaseTableName = new("baseTableName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropAllForeignKeyConstraints", content => new DropAllForeignKeyConstraintsChange(content),
        BaseTableCatalogName, BaseTableSchemaName, BaseTableName);
}
