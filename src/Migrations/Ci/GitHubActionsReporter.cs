using System.Globalization;
using System.Text;
using Migrations.Reports;

namespace Migrations.Ci;

/// <summary>Tells GitHub Actions: workflow commands at the beginning of a line, and the files that the runner names in environment variables.</summary>
/// <param name="write">Writes a line of the log.</param>
/// <param name="environment">Gives an environment variable.</param>
sealed class GitHubActionsReporter(Action<string> write, Func<string, string?> environment) : ICiReporter
{
    /// <summary>A larger summary of a step is refused.</summary>
    const int LargestSummary = 1024 * 1024;

    /// <inheritdoc/>
    public string Neutralize(string text) => ForeignText.WithoutAgentCommands(ForeignText.WithoutWorkflowCommands(text));

    /// <inheritdoc/>
    public void BeginGroup(string title) => Command("group", ForeignText.OneLine(title));

    /// <inheritdoc/>
    public void EndGroup() => Command("endgroup", "");

    /// <summary>There is no such command; a group says which of how many it is.</summary>
    public void Progress(int percent, string what)
    {
    }

    /// <inheritdoc/>
    public void Issue(CiIssue issue)
    {
        var command = issue.Severity switch
        {
            FindingSeverity.Error => "error",
            FindingSeverity.Warning => "warning",
            _ => "notice",
        };
        Command(command, ForeignText.WithoutTerminalCodes(issue.Message), ("file", issue.File), ("line", Number(issue.Line)), ("col", Number(issue.Column)), ("title", issue.Code));
    }

    /// <inheritdoc/>
    public void SetOutput(string name, string value)
    {
        // The delimiter is a line that the value cannot hold, as nobody knows it before.
        var delimiter = $"migrations_{Guid.NewGuid():N}";
        Append("GITHUB_OUTPUT", $"{name}<<{delimiter}\n{value}\n{delimiter}\n");
    }

    /// <inheritdoc/>
    public void AddSummary(string title, string markdown)
    {
        if (environment("GITHUB_STEP_SUMMARY") is not { Length: > 0 } path)
            return;
        var present = new FileInfo(path);
        if ((present.Exists ? present.Length : 0) + CiFiles.Encoding.GetByteCount(markdown) < LargestSummary)
            Append("GITHUB_STEP_SUMMARY", markdown + "\n");
        else
            Command("notice", "The summary of this step is full.", ("title", title));
    }

    /// <inheritdoc/>
    public void Publish(MigrationPlan plan, IReadOnlyList<MigrationResult> results, bool asTests)
    {
        if (asTests)
            SetOutput("MigrationsTestResultPath", new CiFiles(environment("RUNNER_TEMP") ?? Path.GetTempPath()).Write(CiFiles.Apart("TEST-Migrations.junit.xml"), plan, new JUnitPlan { Results = results }));
    }

    /// <summary>The exit code tells.</summary>
    public void Conclude(CiConclusion conclusion)
    {
    }

    void Append(string variable, string text)
    {
        if (environment(variable) is { Length: > 0 } path)
            File.AppendAllText(path, text, CiFiles.Encoding);
    }

    void Command(string name, string data, params ReadOnlySpan<(string Name, string? Value)> properties)
    {
        var line = new StringBuilder("::").Append(name);
        var separator = ' ';
        foreach (var (property, value) in properties)
        {
            if (string.IsNullOrEmpty(value))
                continue;
            line.Append(separator).Append(property).Append('=').Append(EscapeProperty(value));
            separator = ',';
        }
        write(line.Append("::").Append(Escape(data)).ToString());
    }

    static string? Number(int value) => value > 0 ? value.ToString(CultureInfo.InvariantCulture) : null;

    static string EscapeProperty(string text) => Escape(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    static string Escape(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
