namespace Migrations.Changes;

/// <summary><c>output</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class OutputChange(ElementContent content) : UnsupportedChange(content, "Remove it, or write the message as the 'comment' of the change set.")
{
    static readonly TextAttribute Target = new("target") { IsTrimmed = true, Default = "STDERR" };
    static readonly TextAttribute Message = new("message") { IsDirect = true, IsRequired = true, IsTrimmed = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("output", content => new OutputChange(content),
        Target, Message);
}
