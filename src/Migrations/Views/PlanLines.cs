using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Reports;

namespace Migrations.Views;

/// <summary>A plan as lines of text: what it is for, a table of its steps with what was found under each, the sum, and what can be done next.</summary>
/// <param name="plan">The plan.</param>
/// <param name="screen">Where it is shown.</param>
/// <param name="palette">In which colours.</param>
/// <param name="location">The folder the user is in: names of files in it are shown without it.</param>
sealed partial class PlanLines(ViewObject plan, Screen screen, Palette palette, string location)
{
    readonly IReadOnlyList<ViewObject> steps = plan.Each("Steps");
    readonly FindingLines findings = new(screen, palette);
    readonly bool isUndo = plan.Is("IsUndo");

    public IEnumerable<string> All() => [.. Header(), "", .. Steps(), .. OtherFindings(), .. Sum(), .. Next()];

    IEnumerable<string> Header()
    {
        var target = plan.Object("Target");
        var version = target?.Text("ServerVersion") ?? "";
        var engine = PlanWords.Engine(target?.Text("Provider") ?? "") + (version.Length > 0 ? " " + Build().Replace(version, "") : "");
        var title = $"{(isUndo ? "Undo plan" : "Plan")} {plan.Text("PlanId")}";
        var header = screen.Cut(Screen.OneLine($"{title} for {Near(plan.Text("Target"))} ({engine})"), screen.Width);
        var cut = Math.Min(title.Length, header.Length);
        yield return palette.Bold + header[..cut] + palette.Reset + header[cut..];
        var made = plan.Value<DateTime>("CreatedAt")?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var changelog = plan.Text("Changelog") is { Length: > 0 } path ? $"{Near(path)}: " : "";
        yield return palette.Dim + screen.Cut(Screen.OneLine(string.Create(CultureInfo.InvariantCulture,
            $"{changelog}{plan.Count("PendingCount")} {(isUndo ? "to undo" : "pending")}, {plan.Count("AppliedCount")} applied before; planned {made}")), screen.Width) + palette.Reset;
    }

    IEnumerable<string> Steps()
    {
        if (steps.Count == 0)
            yield break;
        var table = new StepTable(steps, screen, palette);
        var margin = table.NumberSize + 3;
        yield return table.Head;
        foreach (var step in steps)
        {
            yield return table.Row(step);
            foreach (var line in Note(step.Text("Reason"), "", margin).Concat(Note(step.Text("AtRunTimeReason"), "at run time: ", margin)).Concat(Note(step.Text("UndoNote"), "undo: ", margin)))
                yield return line;
            foreach (var line in step.Each("Findings").SelectMany(finding => findings.Of(finding, margin)))
                yield return line;
        }
        yield return "";
    }

    IEnumerable<string> Note(string text, string prefix, int margin) =>
        text.Length == 0 ? [] : screen.Fold(prefix + text, new string(' ', margin), margin + prefix.Length).Select(line => palette.Dim + line + palette.Reset);

    /// <summary>What was found about the changelog as a whole. Objects that come back from a job are no longer the same, so they are told apart by what they say.</summary>
    IEnumerable<string> OtherFindings()
    {
        var shown = steps.SelectMany(step => step.Each("Findings")).Select(KeyOf).ToHashSet();
        var lines = plan.Each("Findings").Where(finding => !shown.Contains(KeyOf(finding))).SelectMany(finding => findings.Of(finding, 2)).ToList();
        return lines.Count == 0 ? [] : [.. lines, ""];
    }

    static (string, string, string) KeyOf(ViewObject finding) => (finding.Text("Code"), FindingLines.Place(finding), finding.Text("Message"));

    IEnumerable<string> Sum()
    {
        if (steps.Count == 0)
            return [$"{palette.Bold}Plan:{palette.Reset} nothing to do."];
        var states = steps.ToLookup(step => step.Enum<MigrationState>("State"));
        (MigrationState State, string Words, bool Always)[] counted =
        [
            (MigrationState.Undo, "to undo", isUndo), (MigrationState.Pending, "to apply", !isUndo), (MigrationState.Rerun, "to rerun", !isUndo),
            (MigrationState.Interrupted, "to carry on", false), (MigrationState.MarkRan, "to mark as ran", false), (MigrationState.Skipped, "skipped", true),
        ];
        var sums = Listed("Plan:", counted.Where(c => c.Always || states[c.State].Any()).Select(c => (palette.Of(c.State), FormattableString.Invariant($"{states[c.State].Count()} {c.Words}"))));
        var risks = steps.Select(step => step.Enum<MigrationRisk>("Risk")).Where(risk => risk != MigrationRisk.None).GroupBy(risk => risk).OrderByDescending(group => group.Key).ToList();
        return risks.Count == 0 ? sums : sums.Concat(Listed("Risk:", risks.Select(group => (palette.Of(group.Key), FormattableString.Invariant($"{group.Count()} {group.Key.ToString().ToLowerInvariant()}")))));
    }

    /// <summary>Parts behind a title, each in its colour, folded where they do not fit.</summary>
    IEnumerable<string> Listed(string title, IEnumerable<(string Colour, string Text)> parts)
    {
        var line = palette.Bold + title + palette.Reset;
        var size = title.Length;
        var all = parts.ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var text = all[i].Text + (i == all.Count - 1 ? "." : ",");
            if (size + 1 + text.Length > screen.Width)
            {
                yield return line;
                line = new string(' ', title.Length);
                size = title.Length;
            }
            line += " " + all[i].Colour + text + palette.Reset;
            size += 1 + text.Length;
        }
        yield return line;
    }

    IEnumerable<string> Next()
    {
        if (!plan.Is("IsValid"))
        {
            var blocked = steps.Count(step => step.Enum<MigrationRisk>("Risk") == MigrationRisk.Blocked);
            var who = blocked == 0 ? "the changelog needs" : FormattableString.Invariant($"{blocked} change set{(blocked == 1 ? " needs" : "s need")}");
            return screen.Fold($"Blocked: {who} a decision; what was found keeps the plan from running.", "", 9).Select(line => palette.Of(MigrationRisk.Blocked) + line + palette.Reset)
                .Concat(Advise("Next: $plan.Findings | Format-List shows all of what was found."));
        }
        if (!plan.Is("HasChanges"))
            return [];
        return Advise(isUndo || plan.Object("Target")?.Text("ServerVersion") is not { Length: > 0 }
            ? "Next: $plan.Steps.Statements shows the SQL, $plan | Export-MigrationPlan plan.html writes a report."
            : "Next: $plan.Steps.Statements shows the SQL, $plan | Export-MigrationPlan plan.html writes a report, $plan | Invoke-Migration runs it.");
    }

    IEnumerable<string> Advise(string text) => screen.Fold(text, "", 6).Select(line => palette.Dim + line + palette.Reset);

    string Near(string path)
    {
        var here = location.TrimEnd('\\', '/');
        return path == here ? "." : here.Length > 0 && path.Length > here.Length + 1 && path.StartsWith(here, StringComparison.Ordinal) && path[here.Length] is '\\' or '/' ? path[(here.Length + 1)..] : path;
    }

    [GeneratedRegex("[ -].*$", RegexOptions.Singleline)]
    private static partial Regex Build();
}
