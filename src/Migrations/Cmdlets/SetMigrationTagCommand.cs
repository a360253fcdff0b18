using System.Management.Automation;
using Migrations.Execution;

namespace Migrations;

/// <summary>Tags the state that a database is in.</summary>
[Cmdlet(VerbsCommon.Set, "MigrationTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MigrationInfo))]
public sealed class SetMigrationTagCommand : DatabaseCmdlet
{
    /// <summary>The tag.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateLength(1, 255)]
    public string Tag { get; set; } = "";

    /// <summary>How long to wait for another run: a TimeSpan, or seconds.</summary>
    [Parameter]
    [Timeout]
    public TimeSpan WaitTimeout { get; set; } = new RunSettings().WaitTimeout;

    /// <summary>Gives the row that has the tag.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var run = await OpenAsync(Settings() with { WaitTimeout = Waiting(WaitTimeout) }, new RunReport(Output, "Tagging"), cancellationToken);
        var operation = new TagOperation(run);
        var last = await operation.FindAsync(cancellationToken);
        var what = last is null ? "the empty history" : $"{last.FileName}::{last.Id}::{last.Author}{(last.Tag is null ? "" : $", in place of '{last.Tag}'")}";
        if (!await Output.ShouldProcessAsync(run.Session.Target.ToString(), $"set the tag '{Tag}' on {what}"))
            return;
        var tagged = await operation.RunAsync(Tag, cancellationToken);
        if (PassThru)
            Output.WriteObject(tagged);
    }
}
