using Migrations.Sql;

namespace Migrations.Changes;

/// <summary><c>stop</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class StopChange(ElementContent content) : Change(content)
{
    const string Usual = "Stop command in changelog file";

    static readonly TextAttribute Message = new("message") { IsDirect = true, IsTrimmed = true, Default = Usual };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("stop", content => new StopChange(content), Message) { Settle = SettleMessage };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => [new PerformAction(new StopAction(this[Message] ?? Usual))];

    /// <summary>Only a missing message has a default; a blank one is none.</summary>
    static void SettleMessage(ElementContent content)
    {
        var written = content.Node.Child(Message.Name)?.Scalar ?? content.Node.Scalar;
        if (written is { Text: { } text } && JavaBlank.TrimToNull(text) is null)
            content.Set(Message, null);
    }
}
