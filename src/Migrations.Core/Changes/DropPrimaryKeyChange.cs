using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropPrimaryKey</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropPrimaryKeyChange(ElementContent content) : Change(content)
{
    static readonly BooleanAttribute DropIndexToo = new("dropIndex");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropPrimaryKey", content => new DropPrimaryKeyChange(content),
        CatalogName, SchemaName, TableName, ConstraintName, DropIndexToo)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var known = context.Schema.TableOrNull(table)?.PrimaryKey;
        return [new DropConstraint(table, known ?? context.Named(table, new PrimaryKey(context.FoldOrNull(this[ConstraintName]), [])))];
    }
}
