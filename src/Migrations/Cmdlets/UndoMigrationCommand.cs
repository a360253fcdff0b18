using System.Collections;
using System.Management.Automation;
using Migrations.Execution;

namespace Migrations;

/// <summary>Undoes what has been applied, last first.</summary>
[Cmdlet(VerbsCommon.Undo, "Migration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = CountSet)]
[OutputType(typeof(MigrationResult), typeof(FileInfo))]
public sealed class UndoMigrationCommand : RunCmdlet
{
    const string CountSet = "Count";
    const string TagSet = "Tag";
    const string DateSet = "Date";
    const string IdSet = "Id";
    const string InputSet = "InputObject";

    readonly List<PSObject> input = [];

    /// <summary>The changelog file, or a folder of them; the environment's where it is not given.</summary>
    [Parameter(Position = 0, ParameterSetName = CountSet)]
    [Parameter(Position = 0, ParameterSetName = TagSet)]
    [Parameter(Position = 0, ParameterSetName = DateSet)]
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Undoes the last so many.</summary>
    [Parameter(ParameterSetName = CountSet)]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <summary>Undoes all that ran behind the change set with this tag.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TagSet)]
    [ArgumentCompleter(typeof(TagCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ToTag { get; set; }

    /// <summary>Undoes all that ran after this moment, in server time.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DateSet)]
    public DateTime ToDate { get; set; }

    /// <summary>Undoes those with one of these ids, whatever ran after them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(IdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>What to undo: objects of Get-Migration or Invoke-Migration, or an undo plan of Test-MigrationPlan or Import-MigrationPlan, which runs only if nothing has moved since.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Undoes even where data is lost.</summary>
    [Parameter]
    public SwitchParameter AllowDataLoss { get; set; }

    /// <summary>Lets a rollback run commands on this computer.</summary>
    [Parameter]
    public SwitchParameter AllowCommand { get; set; }

    /// <summary>What to do for custom changes in a rollback: script blocks by the names of their classes.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable CustomChange { get; set; } = [];

    /// <summary>Writes what would undo as a script for the database's own client, and undoes nothing.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScriptPath { get; set; }

    private protected override Task RunAsync(CancellationToken cancellationToken)
    {
        if (InputObject is not null)
            input.Add(InputObject);
        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (ParameterSetName == InputSet && input.Count == 0)
            return;
        var given = GivenPlan();
        var (settings, selection) = given is not null ? (SettingsOf(OriginOf(given), given.Target) with { DeploymentId = given.DeploymentId }, new UndoSelection())
            : input.Count > 0 ? FromInput() : (SettingsFor(Path), FromParameters());
        if (settings.ChangelogPath is null)
            throw NoChangelog();
        settings = ForRun(settings) with { AllowDataLoss = AllowDataLoss, AllowCommand = AllowCommand, CustomChanges = CustomChangeBlock.Read(CustomChange) };
        var report = new RunReport(Output, "Undoing change sets", Ci);
        try
        {
            var (run, changelog) = await OpenWithChangelogAsync(settings, report, cancellationToken);
            await using var connected = run;
            var operation = new UndoOperation(run, changelog);
            var plan = given ?? await operation.PlanAsync(selection, cancellationToken);
            await new PlanGuard(run, changelog).RequireUnmovedAsync(plan, cancellationToken);
            if (ScriptPath is { } script)
            {
                var written = plan.PlanFile is null ? plan : await operation.RenewAsync(plan, cancellationToken);
                await ScriptFile.WriteAsync(FullPath(script), written, Output, writer => ScriptOperation.Write(written, writer));
                return;
            }
            if (await Confirmation.AskAsync(plan, Output, step => $"undo {Confirmation.Of(step)}") is { } steps)
                await ReportedAsync(plan, () => operation.RunAsync(plan, steps, cancellationToken));
            if (!plan.HasChanges)
                Output.Show($"Nothing to undo on {plan.Target}.");
        }
        finally
        {
            report.Complete();
        }
    }

    UndoSelection FromParameters() => ParameterSetName switch
    {
        TagSet => new() { ToTag = ToTag },
        DateSet => new() { ToDate = ToDate },
        IdSet => new() { Ids = Id },
        _ => new() { Count = Count },
    };

    /// <summary>The plan that came down the pipeline; null where something else did.</summary>
    MigrationPlan? GivenPlan()
    {
        if (input.Select(i => i.BaseObject).OfType<MigrationPlan>().FirstOrDefault() is not { } plan)
            return null;
        if (input.Count > 1)
            throw new MigrationException(ErrorCode.InvalidValue, $"{plan} is not the only object on the pipeline", "Undo one plan at a time.");
        return plan.IsUndo ? plan : throw new MigrationException(ErrorCode.InvalidValue, $"{plan} does not undo", "Invoke-Migration runs such a plan; Test-MigrationPlan -Undo makes one that undoes.");
    }

    (RunSettings, UndoSelection) FromInput()
    {
        var (origin, target, identities) = PipedChangeSets.From(input, "undo");
        if (origin?.ChangelogPath is null)
        {
            throw new MigrationException(ErrorCode.FileNotFound, "the objects on the pipeline do not know the changelog, which holds the way back",
                "Give Get-Migration the changelog: Get-Migration ./db | … | Undo-Migration.");
        }
        return (SettingsOf(origin, target), new() { Identities = identities });
    }
}
