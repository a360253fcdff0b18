using Migrations.Sql;

namespace Migrations.Changes;

/// <summary><c>tagDatabase</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class TagDatabaseChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute TagAttribute = new("tag");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("tagDatabase", content => new TagDatabaseChange(content), TagAttribute);

    /// <inheritdoc/>
    public override string? Tag => this[TagAttribute];

    /// <summary>Nothing: the tag is written with the row in history.</summary>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => [];
}
