using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Migrations.Reports.Html;

/// <summary>
/// A plan as one HTML file for whoever approves it. It holds all it needs and asks nobody for anything: its content security policy allows its own style
/// sheet and script by their hashes and nothing else. It works without the script, which only filters and copies.
/// </summary>
sealed class HtmlPlan : IPlanFormat
{
    /// <summary>Up to so many steps, those that need a look are open from the start.</summary>
    const int OpenUpTo = 50;

    static readonly string StyleSheet = Resource("report.css"), Script = Resource("report.js");

    public string Name => "Html";

    public IReadOnlyList<string> Extensions => [".html", ".htm"];

    public void Write(MigrationPlan plan, TextWriter writer)
    {
        var html = new HtmlWriter(writer);
        html.Own("<!DOCTYPE html>").Break().Open("html", ("lang", "en"));
        Head(html, plan);
        html.Open("body").Element("a", "Skip to the steps", ("class", "skip"), ("href", "#steps"));
        new HtmlHeader(html, plan).Write();
        html.Open("main");
        Findings(html, plan);
        Schema(html, plan);
        Steps(html, plan);
        html.Close().Open("footer").Text($"Written by Migrations. This file loads nothing from elsewhere. Plan {plan.PlanId} for {plan.Target}.").Close();
        html.Open("script").Own(Script).Close(3).Break();
    }

    static void Head(HtmlWriter html, MigrationPlan plan)
    {
        html.Open("head").Void("meta", ("charset", "utf-8"));
        html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src '{Hash(StyleSheet)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'"));
        html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Void("meta", ("name", "referrer"), ("content", "no-referrer")).Element("title", $"{plan.Target}: {(plan.IsUndo ? "undo plan" : "migration plan")} {plan.PlanId}");
        html.Open("style").Own(StyleSheet).Close(2).Break();
    }

    /// <summary>All findings in a table that leads to their cards; those of the changelog as a whole, which no step has, as cards here.</summary>
    static void Findings(HtmlWriter html, MigrationPlan plan)
    {
        var ofSteps = plan.Steps.SelectMany(step => step.Findings.Select((finding, i) => (finding, Id: HtmlStep.IdOf(step, i), Step: step))).ToList();
        var known = ofSteps.Select(f => f.finding).ToHashSet();
        var others = plan.Findings.Where(f => !known.Contains(f)).ToList();
        if (ofSteps.Count + others.Count == 0)
            return;
        html.Open("section", ("aria-labelledby", "findings")).Element("h2", "Findings", ("id", "findings"));
        if (ofSteps.Count > 0)
        {
            html.Open("div", ("class", "scroll")).Open("table", ("class", "findings")).Open("thead").Open("tr");
            foreach (var head in new[] { "Severity", "Rule", "Found", "Step" })
                html.Element("th", head, ("scope", "col"));
            html.Close(2).Open("tbody");
            foreach (var (finding, id, step) in ofSteps.OrderBy(f => f.finding.Suppression is not null).ThenByDescending(f => f.finding.Severity))
            {
                html.Open("tr", ("data-findings", HtmlFinding.Word(finding)));
                html.Open("td").Element("span", HtmlFinding.Word(finding), ("class", $"badge {HtmlFinding.Word(finding)}")).Close().Open("td").Element("code", finding.Code).Close();
                html.Open("td").Element("a", finding.Message, ("href", $"#{id}")).Close();
                html.Element("td", string.Create(CultureInfo.InvariantCulture, $"{step.Order} {step.Id}")).Close().Break();
            }
            html.Close(3);
        }
        var card = new HtmlFinding(html);
        for (var i = 0; i < others.Count; i++)
            card.Card(others[i], string.Create(CultureInfo.InvariantCulture, $"finding-{i + 1}"));
        html.Close().Break();
    }

    static void Schema(HtmlWriter html, MigrationPlan plan)
    {
        var tables = TableHistory.Of(plan.Steps);
        html.Open("section", ("aria-labelledby", "tables")).Element("h2", "Tables", ("id", "tables"));
        if (tables.Count > 0)
            new SchemaDiagram(html).Write(tables);
        else
            html.Element("p", "No table that is known before and after changes its shape.", ("class", "note"));
        html.Close().Break();
    }

    static void Steps(HtmlWriter html, MigrationPlan plan)
    {
        html.Open("section", ("aria-labelledby", "steps")).Element("h2", "Steps", ("id", "steps"));
        if (plan.Steps.Count == 0)
            html.Element("p", "There is nothing to do.", ("class", "note"));
        else
            Filter(html);
        html.Open("ol", ("class", "timeline"));
        var step = new HtmlStep(html, new(html, plan.Run?.Dialect.Lexical ?? SqlHighlighter.AnyDatabase));
        foreach (var one in plan.Steps)
            step.Write(one, plan.Steps.Count <= OpenUpTo && one.Risk >= MigrationRisk.High);
        html.Close(2).Break();
    }

    /// <summary>Shown by the script, without which it would do nothing.</summary>
    static void Filter(HtmlWriter html)
    {
        html.Open("form", ("class", "filter no-print"), ("id", "filter"), ("hidden", ""), ("role", "search"));
        html.Open("label", ("for", "search")).Text("Search ").Close().Void("input", ("type", "search"), ("id", "search"), ("placeholder", "id, table, SQL, rule"));
        html.Open("label", ("for", "severity")).Text("Findings ").Close().Open("select", ("id", "severity"));
        foreach (var (value, word) in new[] { ("", "all steps"), ("error", "with errors"), ("error warning", "with errors or warnings"), ("information", "with information"), ("suppressed", "with suppressed findings") })
            html.Element("option", word, ("value", value));
        html.Close().Open("label", ("for", "least-risk")).Text("Risk ").Close().Open("select", ("id", "least-risk"));
        foreach (var (value, word) in new[] { ("", "any"), ("low", "low or more"), ("medium", "medium or more"), ("high", "high or more"), ("blocked", "blocked") })
            html.Element("option", word, ("value", value));
        html.Close().Element("button", "Open all", ("type", "button"), ("id", "open-all")).Element("button", "Close all", ("type", "button"), ("id", "close-all"));
        html.Element("output", "", ("id", "shown"), ("aria-live", "polite")).Close().Break();
    }

    static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlPlan).Assembly.GetManifestResourceStream($"Migrations.Reports.Html.{name}")!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
