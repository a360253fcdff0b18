using System.Globalization;

namespace Migrations.Tests;

/// <summary>A command that a build agent has found in a log.</summary>
/// <param name="Name">Its name: <c>task.logissue</c>, <c>error</c>.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Data">The text behind it.</param>
public sealed record AgentCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Data)
{
    /// <summary>A property; empty where it is not there.</summary>
    public string this[string property] => Properties.GetValueOrDefault(property, "");
}

/// <summary>
/// Reads a log as build agents do. The rules are those of their sources (Azure Pipelines agent: Command, CommandStringConvertor, WorkerCommandManager; GitHub's
/// runner: ActionCommand, ActionCommandManager), written down anew.
/// </summary>
static class AgentLog
{
    static readonly CompareInfo Culture = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>The lines of what a process writes, as both agents take them: any of the three line breaks ends one.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> texts) => texts.SelectMany(text => text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None));

    /// <summary>The logging commands of Azure Pipelines.</summary>
    public static IReadOnlyList<AgentCommand> AzureDevOps(IEnumerable<string> texts)
    {
        var commands = new List<AgentCommand>();
        foreach (var line in Lines(texts))
        {
            // The agent compares by the rules of its culture, so characters without weight between these are passed over.
            var at = Culture.IndexOf(line, "##vso[");
            if (at < 0)
            {
                Assert.False(Holds(line, "##vso"), $"The agent warns of: {line}");
                continue;
            }
            var end = line.IndexOf(']', at);
            Assert.True(end > at, $"No command ends in: {line}");
            var (name, properties) = Head(line[(at + "##vso[".Length)..end], ';', text => Undo(text, AzureEscapes));
            Assert.Equal(2, name.Split('.', StringSplitOptions.RemoveEmptyEntries).Length);
            commands.Add(new(name, properties, Undo(line[(end + 1)..], AzureEscapes)));
        }
        return commands;
    }

    /// <summary>The lines that are no command and that the page of Azure Pipelines shows in another way: <c>##[group]title</c>.</summary>
    public static IReadOnlyList<string> AzureDevOpsFormats(IEnumerable<string> texts) => [.. Lines(texts).Where(line => Holds(line, "##[") && !Holds(line, "##vso["))];

    /// <summary>The workflow commands of GitHub Actions, those of the older form (<c>##[name]</c>), which it still takes, included.</summary>
    public static IReadOnlyList<AgentCommand> GitHub(IEnumerable<string> texts)
    {
        var commands = new List<AgentCommand>();
        foreach (var line in Lines(texts).Select(line => line.TrimStart()))
        {
            Assert.False(Holds(line, "##[") && !line.StartsWith("::", StringComparison.Ordinal), $"An older command: {line}");
            if (!Culture.IsPrefix(line, "::"))
                continue;
            var end = line.IndexOf("::", 2, StringComparison.Ordinal);
            if (end < 0)
                continue;
            var (name, properties) = Head(line[2..end], ',', text => Undo(text, GitHubPropertyEscapes));
            commands.Add(new(name, properties, Undo(line[(end + 2)..], GitHubEscapes)));
        }
        return commands;
    }

    static readonly (string Escaped, string Text)[] AzureEscapes = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")];

    static readonly (string Escaped, string Text)[] GitHubEscapes = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];

    static readonly (string Escaped, string Text)[] GitHubPropertyEscapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];

    static bool Holds(string line, string what) => Culture.IndexOf(line, what, CompareOptions.IgnoreCase) >= 0;

    static string Undo(string text, (string Escaped, string Text)[] escapes) => escapes.Aggregate(text, (undone, escape) => undone.Replace(escape.Escaped, escape.Text, StringComparison.Ordinal));

    static (string Name, IReadOnlyDictionary<string, string> Properties) Head(string head, char separator, Func<string, string> undo)
    {
        var blank = head.IndexOf(' ', StringComparison.Ordinal);
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (blank > 0)
        {
            foreach (var pair in head[(blank + 1)..].Split(separator, StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2, StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length == 2))
                properties[pair[0].Trim()] = undo(pair[1]);
        }
        return (blank < 0 ? head : head[..blank], properties);
    }
}
