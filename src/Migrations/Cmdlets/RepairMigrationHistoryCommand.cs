using System.Management.Automation;
using Migrations.Execution;

namespace Migrations;

/// <summary>Puts history right without running anything: checksums and rows.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "MigrationHistory", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MigrationRepair))]
public sealed class RepairMigrationHistoryCommand : ChangelogCmdlet
{
    readonly List<PSObject> input = [];

    /// <summary>The changelog file, or a folder of them; needed to recalculate checksums.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Clears checksums; the next run fills in those of the changelog.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(ClearChecksum))]
    public SwitchParameter ClearChecksum { get; set; }

    /// <summary>Writes the changelog's checksums where history has others.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(RecalculateChecksum))]
    public SwitchParameter RecalculateChecksum { get; set; }

    /// <summary>Removes rows from history, so that their change sets count as not run.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(Forget))]
    public SwitchParameter Forget { get; set; }

    /// <summary>Only rows with one of these ids.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(IdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Only these rows: objects of Get-Migration or Invoke-Migration.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>How long to wait for another run: a TimeSpan, or seconds.</summary>
    [Parameter]
    [Timeout]
    public TimeSpan WaitTimeout { get; set; } = new RunSettings().WaitTimeout;

    RepairKind Kind => Enum.Parse<RepairKind>(ParameterSetName);

    private protected override Task RunAsync(CancellationToken cancellationToken)
    {
        if (InputObject is not null)
            input.Add(InputObject);
        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        // What a filter has left nothing of means nothing, never everything.
        if (input.Count == 0 && MyInvocation.ExpectingInput)
            return;
        var (settings, selection) = input.Count > 0 ? FromInput() : (SettingsFor(Path), new RepairSelection { Ids = Id });
        if (Kind == RepairKind.Forget && selection == RepairSelection.Everything)
            throw new MigrationException(ErrorCode.InvalidValue, "nothing says which rows to forget", "Name them with -Id, or pipe them: Get-Migration ./db -State Unexpected | Repair-MigrationHistory -Forget.");
        await using var run = await OpenAsync(settings with { WaitTimeout = Waiting(WaitTimeout) }, new RunReport(Output, "Repairing history"), cancellationToken);
        var changelog = Kind != RepairKind.RecalculateChecksum ? null : settings.ChangelogPath is null ? throw NoChangelog() : ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target);
        var operation = new RepairOperation(run, Kind, changelog);
        var agreed = new List<HistoryRepair>();
        foreach (var repair in await operation.PlanAsync(selection, cancellationToken))
        {
            if (await Output.ShouldProcessAsync(run.Session.Target.ToString(), Action(repair)))
                agreed.Add(repair);
        }
        await operation.RunAsync(agreed, Output.WriteStepAsync, cancellationToken);
    }

    string Action(HistoryRepair repair)
    {
        var set = $"{repair.Row.FileName}::{repair.Row.Id}::{repair.Row.Author}";
        return Kind switch
        {
            RepairKind.ClearChecksum => $"clear the checksum of {set}",
            RepairKind.RecalculateChecksum => $"replace the checksum of {set}: {repair.Row.Md5Sum ?? "none"} by {repair.Checksum}",
            _ => $"forget that {set} has run",
        };
    }

    (RunSettings, RepairSelection) FromInput()
    {
        var piped = PipedChangeSets.From(input, "repair");
        if (Path is not null || Id is not null)
            throw new MigrationException(ErrorCode.InvalidValue, $"-{(Path is null ? nameof(Id) : nameof(Path))} has no effect on objects from the pipeline, which bring their changelog along", "Filter the objects instead.");
        if (piped.Origin is null)
            throw new MigrationException(ErrorCode.InvalidConnection, "the objects on the pipeline come from another process and do not know their database", "Get them anew with Get-Migration.");
        return (SettingsOf(piped.Origin, piped.Target), new() { Identities = piped.Identities });
    }
}
