using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>renameTable</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class RenameTableChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute OldTableName = new("oldTableName") { IsRequired = true };
    static readonly TextAttribute NewTableName = new("newTableName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("renameTable", content => new RenameTableChange(content),
        CatalogName, SchemaName, OldTableName, NewTableName);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new RenameTable(context.Name(this[CatalogName], this[SchemaName], Require(OldTableName)), context.Fold(Require(NewTableName)))];
}
