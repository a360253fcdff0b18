using System.Text.RegularExpressions;

namespace Migrations.Ci;

/// <summary>Makes text harmless that a build agent would read commands in. What is seen of it stays readable.</summary>
static partial class ForeignText
{
    /// <summary>
    /// Nothing is left that looks like <c>##vso[</c> or <c>##[</c>, wherever in a line. Agents compare by the rules of a culture, which pass over characters that
    /// are not seen; so does this, and it puts a blank between, which no culture passes over.
    /// </summary>
    public static string WithoutAgentCommands(string text) => text.Contains('#', StringComparison.Ordinal) ? AgentCommand().Replace(text, "# #") : text;

    /// <summary>
    /// No line is left that begins with <c>::</c>, and none can begin with a command of the runner where a screen folds a long one.
    /// </summary>
    public static string WithoutWorkflowCommands(string text) =>
        text.Contains(':', StringComparison.Ordinal) ? FoldedWorkflowCommand().Replace(WorkflowCommand().Replace(text, "$1: :"), ": :") : text;

    /// <summary>Without the codes by which terminals are told of colours and places.</summary>
    public static string WithoutTerminalCodes(string text) => text.Contains('\u001b', StringComparison.Ordinal) ? TerminalCode().Replace(text, "") : text;

    /// <summary>As one line.</summary>
    public static string OneLine(string text) => LineBreaks().Replace(WithoutTerminalCodes(text), " ").Trim();

    [GeneratedRegex(@"#[\p{Cf}\p{Mn}\p{Me}\p{Cc}-[\r\n\t]]*#(?=[\p{Cf}\p{Mn}\p{Me}\p{Cc}-[\r\n\t]]*(\[|v[\p{Cf}\p{Mn}\p{Me}\p{Cc}-[\r\n\t]]*s[\p{Cf}\p{Mn}\p{Me}\p{Cc}-[\r\n\t]]*o))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AgentCommand();

    [GeneratedRegex(@"(?<=\A|[\r\n\u0085\u2028\u2029])([\s\p{Cf}\p{Mn}\p{Cc}]*):[\p{Cf}\p{Mn}\p{Me}\p{Cc}-[\r\n\t]]*:", RegexOptions.CultureInvariant)]
    private static partial Regex WorkflowCommand();

    [GeneratedRegex(@":[\p{Cf}\p{Mn}\p{Me}\p{Cc}-[\r\n\t]]*:(?=(add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|internal-set-repo-path|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FoldedWorkflowCommand();

    [GeneratedRegex(@"\u001b(\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(\u0007|\u001b\\)?|[ -/]*[0-~])?", RegexOptions.CultureInvariant)]
    private static partial Regex TerminalCode();

    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}]+", RegexOptions.CultureInvariant)]
    private static partial Regex LineBreaks();
}
