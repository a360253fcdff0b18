using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropIndex</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropIndexChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute TableOfIndex = new("tableName") { RequiredOn = [DbmsNames.SqlServer, DbmsNames.MariaDb, DbmsNames.MySql] };
    static readonly TextAttribute RequiredIndexName = new("indexName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropIndex", content => new DropIndexChange(content),
        CatalogName, SchemaName, TableOfIndex, RequiredIndexName);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var index = context.Name(this[CatalogName], this[SchemaName], Require(RequiredIndexName));
        var table = this[TableOfIndex] is { Length: > 0 } name ? context.Name(this[CatalogName], this[SchemaName], name) : null;
        return [new DropIndex(table, index)];
    }
}
