using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropUniqueConstraint</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropUniqueConstraintChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute UniqueColumns = new("uniqueColumns");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropUniqueConstraint", content => new DropUniqueConstraintChange(content),
        CatalogName, SchemaName, TableName, RequiredConstraintName, UniqueColumns)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var name = context.Fold(Require(RequiredConstraintName));
        var known = context.Schema.TableOrNull(table)?.UniqueConstraints.FirstOrDefault(u => context.Schema.Names.Equals(u.Name, name));
        return [new DropConstraint(table, known ?? new UniqueConstraint(name, []))];
    }
}
