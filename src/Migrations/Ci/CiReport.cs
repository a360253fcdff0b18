using System.Globalization;
using Migrations.Reports;

namespace Migrations.Ci;

/// <summary>What a command tells the build agent that it runs on: nothing where it runs on none.</summary>
/// <param name="reporter">Who tells it; null where there is none.</param>
/// <param name="masked">Takes secrets out of a text.</param>
/// <param name="asTests">Whether change sets are published as test results.</param>
sealed class CiReport(ICiReporter? reporter, Func<string, string> masked, bool asTests)
{
    /// <summary>No agent takes a longer summary.</summary>
    const int LongestSummary = 900_000;

    readonly List<MigrationResult> results = [];
    bool isInGroup;

    /// <summary>Whether anybody is told anything.</summary>
    public bool IsActive => reporter is not null;

    /// <summary>A plan has been made to be looked at: what is found in it, what it would do, and whether it may run.</summary>
    public void Planned(MigrationPlan plan)
    {
        if (reporter is null)
            return;
        Found(plan);
        reporter.SetOutput("MigrationsHasChanges", Word(plan.HasChanges));
        reporter.SetOutput("MigrationsBlocked", Word(!plan.IsValid));
        Summarize("Migrations plan", new MarkdownPlan(), new MarkdownPlan { ShowsSql = false }, plan);
        reporter.Publish(plan, [], asTests);
        if (!plan.IsValid)
            reporter.Conclude(CiConclusion.Failed);
    }

    /// <summary>What is found in a plan, each at its place.</summary>
    public void Found(MigrationPlan plan)
    {
        if (reporter is null)
            return;
        var paths = ReportPaths.Of(plan);
        var open = plan.Findings.Where(f => f.Suppression is null).ToList();
        foreach (var finding in open)
            reporter.Issue(new(finding.Severity, finding.Code, Sentences(finding.Message, finding.Advice), paths.Full(finding.File), finding.Line, finding.Column));
        if (open.Exists(f => f.Severity == FindingSeverity.Warning))
            reporter.Conclude(CiConclusion.SucceededWithIssues);
    }

    /// <summary>A change set begins.</summary>
    public void Begin(PlanStep step, int index, int count)
    {
        if (reporter is null)
            return;
        EndGroup();
        reporter.BeginGroup(masked(string.Create(CultureInfo.InvariantCulture, $"{step} ({index + 1}/{count})")));
        isInGroup = true;
        reporter.Progress(index * 100 / Math.Max(count, 1), masked(step.ToString()));
    }

    /// <summary>A change set has ended.</summary>
    public void End(MigrationResult result)
    {
        results.Add(result);
        EndGroup();
    }

    /// <summary>A run has ended, well or not.</summary>
    public void Ran(MigrationPlan plan)
    {
        if (reporter is null)
            return;
        EndGroup();
        reporter.SetOutput("MigrationsAppliedCount", results.Count(r => r.State is MigrationState.Applied or MigrationState.Rerun or MigrationState.MarkRan or MigrationState.Undone).ToString(CultureInfo.InvariantCulture));
        Summarize("Migrations", new MarkdownRun(results), new MarkdownRun([.. results.Where(r => r.State == MigrationState.Failed)]), plan);
        reporter.Publish(plan, results, asTests);
    }

    /// <summary>The command fails.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="location">Where the caller stands: files are named relative to it.</param>
    public void Failed(Exception exception, string location)
    {
        if (reporter is null)
            return;
        EndGroup();
        reporter.Issue(exception is MigrationException failure ? Issue(failure, location) : new(FindingSeverity.Error, "Unexpected", masked(exception.Message), null, 0, 0));
        reporter.Conclude(CiConclusion.Failed);
    }

    /// <summary>An agent shows the place by itself, so it is taken out of the message.</summary>
    CiIssue Issue(MigrationException failure, string location)
    {
        var message = failure.Span is { } place && failure.Message.StartsWith($"{place}: ", StringComparison.Ordinal) ? failure.Message[$"{place}: ".Length..] : failure.Message;
        var file = failure.Span is { } span ? Path.GetFullPath(span.File, location) : null;
        return new(FindingSeverity.Error, failure.Code.ToString(), masked(Sentences(message, failure.Advice)), file, failure.Span?.Line ?? 0, failure.Span?.Column ?? 0);
    }

    void EndGroup()
    {
        if (isInGroup)
            reporter?.EndGroup();
        isInGroup = false;
    }

    void Summarize(string title, IPlanFormat whole, IPlanFormat shorter, MigrationPlan plan)
    {
        var text = Written(whole);
        if (text.Length > LongestSummary)
            text = Written(shorter);
        if (text.Length > LongestSummary)
            text = string.Join('\n', text.Split('\n').Take(3)) + "\n\nWhat follows is larger than a summary may be.\n";
        reporter!.AddSummary(title, masked(text));

        string Written(IPlanFormat format)
        {
            using var writer = new StringWriter { NewLine = "\n" };
            format.Write(plan, writer);
            return writer.ToString();
        }
    }

    static string Sentences(string message, string? advice) => advice is null ? message : $"{message}\n{advice}";

    static string Word(bool value) => value ? "true" : "false";
}
