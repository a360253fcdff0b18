using System.Management.Automation;
using Migrations.Ci;

namespace Migrations;

/// <summary>What the commands have in common that tell a build agent what they do.</summary>
public abstract class ReportingCmdlet : ChangelogCmdlet
{
    /// <summary>For which build agent: its commands for groups, findings, results and output variables are written beside what is shown to people.</summary>
    [Parameter]
    public CIFormat CIFormat { get; set; } = CIFormat.Auto;

    /// <summary>Gives the agent the change sets as test results, too.</summary>
    [Parameter]
    public SwitchParameter PublishTestResult { get; set; }

    /// <summary>What is told.</summary>
    private protected CiReport Ci { get; private set; } = new(null, text => text, asTests: false);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var reporter = CiReporters.Create(CIFormat, Output.WriteAgentCommand, System.Environment.GetEnvironmentVariable);
        if (reporter is not null)
            Output.Neutralize = reporter.Neutralize;
        Ci = new(reporter, Output.Masked, PublishTestResult);
    }

    /// <summary>Runs a plan and tells what became of it, however it ends.</summary>
    private protected async Task ReportedAsync(MigrationPlan plan, Func<Task> run)
    {
        try
        {
            await run();
        }
        finally
        {
            Ci.Ran(plan);
        }
    }

    private protected override void Failing(Exception exception) => Ci.Failed(exception, Location);
}
