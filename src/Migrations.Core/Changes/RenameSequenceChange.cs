using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>renameSequence</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class RenameSequenceChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute OldSequenceName = new("oldSequenceName") { IsRequired = true };
    static readonly TextAttribute NewSequenceName = new("newSequenceName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("renameSequence", content => new RenameSequenceChange(content),
        CatalogName, SchemaName, OldSequenceName, NewSequenceName)
    {
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.MySql],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new RenameObject(new(ObjectKind.Sequence, context.Name(this[CatalogName], this[SchemaName], Require(OldSequenceName))), context.Fold(Require(NewSequenceName)))];
}
