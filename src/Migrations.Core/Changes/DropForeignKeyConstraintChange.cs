using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropForeignKeyConstraint</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropForeignKeyConstraintChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute BaseTableCatalogName = new("baseTableCatalogName");
    static readonly TextAttribute BaseTableSchemaName = new("baseTableSchemaName");
    static readonly TextAttribute BaseTableName = new("baseTableName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropForeignKeyConstraint", content => new DropForeignKeyConstraintChange(content),
        BaseTableCatalogName, BaseTableSchemaName, BaseTableName, RequiredConstraintName)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[BaseTableCatalogName], this[BaseTableSchemaName], Require(BaseTableName));
        var name = context.Fold(Require(RequiredConstraintName));
        var known = context.Schema.TableOrNull(table)?.ForeignKeys.FirstOrDefault(f => context.Schema.Names.Equals(f.Name, name));
        return [new DropConstraint(table, known ?? new ForeignKey(name, [], table, []))];
    }
}
