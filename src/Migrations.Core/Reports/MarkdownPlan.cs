using System.Globalization;
using Migrations.Sql;

namespace Migrations.Reports;

/// <summary>A plan as Markdown, for the summary of a build and the discussion of a pull request: a table of the steps, the findings, the SQL to unfold.</summary>
sealed class MarkdownPlan : IPlanFormat
{
    static readonly Dictionary<MigrationState, string> Words = new()
    {
        [MigrationState.Pending] = "+ pending",
        [MigrationState.Rerun] = "~ rerun",
        [MigrationState.MarkRan] = "= mark ran",
        [MigrationState.Skipped] = "o skipped",
        [MigrationState.Interrupted] = "> interrupted",
        [MigrationState.Undo] = "- undo",
    };

    /// <inheritdoc/>
    public string Name => "Markdown";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions => [".md", ".markdown"];

    /// <summary>Whether the SQL of the steps is in it.</summary>
    public bool ShowsSql { get; init; } = true;

    /// <inheritdoc/>
    public void Write(MigrationPlan plan, TextWriter writer)
    {
        var paths = ReportPaths.Of(plan);
        writer.WriteLine($"## {(plan.IsUndo ? "Undo plan" : "Plan")} for {MarkdownText.Inline(plan.Target.ToString())}");
        writer.WriteLine();
        writer.WriteLine(Summary(plan));
        writer.WriteLine();
        if (plan.Steps.Count > 0)
            WriteSteps(plan, writer);
        WriteFindings(plan, paths, writer);
        foreach (var step in plan.Steps.Where(s => ShowsSql && (s.Statements.Count > 0 || s.Undo.Count > 0)))
            WriteSql(step, writer);
    }

    static string Summary(MigrationPlan plan)
    {
        var counts = FindingSummary(plan);
        var todo = plan.HasChanges ? string.Create(CultureInfo.InvariantCulture, $"**{plan.PendingCount} to {(plan.IsUndo ? "undo" : "apply")}**") : "**Nothing to do**";
        var blocked = plan.IsValid ? "" : " **Blocked**: findings that are errors stop a run.";
        return string.Create(CultureInfo.InvariantCulture, $"{todo}, {plan.Steps.Count(s => s.State == MigrationState.Skipped)} skipped, {plan.AppliedCount} applied before. {counts}.{blocked}");
    }

    static string FindingSummary(MigrationPlan plan)
    {
        var open = plan.Findings.Where(f => f.Suppression is null).GroupBy(f => f.Severity).OrderByDescending(g => g.Key)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {Word(g.Key)}{(g.Count() == 1 || g.Key == FindingSeverity.Information ? "" : "s")}"));
        return open.Any() ? string.Join(", ", open) : "No findings";
    }

    static string Word(FindingSeverity severity) => severity.ToString().ToLowerInvariant();

    static void WriteSteps(MigrationPlan plan, TextWriter writer)
    {
        writer.WriteLine("| # | State | Change set | Description | Costs | Undo |");
        writer.WriteLine("|--:|---|---|---|---|---|");
        foreach (var step in plan.Steps)
        {
            string[] cells =
            [
                step.Order.ToString(CultureInfo.InvariantCulture), MarkdownText.Inline(Words.GetValueOrDefault(step.State, step.State.ToString())), MarkdownText.Code(step.Id),
                MarkdownText.Inline(step.Reason is null ? step.Description : $"{step.Description} ({step.Reason})"), MarkdownText.Inline(step.WillRun ? PlanWords.Cost(step) : "-"),
                MarkdownText.Inline(step.UndoNote is null ? PlanWords.Undo(step.UndoKind) : $"{PlanWords.Undo(step.UndoKind)}: {step.UndoNote}"),
            ];
            writer.WriteLine($"| {string.Join(" | ", cells)} |");
        }
        writer.WriteLine();
    }

    static void WriteFindings(MigrationPlan plan, ReportPaths paths, TextWriter writer)
    {
        if (plan.Findings.Count == 0)
            return;
        writer.WriteLine("### Findings");
        writer.WriteLine();
        foreach (var finding in plan.Findings.OrderBy(f => f.Suppression is not null).ThenByDescending(f => f.Severity))
        {
            var place = new Changelog.SourceSpan(paths.Relative(finding.File), finding.Line, finding.Column);
            var head = finding.Suppression is null ? $"**{Word(finding.Severity)}**" : "*suppressed*";
            writer.WriteLine($"- {head} {MarkdownText.Inline(finding.Code)} {MarkdownText.Inline(finding.Message)}  ");
            writer.WriteLine($"  at {MarkdownText.Code(place.ToString())}{Cost(finding)}");
            if (finding.Suppression is { } reason)
                writer.WriteLine($"  <br>suppressed: {MarkdownText.Inline(reason)}");
            if (finding.Advice is { } advice)
                writer.WriteLine($"  <br>{MarkdownText.Inline(advice)}");
            if (finding.Fix is { } fix)
                writer.WriteLine("\n" + Indented(MarkdownText.Block("yaml", fix)) + "\n");
        }
        writer.WriteLine();
    }

    static string Cost(MigrationFinding finding) => string.Concat(
        PlanWords.Cost(finding.Lock, Enum.TryParse<LockImpact>(finding.LockImpact, out var impact) ? impact : LockImpact.Unknown, finding.Rewrites, finding.Scans, finding.EstimatedRows, finding.EstimatedDuration)
            .Select(part => $", {MarkdownText.Inline(part)}"));

    static string Indented(string block) => string.Join('\n', block.Split('\n').Select(line => line.Length == 0 ? line : "  " + line));

    static void WriteSql(PlanStep step, TextWriter writer)
    {
        writer.WriteLine($"<details><summary>{MarkdownText.Html(step.ToString())}</summary>");
        writer.WriteLine();
        if (step.Statements.Count > 0)
            writer.WriteLine(MarkdownText.Block("sql", Script(step.Statements)));
        if (step.AtRunTimeReason is { } reason)
            writer.WriteLine($"\nDecided when it runs: {MarkdownText.Inline(reason)}");
        if (step.Undo.Count > 0)
        {
            writer.WriteLine("\nThe way back:\n");
            writer.WriteLine(MarkdownText.Block("sql", Script(step.Undo)));
        }
        writer.WriteLine();
        writer.WriteLine("</details>");
        writer.WriteLine();
    }

    static string Script(IEnumerable<PlanStatement> statements) => string.Join('\n', statements.Select(s => s.Sql.TrimEnd().TrimEnd(';') + ";"));
}
