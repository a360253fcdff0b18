using System.Management.Automation;
using Migrations.Execution;

namespace Migrations;

/// <summary>What the commands have in common that run a plan: waiting for another run, and what an earlier one has left undecided.</summary>
public abstract class RunCmdlet : ReportingCmdlet
{
    /// <summary>How long to wait for another run: a TimeSpan, or seconds.</summary>
    [Parameter]
    [Timeout]
    public TimeSpan WaitTimeout { get; set; } = new RunSettings().WaitTimeout;

    /// <summary>What to do with a statement of which an earlier run could not tell whether it ran.</summary>
    [Parameter]
    [ValidateSet(nameof(StepInDoubtDecision.Done), nameof(StepInDoubtDecision.Repeat))]
    public string? StepInDoubt { get; set; }

    /// <summary>The settings of a run.</summary>
    /// <param name="settings">What to run, and where.</param>
    private protected RunSettings ForRun(RunSettings settings) =>
        settings with { WaitTimeout = Waiting(WaitTimeout), StepInDoubt = StepInDoubt is null ? null : Enum.Parse<StepInDoubtDecision>(StepInDoubt) };
}
