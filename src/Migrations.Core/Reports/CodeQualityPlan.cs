using System.Text.Json.Nodes;

namespace Migrations.Reports;

/// <summary>The findings of a plan as a code quality report, which GitLab shows in a merge request. Suppressed ones are left out: it has no way to say so.</summary>
sealed class CodeQualityPlan : IPlanFormat
{
    /// <inheritdoc/>
    public string Name => "GitLab";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions => [".gitlab.json", "gl-code-quality-report.json"];

    /// <inheritdoc/>
    public void Write(MigrationPlan plan, TextWriter writer)
    {
        var paths = ReportPaths.Of(plan);
        var fingerprints = new FindingFingerprints(paths);
        var report = new JsonArray([.. plan.Findings.Where(f => f.Suppression is null).Select(f => Issue(f, fingerprints.Next(f), paths))]);
        JsonReport.Write(report, writer);
    }

    static JsonObject Issue(MigrationFinding finding, string fingerprint, ReportPaths paths) => new()
    {
        ["description"] = finding.Message,
        ["check_name"] = $"{finding.Code} {finding.Name}",
        ["fingerprint"] = fingerprint,
        ["severity"] = finding.Severity switch
        {
            FindingSeverity.Error => "critical",
            FindingSeverity.Warning => "major",
            _ => "info",
        },
        ["location"] = new JsonObject { ["path"] = paths.Relative(finding.File), ["lines"] = new JsonObject { ["begin"] = Math.Max(finding.Line, 1) } },
    };
}
