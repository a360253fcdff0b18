using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropSequence</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropSequenceChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropSequence", content => new DropSequenceChange(content), CatalogName, SchemaName, SequenceName)
    {
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.MySql],
        IsPassedOverWhereRefused = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        context.Dialect.Features.Sequences ? [new DropSequence(context.Name(this[CatalogName], this[SchemaName], Require(SequenceName)))] : PassOver(context);
}
