using System.Management.Automation;
using Migrations.Execution;
using Migrations.Sql;

namespace Migrations;

/// <summary>Applies what is pending.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Migration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = PathSet)]
[OutputType(typeof(MigrationResult), typeof(FileInfo))]
public sealed class InvokeMigrationCommand : PlanningCmdlet
{
    const string PlanSet = "Plan";

    /// <summary>
    /// The changelog file, or a folder of them. Needed, but not mandatory to the parameter binder: of two sets with a mandatory parameter from the pipeline
    /// it settles for the default one before it has seen an object, and a plan would not be taken.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>A plan from Test-MigrationPlan or Import-MigrationPlan; it runs only if nothing has moved since.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public MigrationPlan? InputObject { get; set; }

    /// <summary>How long to wait for another run: a TimeSpan, or seconds.</summary>
    [Parameter]
    [Timeout]
    public TimeSpan WaitTimeout { get; set; } = new RunSettings().WaitTimeout;

    /// <summary>What to do with a statement of which an earlier run could not tell whether it ran.</summary>
    [Parameter]
    [ValidateSet(nameof(StepInDoubtDecision.Done), nameof(StepInDoubtDecision.Repeat))]
    public string? StepInDoubt { get; set; }

    /// <summary>Writes what would run as a script for the database's own client, and runs nothing. With -Provider alone, for an empty database.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScriptPath { get; set; }

    private protected override bool MayPlanOffline => ScriptPath is not null;

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (PlansOffline && InputObject is null)
        {
            var offline = PlanningSettings(Path);
            await WriteOfflineAsync(offline, OfflineDialect(offline));
            return;
        }
        var settings = InputObject is { } input ? SettingsOf(OriginOf(input), input.Target) with { DeploymentId = input.DeploymentId } : PlanningSettings(Path);
        settings = settings with { WaitTimeout = Waiting(WaitTimeout), StepInDoubt = StepInDoubt is null ? null : Enum.Parse<StepInDoubtDecision>(StepInDoubt) };
        var report = new RunReport(Output, "Applying change sets", Ci);
        try
        {
            var (run, changelog) = await OpenWithChangelogAsync(settings, report, cancellationToken);
            await using var connected = run;
            var plan = InputObject ?? await PlanOperation.PlanAsync(run, changelog, cancellationToken);
            Warn(plan);
            RefuseInvalid(plan);
            await new PlanGuard(run, changelog).RequireUnmovedAsync(plan, cancellationToken);
            if (ScriptPath is { } script)
            {
                var written = plan.PlanFile is null ? plan : await new ApplyOperation(run, changelog).RenewAsync(plan, cancellationToken);
                await ScriptFile.WriteAsync(FullPath(script), written, Output, writer => ScriptOperation.Write(written, writer));
                return;
            }
            var confirmed = await Confirmation.AskAsync(plan, Output, step => $"{(plan.Origin!.MarkOnly ? "record without running " : "")}{Confirmation.Of(step)}");
            if (confirmed is { } steps)
                await ReportedAsync(plan, () => new ApplyOperation(run, changelog).RunAsync(plan, steps, cancellationToken));
            if (!plan.HasChanges)
                Output.Show($"Nothing to do on {plan.Target}: {plan.AppliedCount} change sets are applied, {plan.Steps.Count} are skipped.");
            else if (confirmed is { Count: > 0 } && report.Count == 0)
                Output.Show($"Nothing left to do on {plan.Target}: another run has applied the change sets of this plan.");
        }
        finally
        {
            report.Complete();
        }
    }

    async Task WriteOfflineAsync(RunSettings settings, SqlDialect dialect)
    {
        var changelog = ChangelogSource.Read(settings, dialect);
        var plan = PlanOperation.PlanOffline(dialect, changelog, settings);
        Warn(plan);
        RefuseInvalid(plan);
        await ScriptFile.WriteAsync(FullPath(ScriptPath!), plan, Output, writer => ScriptOperation.Write(plan, writer));
    }

    /// <summary>An agent gets what is found at its place instead of as text.</summary>
    void Warn(MigrationPlan plan)
    {
        if (Ci.IsActive)
        {
            if (InputObject is null)
                Ci.Found(plan);
            return;
        }
        foreach (var finding in plan.Findings.Where(f => f.Blocks(FailureThreshold.Warning) && InputObject is null))
            Output.WriteWarning(finding.ToString());
    }

    void RefuseInvalid(MigrationPlan plan)
    {
        if (plan.IsUndo)
            throw new MigrationException(ErrorCode.InvalidValue, $"{plan} undoes", "Undo-Migration runs such a plan.");
        if (Rejection(plan, Threshold ?? plan.FailOn) is { } rejection)
            throw rejection;
    }
}
