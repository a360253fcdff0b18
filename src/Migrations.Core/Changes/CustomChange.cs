namespace Migrations.Changes;

/// <summary><c>customChange</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class CustomChange(ElementContent content) : UnsupportedChange(content, "It runs a Java class; write what the class does as other changes.")
{
    static readonly TextAttribute Class = new("class") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("customChange", content => new CustomChange(content),
        Class)
    {
        NotInChecksum = [Class],
    };
}
