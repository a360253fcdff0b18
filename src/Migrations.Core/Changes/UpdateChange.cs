using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>update</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class UpdateChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("update", content => new UpdateChange(content),
        CatalogName, SchemaName, TableName, Columns, Where, WhereParameters)
    {
        NotInChecksum = [WhereParameters],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) =>
        MissingInColumns(Get(Columns), ColumnAttributes.Name).Concat(WhereTemplate.Errors(this));

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var values = Get(Columns).Select(c => new ColumnValue(context.Fold(c.Require(ColumnAttributes.Name)), c.ToValue(context)));
        return [new UpdateRows(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), [.. values], WhereTemplate.Predicate(this, context))];
    }
}
