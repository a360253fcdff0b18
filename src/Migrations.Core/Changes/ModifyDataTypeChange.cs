using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>modifyDataType</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class ModifyDataTypeChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute NewDataType = new("newDataType") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("modifyDataType", content => new ModifyDataTypeChange(content),
        CatalogName, SchemaName, TableName, ColumnName, NewDataType)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var type = context.Type(Require(NewDataType));
        return [context.Alter(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), context.Fold(Require(ColumnName)), ColumnAspects.Type, c => c with { Type = type })];
    }
}
