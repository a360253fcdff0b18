namespace Migrations.Changes;

/// <summary><c>executeCommand</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class ExecuteCommandChange(ElementContent content) : UnsupportedChange(content, "Run the command outside of the migrations, before or after them.")
{
    static readonly TextAttribute Executable = new("executable") { IsRequired = true };
    static readonly TextAttribute Timeout = new("timeout");
    static readonly TextAttribute OperatingSystems = new("os");
    static readonly ElementsAttribute<CommandArgument> Arguments = new("args", "arg", CommandArgument.Attributes, c => new CommandArgument(c));

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("executeCommand", content => new ExecuteCommandChange(content),
        Executable, Timeout, OperatingSystems, Arguments)
    {
        NotInChecksum = [OperatingSystems, Arguments],
    };
}
