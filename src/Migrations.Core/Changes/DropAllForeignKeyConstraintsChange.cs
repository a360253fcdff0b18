using Migrations.Sql;

namespace Migrations.Changes;

/// <summary><c>dropAllForeignKeyConstraints</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropAllForeignKeyConstraintsChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute BaseTableCatalogName = new("baseTableCatalogName");
    static readonly TextAttribute BaseTableSchemaName = new("baseTableSchemaName");
    static readonly TextAttribute BaseTableName = new("baseTableName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropAllForeignKeyConstraints", content => new DropAllForeignKeyConstraintsChange(content),
        BaseTableCatalogName, BaseTableSchemaName, BaseTableName);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Schema.RequireTable(context.Name(this[BaseTableCatalogName], this[BaseTableSchemaName], Require(BaseTableName)));
        return table.ForeignKeys.Select(key => new DropConstraint(table.Name, key));
    }
}
