using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropView</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropViewChange(ElementContent content) : Change(content)
{
    static readonly BooleanAttribute IfExists = new("ifExists");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropView", content => new DropViewChange(content),
        CatalogName, SchemaName, ViewName, IfExists);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new DropView(context.Name(this[CatalogName], this[SchemaName], Require(ViewName)), this[IfExists] == true)];
}
