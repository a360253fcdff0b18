using Migrations.Sql;

namespace Migrations.Changes;

/// <summary><c>empty</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class EmptyChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("empty", content => new EmptyChange(content));

    /// <summary>Nothing.</summary>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => [];
}
