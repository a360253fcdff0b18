namespace Migrations.Changes;

/// <summary><c>stop</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class StopChange(ElementContent content) : UnsupportedChange(content, "Remove it, or stop before this change set by its count, its tag or a 'preConditions'.")
{
    static readonly TextAttribute Message = new("message") { IsDirect = true, IsTrimmed = true, Default = "Stop command in changelog file" };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("stop", content => new StopChange(content), Message) { Settle = SettleMessage };

    /// <summary>Only a missing message has a default; a blank one is none.</summary>
    static void SettleMessage(ElementContent content)
    {
        var written = content.Node.Child(Message.Name)?.Scalar ?? content.Node.Scalar;
        if (written is { Text: { } text } && JavaBlank.TrimToNull(text) is null)
            content.Set(Message, null);
    }
}
