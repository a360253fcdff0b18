using System.Globalization;
using Migrations.Sql;

namespace Migrations.Reports.Html;

/// <summary>A finding as a card: what it is, where, what it costs, and what to write instead.</summary>
/// <param name="html">Where to.</param>
sealed class HtmlFinding(HtmlWriter html)
{
    /// <summary>The word that stands for a finding everywhere in the report.</summary>
    public static string Word(MigrationFinding finding) => finding.Suppression is null ? finding.Severity.ToString().ToLowerInvariant() : "suppressed";

    public static string Place(MigrationFinding finding) => finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}:{finding.Column}") : finding.File;

    public void Card(MigrationFinding finding, string id)
    {
        var word = Word(finding);
        html.Open("article", ("class", $"finding {word}"), ("id", id));
        html.Open("h4").Element("span", word, ("class", $"badge {word}")).Text(" ").Element("code", finding.Code).Text($" {finding.Name}").Close();
        html.Element("p", finding.Message, ("class", "message"));
        if (Cost(finding) is { Length: > 0 } cost)
            html.Element("p", cost, ("class", "cost"));
        if (finding.Suppression is { } reason)
            html.Open("p").Element("strong", "Suppressed: ").Text(reason).Close();
        if (finding.Advice is { } advice)
            html.Open("p").Element("strong", "Fix: ").Text(advice).Close();
        if (finding.Fix is { } fix)
            Copyable(fix, $"{id}-fix");
        html.Open("p", ("class", "place")).Text("at ").Element("code", Place(finding)).Close().Close().Break();
    }

    void Copyable(string text, string id)
    {
        html.Open("div", ("class", "copyable"));
        html.Open("pre", ("tabindex", "0"), ("aria-label", "What to write instead")).Element("code", text.TrimEnd(), ("id", id)).Close();
        html.Element("button", "Copy", ("type", "button"), ("class", "copy no-print"), ("data-copy", id), ("hidden", "")).Close();
    }

    static string Cost(MigrationFinding finding) => string.Join(" · ", PlanWords.Cost(
        finding.Lock, Enum.TryParse(finding.LockImpact, out LockImpact impact) ? impact : LockImpact.None, finding.Rewrites, finding.Scans, finding.EstimatedRows, finding.EstimatedDuration));
}
