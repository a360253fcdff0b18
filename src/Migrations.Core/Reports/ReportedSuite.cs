namespace Migrations.Reports;

/// <summary>What test reports tell of a file of the changelog.</summary>
/// <param name="File">The file.</param>
/// <param name="Cases">Its change sets, in the order of the plan; what is said of the file itself is a case of its own.</param>
sealed record ReportedSuite(string File, IReadOnlyList<ReportedCase> Cases)
{
    /// <summary>How many cases failed.</summary>
    public int Failed => Cases.Count(c => c.HasFailed);

    /// <summary>How many cases were skipped.</summary>
    public int Skipped => Cases.Count(c => c.IsSkipped);

    /// <summary>The suites of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="failOn">What counts as a failure: findings of this severity and above.</param>
    public static IReadOnlyList<ReportedSuite> Of(MigrationPlan plan, FindingSeverity failOn)
    {
        var paths = ReportPaths.Of(plan);
        var ofSteps = plan.Steps.SelectMany(s => s.Findings).ToHashSet<MigrationFinding>(ReferenceEqualityComparer.Instance);
        var cases = plan.Findings.Where(f => !ofSteps.Contains(f)).GroupBy(f => f.File, (file, findings) => new ReportedCase(file, "changelog", null, [.. findings], failOn))
            .Concat(plan.Steps.Select(step => new ReportedCase(step.SourcePath, $"{step.Id}::{step.Author}", step, step.Findings, failOn)));
        return [.. cases.GroupBy(c => c.File, StringComparer.Ordinal).Select(file => new ReportedSuite(paths.Relative(file.Key), [.. file]))];
    }
}

/// <summary>A change set as a test case: it fails where something is found in it that matters enough.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Name">Its id and author.</param>
/// <param name="Step">Its step in the plan; null where the file itself is meant.</param>
/// <param name="Findings">What was found.</param>
/// <param name="FailOn">What counts as a failure: findings of this severity and above.</param>
sealed record ReportedCase(string File, string Name, PlanStep? Step, IReadOnlyList<MigrationFinding> Findings, FindingSeverity FailOn)
{
    /// <summary>What it fails for. What is suppressed does not count.</summary>
    public IEnumerable<MigrationFinding> Failures => Findings.Where(Fails);

    /// <summary>What else was found.</summary>
    public IEnumerable<MigrationFinding> Remarks => Findings.Where(f => !Fails(f));

    /// <summary>Whether it failed.</summary>
    public bool HasFailed => Failures.Any();

    /// <summary>Whether the run passes it over.</summary>
    public bool IsSkipped => !HasFailed && Step is { State: MigrationState.Skipped };

    bool Fails(MigrationFinding finding) => finding.Severity >= FailOn && finding.Suppression is null;

    /// <summary>The findings, each with its place, its advice and its fix.</summary>
    public static string Describe(IEnumerable<MigrationFinding> findings) => string.Join("\n\n", findings.Select(Describe));

    static string Describe(MigrationFinding finding)
    {
        var place = new Changelog.SourceSpan(finding.File, finding.Line, finding.Column);
        var text = $"{place}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Code} {finding.Name}: {finding.Message}";
        if (finding.Advice is { } advice)
            text += $"\n{advice}";
        if (finding.Fix is { } fix)
            text += $"\n{fix}";
        return finding.Suppression is { } reason ? $"{text}\nsuppressed: {reason}" : text;
    }
}
