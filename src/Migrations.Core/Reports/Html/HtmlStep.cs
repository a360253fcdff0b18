using System.Globalization;
using Migrations.Planning;

namespace Migrations.Reports.Html;

/// <summary>A step of the timeline: one line that tells all that matters, and behind it the SQL, the findings, the tables and the way back.</summary>
/// <param name="html">Where to.</param>
/// <param name="sql">Writes SQL.</param>
sealed class HtmlStep(HtmlWriter html, SqlHighlighter sql)
{
    readonly HtmlFinding findings = new(html);

    /// <summary>Where a finding of a step stands in the report.</summary>
    public static string IdOf(PlanStep step, int finding) => string.Create(CultureInfo.InvariantCulture, $"finding-{step.Order}-{finding + 1}");

    public void Write(PlanStep step, bool isOpen)
    {
        var words = string.Join(' ', step.Findings.Select(HtmlFinding.Word).Distinct());
        html.Open("li", ("class", $"step {StateOf(step)} risk-{RiskOf(step)}"), ("id", string.Create(CultureInfo.InvariantCulture, $"step-{step.Order}")), ("data-risk", RiskOf(step)), ("data-findings", words));
        html.Open("details", ("open", isOpen ? "" : null)).Open("summary");
        Line(step);
        html.Close().Open("div", ("class", "body"));
        Notes(step);
        for (var i = 0; i < step.Findings.Count; i++)
            findings.Card(step.Findings[i], IdOf(step, i));
        Tables(step);
        Statements(step.IsExact ? "SQL" : "SQL as far as it is known", step.Statements);
        Statements("Way back", step.Undo);
        html.Close(3).Break();
    }

    void Line(PlanStep step)
    {
        html.Element("span", step.Order.ToString(CultureInfo.InvariantCulture), ("class", "number"));
        html.Element("span", Sign(step.State), ("class", "dot"), ("aria-hidden", "true"));
        html.Open("span", ("class", "what")).Element("strong", step.Id, ("class", "id"));
        html.Open("span", ("class", "does")).Element("span", string.Join(", ", step.Changes) is { Length: > 0 } changes ? changes : step.Description);
        if (step.Objects.Count > 0)
            html.Text(" ").Element("code", string.Join(", ", step.Objects.Take(6)) + (step.Objects.Count > 6 ? ", …" : ""));
        html.Close(2).Open("span", ("class", "chips"));
        Chip(StateWord(step.State), $"state {StateOf(step)}");
        foreach (var group in step.Findings.GroupBy(HtmlFinding.Word))
            Chip(string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}{(group.Count() > 1 && group.Key is "error" or "warning" ? "s" : "")}"), $"count {group.Key}");
        if (step is { WillRun: true, Heaviest: { } heaviest })
            foreach (var cost in PlanWords.Cost(heaviest.Lock, heaviest.Impact, heaviest.Rewrites, heaviest.Scans, step.EstimatedRows, step.EstimatedDuration))
                Chip(cost, "cost");
        if (step.UndoKind != UndoKind.NothingToDo)
            Chip($"undo {PlanWords.Undo(step.UndoKind)}", step.UndoKind == UndoKind.None ? "undo missing" : "undo");
        html.Close().Element("span", RiskOf(step), ("class", $"risk {RiskOf(step)}"), ("title", $"Risk: {RiskOf(step)}"));
    }

    void Chip(string text, string name) => html.Element("span", text, ("class", $"chip {name}")).Text(" ");

    void Notes(PlanStep step)
    {
        html.Open("dl", ("class", "facts"));
        Fact("Change set", step.ToString());
        Fact("Stands in", string.Create(CultureInfo.InvariantCulture, $"{step.SourcePath}:{step.Line}:{step.Column}"));
        Fact("Does", step.Description);
        Fact("Comment", step.Comment);
        Fact("Why", step.Reason);
        Fact("At run time", step.AtRunTimeReason);
        Fact("Contexts", step.Contexts);
        Fact("Labels", step.Labels);
        Fact("Tag", step.Tag);
        if (step.WillRun && step.Statements.Count > 0)
            Fact("Commits", step.IsTransactional ? "all at once, with its history row" : "statement by statement; a run that is cut off is carried on");
        Fact("Way back", step.UndoNote);
        html.Close();
    }

    void Fact(string name, string? value)
    {
        if (value is { Length: > 0 })
            html.Open("div").Element("dt", name).Element("dd", value).Close();
    }

    void Tables(PlanStep step)
    {
        var tables = step.TableChanges.Select(DiagramTable.Of).ToList();
        if (tables.Count == 0)
            return;
        html.Element("h4", "Tables").Open("ul", ("class", "tables"));
        foreach (var table in tables)
        {
            html.Open("li").Element("code", DiagramTable.Sign(table.Mark) + table.Title, ("class", $"mark-{table.Mark.ToString().ToLowerInvariant()}")).Open("ul");
            var keys = table.Keys.Where(key => key.Mark != ChangeMark.Same).Select(key => (key.Mark, key.Title));
            foreach (var (mark, title) in table.Rows.Where(row => row.Mark != ChangeMark.Same && table.Mark != ChangeMark.Removed).Select(row => (row.Mark, row.Title)).Concat(keys))
                html.Open("li").Element("code", title, ("class", $"mark-{mark.ToString().ToLowerInvariant()}")).Close();
            html.Close(2);
        }
        html.Close();
    }

    void Statements(string title, IReadOnlyList<PlanStatement> statements)
    {
        if (statements.Count == 0)
            return;
        html.Element("h4", statements.Count == 1 ? title : string.Create(CultureInfo.InvariantCulture, $"{title} ({statements.Count} statements)"));
        foreach (var statement in statements)
        {
            html.Open("figure", ("class", "statement")).Open("pre", ("tabindex", "0"), ("aria-label", title)).Open("code", ("class", "sql"));
            sql.Write(statement.Sql);
            html.Close(2).Element("figcaption", Caption(statement)).Close().Break();
        }
    }

    static string Caption(PlanStatement statement)
    {
        var cost = PlanWords.Cost(statement.Lock, statement.Impact, statement.Rewrites, statement.Scans, statement.EstimatedRows, statement.EstimatedDuration);
        return string.Join(" · ", [.. statement.Lock.Length == 0 ? ["no lock worth naming"] : Array.Empty<string>(), .. cost, .. statement.IsTransactional ? Array.Empty<string>() : ["outside a transaction"]]);
    }

    static string RiskOf(PlanStep step) => step.Risk.ToString().ToLowerInvariant();

    static string StateOf(PlanStep step) => step.State.ToString().ToLowerInvariant();

    static string StateWord(MigrationState state) => state switch
    {
        MigrationState.Pending => "to apply",
        MigrationState.Rerun => "to rerun",
        MigrationState.MarkRan => "to mark as ran",
        MigrationState.Interrupted => "to carry on",
        MigrationState.Undo => "to undo",
        _ => state.ToString().ToLowerInvariant(),
    };

    static string Sign(MigrationState state) => state switch
    {
        MigrationState.Pending => "+",
        MigrationState.Rerun => "~",
        MigrationState.MarkRan => "=",
        MigrationState.Interrupted => ">",
        MigrationState.Undo => "−",
        _ => "o",
    };
}
