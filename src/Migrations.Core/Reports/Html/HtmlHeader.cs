using System.Globalization;
using Migrations.Sql;

namespace Migrations.Reports.Html;

/// <summary>What an approver wants to know first: for which database, whether it can run, how much there is of it, and what is the worst.</summary>
/// <param name="html">Where to.</param>
/// <param name="plan">The plan.</param>
sealed class HtmlHeader(HtmlWriter html, MigrationPlan plan)
{
    const int BarWidth = 1000;

    public void Write()
    {
        html.Open("header", ("class", "top"));
        html.Open("div", ("class", "titles")).Element("p", plan.IsUndo ? "Undo plan" : "Migration plan", ("class", "kind")).Element("h1", plan.Target.ToString()).Element("p", SubTitle(), ("class", "sub")).Close();
        html.Open("fieldset", ("class", "switch theme no-print")).Element("legend", "Colours", ("class", "hidden-text"));
        foreach (var (id, word) in new[] { ("auto", "Auto"), ("light", "Light"), ("dark", "Dark") })
            html.Void("input", ("type", "radio"), ("name", "theme"), ("id", $"theme-{id}"), ("checked", id == "auto" ? "" : null)).Element("label", word, ("for", $"theme-{id}"));
        html.Close(2).Break();
        Verdict();
        Tiles();
        RiskBar();
    }

    string SubTitle()
    {
        var parts = new List<string> { Engine() };
        if (plan.Changelog is { } changelog)
            parts.Add(changelog);
        parts.Add($"plan {plan.PlanId}");
        parts.Add(plan.CreatedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        return string.Join(" · ", parts);
    }

    string Engine()
    {
        var name = PlanWords.Engine(plan.Target.Provider);
        return plan.Target.ServerVersion is { } version ? $"{name} {version}" : name;
    }

    void Verdict()
    {
        var high = plan.Steps.Count(step => step.Risk == MigrationRisk.High);
        var errors = plan.Findings.Count(f => f is { Severity: FindingSeverity.Error, Suppression: null });
        var (name, title, text) = plan switch
        {
            { IsValid: false } => ("blocked", "Blocked", $"{Count(errors, "error")} {(errors == 1 ? "keeps" : "keep")} this plan from running. Somebody has to decide."),
            { HasChanges: false } => ("none", "Nothing to do", "The database is as the changelog wants it."),
            _ when high > 0 => ("high", "Look closely", $"{Count(high, "step")} of high risk: others wait for long, or data is lost."),
            { Risk: MigrationRisk.Medium } => ("medium", "Look at it", "Some of it is questionable, or not known before it runs."),
            _ => ("low", "Ready", "Nothing in it is known to harm anybody."),
        };
        html.Open("section", ("class", $"verdict {name}"), ("aria-label", "Verdict")).Element("strong", title).Text(" ").Element("span", text).Close().Break();
    }

    void Tiles()
    {
        html.Open("dl", ("class", "tiles"));
        foreach (var (state, word) in new[] { (MigrationState.Undo, "to undo"), (MigrationState.Pending, "to apply"), (MigrationState.Rerun, "to rerun"), (MigrationState.Interrupted, "to carry on"), (MigrationState.MarkRan, "to mark as ran"), (MigrationState.Skipped, "skipped") })
        {
            var count = plan.Steps.Count(step => step.State == state);
            if (count > 0 || state == (plan.IsUndo ? MigrationState.Undo : MigrationState.Pending))
                Tile(word, Text(count));
        }
        Tile("applied before", Text(plan.AppliedCount));
        foreach (var severity in new[] { FindingSeverity.Error, FindingSeverity.Warning, FindingSeverity.Information })
        {
            var (word, count) = (severity.ToString().ToLowerInvariant(), plan.Findings.Count(f => f.Severity == severity && f.Suppression is null));
            Tile(severity == FindingSeverity.Information ? word : $"{word}s", Text(count), count > 0 ? word : null);
        }
        var blocking = plan.Steps.Where(step => step.WillRun).SelectMany(step => step.Statements).Where(s => s.Impact is LockImpact.Writes or LockImpact.ReadsAndWrites && s.EstimatedDuration is not null).ToList();
        if (blocking.Count > 0)
            Tile("others are blocked", PlanWords.About(blocking.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.EstimatedDuration!.Value)));
        html.Close().Break();
    }

    void Tile(string word, string value, string? name = null) => html.Open("div", ("class", $"tile {name}".TrimEnd())).Element("dt", word).Element("dd", value).Close();

    void RiskBar()
    {
        var steps = plan.Steps.Where(step => step.WillRun).ToList();
        if (steps.Count == 0)
            return;
        var groups = steps.GroupBy(step => step.Risk).OrderByDescending(group => group.Key).Select(group => (Name: group.Key.ToString().ToLowerInvariant(), Count: group.Count())).ToList();
        html.Open("figure", ("class", "risk-bar"));
        html.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {Text(BarWidth)} 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"));
        var done = 0;
        foreach (var (name, count) in groups)
        {
            var (x, end) = (BarWidth * done / steps.Count, BarWidth * (done + count) / steps.Count);
            html.Element("rect", null, ("class", name), ("x", Text(x)), ("y", "0"), ("width", Text(Math.Max(1, end - x - (end < BarWidth ? 3 : 0)))), ("height", "10"));
            done += count;
        }
        html.Close().Open("figcaption").Text("Risk of the steps: ");
        foreach (var (name, count) in groups)
            html.Element("span", $"{Text(count)} {name}", ("class", $"risk {name}")).Text(" ");
        html.Close(2).Break();
    }

    static string Count(int count, string word) => $"{Text(count)} {word}{(count == 1 ? "" : "s")}";

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
