using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>enableCheckConstraint</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class EnableCheckConstraintChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("enableCheckConstraint", content => new EnableCheckConstraintChange(content), CatalogName, SchemaName, TableName, RequiredConstraintName)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.MariaDb, DbmsNames.MySql],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new SetEnabled(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), TablePart.Check, context.Fold(Require(RequiredConstraintName)), Enabled: true)];
}
