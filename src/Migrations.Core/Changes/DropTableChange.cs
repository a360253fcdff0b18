using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropTable</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropTableChange(ElementContent content) : Change(content)
{
    static readonly BooleanAttribute CascadeConstraints = new("cascadeConstraints");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropTable", content => new DropTableChange(content),
        CatalogName, SchemaName, TableName, CascadeConstraints);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new DropTable(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), this[CascadeConstraints] == true)];
}
