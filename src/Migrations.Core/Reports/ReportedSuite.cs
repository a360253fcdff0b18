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

    /// <summary>How long they took, in seconds.</summary>
    public double Seconds => Math.Round(Cases.Sum(c => c.Seconds), 3);

    /// <summary>The suites of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="results">What became of its change sets; empty before it has run.</param>
    public static IReadOnlyList<ReportedSuite> Of(MigrationPlan plan, IReadOnlyList<MigrationResult> results)
    {
        var paths = ReportPaths.Of(plan);
        var became = results.ToLookup(r => (r.File, r.Id, r.Author));
        var ofSteps = plan.Steps.SelectMany(s => s.Findings).ToHashSet<MigrationFinding>(ReferenceEqualityComparer.Instance);
        var cases = plan.Findings.Where(f => !ofSteps.Contains(f)).GroupBy(f => f.File, (file, findings) => new ReportedCase(file, "changelog", null, [.. findings], plan.FailOn))
            .Concat(plan.Steps.Select(step => new ReportedCase(step.SourcePath, $"{step.Id}::{step.Author}", step, step.Findings, plan.FailOn) { Result = became[(step.File, step.Id, step.Author)].LastOrDefault() }));
        return [.. cases.GroupBy(c => c.File, StringComparer.Ordinal).Select(file => new ReportedSuite(paths.Relative(file.Key), [.. file]))];
    }
}

/// <summary>A change set as a test case: it fails where something is found in it that matters enough.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Name">Its id and author.</param>
/// <param name="Step">Its step in the plan; null where the file itself is meant.</param>
/// <param name="Findings">What was found.</param>
/// <param name="FailOn">From which severity on findings are failures.</param>
sealed record ReportedCase(string File, string Name, PlanStep? Step, IReadOnlyList<MigrationFinding> Findings, FailureThreshold FailOn)
{
    /// <summary>What became of it; null before it has run.</summary>
    public MigrationResult? Result { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public double Seconds => Math.Round(Result?.Duration.TotalSeconds ?? 0, 3);

    /// <summary>What was found that it fails for. What is suppressed does not count.</summary>
    IEnumerable<MigrationFinding> Failures => Findings.Where(Fails);

    /// <summary>What else was found.</summary>
    IEnumerable<MigrationFinding> Remarks => Findings.Where(f => !Fails(f));

    /// <summary>Whether it failed.</summary>
    public bool HasFailed => Result?.Error is not null || Failures.Any();

    /// <summary>Whether the run passes it over.</summary>
    public bool IsSkipped => !HasFailed && (Result?.State ?? Step?.State) is MigrationState.Skipped;

    /// <summary>Why it is skipped; null where there is nothing to explain.</summary>
    public string? Reason => Result?.Reason ?? Step?.Reason;

    /// <summary>By what it failed: codes, and the error of the run.</summary>
    public string FailureType => string.Join(' ', Failures.Select(f => f.Code).Concat(Error(_ => nameof(ErrorCode.ChangeSetFailed))).Distinct());

    /// <summary>What it failed with, in short.</summary>
    public string FailureMessage => string.Join('\n', Failures.Select(f => $"{f.Code} {f.Message}").Concat(Error(e => e)));

    /// <summary>What it failed with: each with its place, its advice and its fix.</summary>
    public string FailureText => string.Join("\n\n", Failures.Select(Describe).Concat(Error(e => e)));

    /// <summary>What else was found; empty where there is nothing.</summary>
    public string Output => string.Join("\n\n", Remarks.Select(Describe));

    IEnumerable<string> Error(Func<string, string> tell) => Result?.Error is { } error ? [tell(error)] : [];

    bool Fails(MigrationFinding finding) => finding.Blocks(FailOn);

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
