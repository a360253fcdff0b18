using System.Globalization;
using System.Text;
using Migrations.Reports;

namespace Migrations.Ci;

/// <summary>
/// Tells Azure Pipelines: logging commands in the log. The agent looks for <c>##vso[</c> anywhere in a line, and undoes the escaping in the order that
/// <see cref="Escape"/> turns around.
/// </summary>
/// <param name="write">Writes a line of the log.</param>
/// <param name="environment">Gives an environment variable.</param>
sealed class AzureDevOpsReporter(Action<string> write, Func<string, string?> environment) : ICiReporter
{
    readonly CiFiles files = new(environment("AGENT_TEMPDIRECTORY") ?? Path.GetTempPath());

    /// <inheritdoc/>
    public string Neutralize(string text) => ForeignText.WithoutAgentCommands(text);

    /// <inheritdoc/>
    public void BeginGroup(string title) => write($"##[group]{Neutralize(ForeignText.OneLine(title))}");

    /// <inheritdoc/>
    public void EndGroup() => write("##[endgroup]");

    /// <inheritdoc/>
    public void Progress(int percent, string what) => Command("task.setprogress", ForeignText.OneLine(what), ("value", percent.ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public void Issue(CiIssue issue)
    {
        // There is nothing below a warning; the summary has the rest.
        if (issue.Severity == FindingSeverity.Information)
            return;
        Command("task.logissue", ForeignText.WithoutTerminalCodes(issue.Message), ("type", issue.Severity == FindingSeverity.Error ? "error" : "warning"), ("sourcepath", issue.File),
            ("linenumber", Number(issue.Line)), ("columnnumber", Number(issue.Column)), ("code", issue.Code));
    }

    /// <inheritdoc/>
    public void SetOutput(string name, string value) => Command("task.setvariable", value, ("variable", name), ("isOutput", "true"));

    /// <inheritdoc/>
    public void AddSummary(string title, string markdown) => Command("task.uploadsummary", files.Write(CiFiles.Apart($"{title}.md"), markdown));

    /// <inheritdoc/>
    public void Publish(MigrationPlan plan, IReadOnlyList<MigrationResult> results, bool asTests)
    {
        if (!asTests)
            return;
        var path = files.Write(CiFiles.Apart("TEST-Migrations.nunit.xml"), plan, new NUnitPlan { Results = results });
        Command("results.publish", "", ("type", "NUnit"), ("resultFiles", path), ("runTitle", $"Migrations {plan.Target}"), ("failTaskOnFailedTests", "false"));
    }

    /// <inheritdoc/>
    public void Conclude(CiConclusion conclusion)
    {
        if (conclusion != CiConclusion.Succeeded)
            Command("task.complete", "", ("result", conclusion.ToString()));
    }

    void Command(string name, string data, params ReadOnlySpan<(string Name, string? Value)> properties)
    {
        var line = new StringBuilder("##vso[").Append(name);
        var separator = ' ';
        foreach (var (property, value) in properties)
        {
            if (string.IsNullOrEmpty(value))
                continue;
            line.Append(separator).Append(property).Append('=').Append(Escape(value));
            separator = ';';
        }
        write(line.Append(']').Append(Escape(data)).ToString());
    }

    static string? Number(int value) => value > 0 ? value.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The percent sign first: else the agent would undo what has been escaped behind it, and texts that hold <c>%3B</c> themselves would change.</summary>
    static string Escape(string text) => text.Replace("%", "%AZP25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
}
