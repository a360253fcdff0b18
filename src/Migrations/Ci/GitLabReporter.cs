using System.Globalization;
using Migrations.Reports;

namespace Migrations.Ci;

/// <summary>
/// Tells GitLab: sections of the log, and reports in the folder of the project, from where a job hands them over as its artifacts
/// (<c>reports: codequality, junit, dotenv</c>). It has no commands for the rest.
/// </summary>
/// <param name="write">Writes a line of the log.</param>
/// <param name="environment">Gives an environment variable.</param>
sealed class GitLabReporter(Action<string> write, Func<string, string?> environment) : ICiReporter
{
    readonly CiFiles files = new(environment("CI_PROJECT_DIR") ?? Directory.GetCurrentDirectory());
    int sections;

    /// <summary>Sections begin behind an escape character, so foreign text has none.</summary>
    public string Neutralize(string text) => text.Replace('\u001b', '\u241b');

    /// <inheritdoc/>
    public void BeginGroup(string title) => Section("start", ++sections, Neutralize(ForeignText.OneLine(title)));

    /// <inheritdoc/>
    public void EndGroup() => Section("end", sections, "");

    /// <summary>There is no such thing; a section says which of how many it is.</summary>
    public void Progress(int percent, string what)
    {
    }

    /// <inheritdoc/>
    public void Issue(CiIssue issue)
    {
        var place = issue.File is null ? "" : issue.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{issue.File}:{issue.Line}:{issue.Column}: ") : $"{issue.File}: ";
        write(Neutralize(ForeignText.OneLine($"{place}{issue.Severity.ToString().ToLowerInvariant()} {issue.Code}: {issue.Message}")));
    }

    /// <inheritdoc/>
    public void SetOutput(string name, string value) => files.Append("migrations.env", $"{name}={ForeignText.OneLine(value)}\n");

    /// <inheritdoc/>
    public void AddSummary(string title, string markdown) => files.Write($"{title}.md", markdown);

    /// <inheritdoc/>
    public void Publish(MigrationPlan plan, IReadOnlyList<MigrationResult> results, bool asTests)
    {
        files.Write("gl-code-quality-report.json", plan, new CodeQualityPlan());
        if (asTests)
            files.Write("TEST-Migrations.junit.xml", plan, new JUnitPlan { Results = results });
    }

    /// <summary>The exit code tells.</summary>
    public void Conclude(CiConclusion conclusion)
    {
    }

    void Section(string what, int number, string title) => write(string.Create(CultureInfo.InvariantCulture,
        $"\u001b[0Ksection_{what}:{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}:migrations_{number}\r\u001b[0K{title}"));
}
