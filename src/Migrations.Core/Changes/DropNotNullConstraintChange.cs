using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropNotNullConstraint</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropNotNullConstraintChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropNotNullConstraint", content => new DropNotNullConstraintChange(content),
        CatalogName, SchemaName, TableName, ColumnName, RestatedColumnDataType, ConstraintName)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
    [
        context.Alter(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), context.Fold(Require(ColumnName)), ColumnAspects.Nullable,
            this[RestatedColumnDataType], c => c with { Nullable = true }),
    ];
}
