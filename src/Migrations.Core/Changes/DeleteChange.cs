using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>delete</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DeleteChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("delete", content => new DeleteChange(content),
        CatalogName, SchemaName, TableName, Where, WhereParameters)
    {
        NotInChecksum = [WhereParameters],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) => WhereTemplate.Errors(this);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new DeleteRows(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), WhereTemplate.Predicate(this, context))];
}
