using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Changes;

/// <summary><c>executeCommand</c>.</summary>
/// <param name="content">What was read.</param>
public sealed partial class ExecuteCommandChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute Executable = new("executable") { IsRequired = true };
    static readonly TextAttribute Timeout = new("timeout");
    static readonly TextAttribute OperatingSystems = new("os");
    static readonly ElementsAttribute<CommandArgument> Arguments = new("args", "arg", CommandArgument.Attributes, c => new CommandArgument(c));

    /// <summary>The longest time that can be waited for; what asks for more gets as long as it takes.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("executeCommand", content => new ExecuteCommandChange(content),
        Executable, Timeout, OperatingSystems, Arguments)
    {
        NotInChecksum = [OperatingSystems, Arguments],
    };

    /// <inheritdoc/>
    private protected override IEnumerable<MigrationException> Errors(string dbms)
    {
        if (this[Timeout] is { } written && !TimeoutText().IsMatch(written))
            yield return Invalid(ErrorCode.InvalidValue, Timeout, $"'{written}' is no timeout.", "Write a number with s, m or h for seconds, minutes or hours: 30s.");
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var command = new CommandAction(Require(Executable), [.. Get(Arguments).Select(a => a.Text ?? "")], ReadTimeout());
        var wanted = (this[OperatingSystems] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [new PerformAction(wanted.Length == 0 || Array.Exists(wanted, IsThis)
            ? command
            : new OutputAction(OutputTarget.Info, $"{command.Line} is passed over on {JavaSystem.OperatingSystemName}: it is only for {string.Join(", ", wanted)}"))];
    }

    TimeSpan? ReadTimeout()
    {
        if (this[Timeout] is not { } written)
            return null;
        var match = TimeoutText().Match(written);
        var unit = match.Groups[2].Value switch { "m" or "M" => 60, "h" or "H" => 3600, _ => 1 };
        var seconds = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit;
        return seconds > 0 && seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Whether a name means this system. Java has one for every edition of Windows, of which only the beginning is compared.</summary>
    static bool IsThis(string name) => OperatingSystem.IsWindows() ? name.StartsWith(JavaSystem.OperatingSystemName, StringComparison.Ordinal) : name == JavaSystem.OperatingSystemName;

    [GeneratedRegex(@"^\s*([0-9]+)\s*([sSmMhH]?)\s*$")]
    private static partial Regex TimeoutText();
}
