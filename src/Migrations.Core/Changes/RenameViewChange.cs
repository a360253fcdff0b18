using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>renameView</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class RenameViewChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute OldViewName = new("oldViewName") { IsRequired = true };
    static readonly TextAttribute NewViewName = new("newViewName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("renameView", content => new RenameViewChange(content),
        CatalogName, SchemaName, OldViewName, NewViewName);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new RenameObject(new(ObjectKind.View, context.Name(this[CatalogName], this[SchemaName], Require(OldViewName))), context.Fold(Require(NewViewName)))];
}
