namespace Migrations;

/// <summary>
/// What a run will do, made by the same planner as the run itself. Holds no secret; the connection it was made for stays in memory and is not serialised.
/// </summary>
public sealed class MigrationPlan
{
    internal MigrationPlan(MigrationTarget target, IReadOnlyList<PlanStep> steps, IReadOnlyList<MigrationFinding> findings, int appliedCount)
    {
        Target = target;
        Steps = steps;
        Findings = findings;
        AppliedCount = appliedCount;
    }

    /// <summary>The plan's id, for telling plans apart in logs.</summary>
    public string PlanId { get; internal init; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The database it is for.</summary>
    public MigrationTarget Target { get; }

    /// <summary>The run that planned it; null where nothing connected.</summary>
    public string? RunId { get; init; }

    /// <summary>DEPLOYMENT_ID that history has of what it runs; null where nothing connected.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>When it was made, in the local time of this machine.</summary>
    public DateTime CreatedAt { get; internal init; } = DateTime.Now;

    /// <summary>The changelog file or folder as the user gave it.</summary>
    public string? Changelog { get; init; }

    /// <summary>The file that it was read from; null for a plan that was made in this session.</summary>
    public string? PlanFile { get; init; }

    /// <summary>The version of this module that made it.</summary>
    public string ModuleVersion { get; internal init; } = Reports.JsonPlan.ModuleVersion;

    /// <summary>Whether it undoes.</summary>
    public bool IsUndo { get; init; }

    /// <summary>The steps in the order in which they run, those that are skipped included with the reason.</summary>
    public IReadOnlyList<PlanStep> Steps { get; }

    /// <summary>All findings: of the changelog's text and of the steps.</summary>
    public IReadOnlyList<MigrationFinding> Findings { get; }

    /// <summary>How many change sets have run already.</summary>
    public int AppliedCount { get; }

    /// <summary>How many change sets will run, be recorded or be undone.</summary>
    public int PendingCount => Steps.Count(s => s.WillRun);

    /// <summary>Whether running it would do anything.</summary>
    public bool HasChanges => Steps.Any(s => s.WillRun);

    /// <summary>From which severity on findings keep it from running.</summary>
    public FailureThreshold FailOn { get; init; } = FailureThreshold.Error;

    /// <summary>The greatest risk of its steps; Blocked where a finding keeps it from running.</summary>
    public MigrationRisk Risk => IsValid ? Steps.Select(s => s.Risk).DefaultIfEmpty().Max() : MigrationRisk.Blocked;

    /// <summary>Whether nothing in it keeps it from running.</summary>
    public bool IsValid => !Findings.Any(f => f.Blocks(FailOn));

    /// <summary>Where it came from: how to connect and what to read, for the cmdlet that receives it.</summary>
    internal Execution.RunSettings? Origin { get; init; }

    /// <summary>What the executor runs; null for a plan from a file, which is planned again and has to come out the same.</summary>
    internal Planning.PlannedRun? Run { get; init; }

    /// <summary>What must not have moved when it is run; null for the plan of a run that executes it itself.</summary>
    internal Planning.PlanBasis? Basis { get; init; }

    /// <summary>Whether a run made it for itself.</summary>
    internal bool IsOf(Execution.MigrationRun run) => Run is { } planned && ReferenceEquals(planned.PlannedBy, run);

    /// <summary><c>Plan 7f3a9c2e: 3 to apply on server/database</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"Plan {PlanId}: {PendingCount} to {(IsUndo ? "undo" : "apply")} on {Target}");
}
