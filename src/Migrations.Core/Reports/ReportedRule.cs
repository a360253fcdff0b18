using System.Text;
using Migrations.Changelog;
using Migrations.Lint;
using Migrations.Planning;

namespace Migrations.Reports;

/// <summary>A rule as reports explain it.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">The name, one word.</param>
/// <param name="Severity">How much it matters where the policy says nothing else.</param>
/// <param name="Why">What it is about, or why it matters.</param>
sealed record ReportedRule(string Code, string Name, FindingSeverity Severity, string Why)
{
    /// <summary>The name in words: <c>Blocking index build</c>.</summary>
    public string Title
    {
        get
        {
            var title = new StringBuilder();
            foreach (var letter in Name)
            {
                if (char.IsUpper(letter) && title.Length > 0)
                    title.Append(' ').Append(char.ToLowerInvariant(letter));
                else
                    title.Append(letter);
            }
            return title.ToString();
        }
    }

    /// <summary>The rule of a finding. One that this version does not know, from a plan of another, explains itself by its name.</summary>
    public static ReportedRule Of(MigrationFinding finding)
    {
        if (LanguageRule.All.TryGetValue(finding.Code, out var language))
            return new(language.Code, language.Name, language.Severity, language.Why);
        if (PlanRule.All.FirstOrDefault(rule => rule.Code == finding.Code) is { } planning)
            return new(planning.Code, planning.Name, planning.Severity, planning.Why);
        if (LintRules.All.FirstOrDefault(rule => rule.Code == finding.Code) is { } lint)
            return new(lint.Code, lint.Name, lint.Severity, lint.Why);
        return new(finding.Code, finding.Name, finding.Severity, finding.Name);
    }
}
