namespace Migrations.Changes;

/// <summary><c>arg</c> of <c>executeCommand</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class CommandArgument(ElementContent content) : Element(content)
{
    static readonly TextAttribute ValueAttribute = new("value") { IsDirect = true };

    /// <summary>The attributes.</summary>
    public static ElementDefinition Attributes { get; } = new("arg", ValueAttribute);

    /// <summary>The argument.</summary>
    public string? Text => this[ValueAttribute];
}
