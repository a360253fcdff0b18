using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropCheckConstraint</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class DropCheckConstraintChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropCheckConstraint", content => new DropCheckConstraintChange(content), CatalogName, SchemaName, TableName, RequiredConstraintName)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var name = context.Fold(Require(RequiredConstraintName));
        var known = context.Schema.TableOrNull(table)?.Checks.FirstOrDefault(c => context.Schema.Names.Equals(c.Name, name));
        return [new DropConstraint(table, known ?? new CheckConstraint(name, ""))];
    }
}
