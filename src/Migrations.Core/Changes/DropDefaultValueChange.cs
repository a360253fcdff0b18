using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropDefaultValue</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropDefaultValueChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropDefaultValue", content => new DropDefaultValueChange(content),
        CatalogName, SchemaName, TableName, ColumnName, ColumnDataType)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [context.Alter(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), context.Fold(Require(ColumnName)), ColumnAspects.Default, c => c with { Default = null, DefaultConstraintName = null })];
}
