using System.Management.Automation;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Planning;
using Migrations.Proof;

namespace Migrations;

/// <summary>Plans what Invoke-Migration would do, or Undo-Migration, and changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MigrationPlan", DefaultParameterSetName = PathSet)]
[OutputType(typeof(MigrationPlan), typeof(bool))]
public sealed class TestMigrationPlanCommand : PlanningCmdlet
{
    /// <summary>The changelog file, or a folder of them; the environment's where it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Plans the way back: of the last change set, or as -Count, -ToTag, -ToDate or -Id says, as Undo-Migration takes them.</summary>
    [Parameter]
    public SwitchParameter Undo { get; set; }

    /// <summary>With -Undo: all that ran after this moment, in server time.</summary>
    [Parameter]
    public DateTime? ToDate { get; set; }

    /// <summary>Gives only whether the plan could run.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Tries the way back: runs, undoes and runs again every change set on a scratch database, and compares.</summary>
    [Parameter]
    public SwitchParameter ProveRollback { get; set; }

    /// <summary>An empty database to use as the scratch database; where it is not given, one is made beside the target and dropped again.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScratchConnection { get; set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var settings = PlanningSettings(Path);
        RefuseContradictions();
        if (!Quiet)
        {
            var plan = await ReportAsync(settings, cancellationToken);
            Output.WriteObject(plan);
            // A look at a plan is no failure unless somebody has said what is; in a pipeline, everybody has.
            if ((settings.Policy.FailOn is not null || Ci.IsActive) && Rejection(plan, plan.FailOn) is { } rejection)
                Output.WriteError(rejection);
            return;
        }
        try
        {
            Output.WriteObject((await ReportAsync(settings, cancellationToken)).IsValid);
        }
        catch (MigrationException e) when (!IsAboutTheDatabase(e.Code))
        {
            Output.WriteVerbose(e.Message);
            Output.WriteObject(false);
        }
    }

    async Task<MigrationPlan> ReportAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(settings, cancellationToken);
        Ci.Planned(plan);
        return plan;
    }

    async Task<MigrationPlan> PlanAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        if (PlansOffline && Undo)
            throw new MigrationException(ErrorCode.InvalidValue, "there is nothing to undo without a database", "Give -Connection.");
        if (PlansOffline)
        {
            var dialect = OfflineDialect(settings);
            var prepared = ChangelogSource.Read(settings, dialect);
            var planned = PlanOperation.PlanOffline(dialect, prepared, settings);
            return ProveRollback ? await ProveAsync(DialectRegistry.Get(Provider!), prepared, planned, target: null, cancellationToken) : planned;
        }
        var (run, changelog) = await OpenWithChangelogAsync(settings, new RunReport(Output, "Planning"), cancellationToken);
        await using var connected = run;
        if (Undo)
            return await new UndoOperation(run, changelog).PlanAsync(UndoSelection(), cancellationToken, forLater: true);
        var plan = await PlanOperation.PlanAsync(run, changelog, cancellationToken, forLater: true);
        return ProveRollback ? await ProveAsync(ProviderOf(settings), changelog, plan, run, cancellationToken) : plan;
    }

    UndoSelection UndoSelection() => ToTag is not null ? new() { ToTag = ToTag } : ToDate is not null ? new() { ToDate = ToDate } : Id is not null ? new() { Ids = Id } : new() { Count = Count ?? 1 };

    void RefuseContradictions()
    {
        if (ToDate is not null && !Undo)
            throw new MigrationException(ErrorCode.InvalidValue, "-ToDate says how far to undo", "Give -Undo as well, or -Count, -ToTag or -Id.");
        if (ScratchConnection is not null && !ProveRollback)
            throw new MigrationException(ErrorCode.InvalidValue, "-ScratchConnection has no effect without -ProveRollback", "Add -ProveRollback, or leave it out.");
        if (Undo && ProveRollback)
            throw new MigrationException(ErrorCode.InvalidValue, "-ProveRollback tries the way back of what has yet to run, and -Undo plans that of what has run", "Give one of them.");
        if (Undo && MarkOnly)
            throw new MigrationException(ErrorCode.InvalidValue, "-MarkOnly records change sets as run, and -Undo undoes them", "Give one of them.");
        if (Undo && new object?[] { Count, ToTag, ToDate, Id }.Count(given => given is not null) > 1)
            throw new MigrationException(ErrorCode.InvalidValue, "-Undo goes by one of -Count, -ToTag, -ToDate and -Id", "Give one of them.");
    }

    async Task<MigrationPlan> ProveAsync(IDatabaseProvider provider, PreparedChangelog changelog, MigrationPlan plan, MigrationRun? target, CancellationToken cancellationToken)
    {
        var report = new RunReport(Output, "Proving the way back");
        try
        {
            return await new ProofOperation(provider, changelog, report).RunAsync(plan, target, ScratchConnection is { } text ? ScratchAt(text) : null, cancellationToken);
        }
        finally
        {
            report.Complete();
        }
    }

    /// <summary>Where the scratch database is: the user and the token are those of the target, unless the text has its own.</summary>
    ConnectionSettings ScratchAt(string text) => new(text)
    {
        Provider = Provider,
        Credential = Credential?.GetNetworkCredential(),
        AccessToken = AccessToken,
        BaseDirectory = Location,
        LockTimeout = LockTimeout,
    };

    private protected override bool MayPlanOffline => true;

    /// <summary>That a database cannot be reached says nothing about the plan.</summary>
    static bool IsAboutTheDatabase(ErrorCode code) => code is ErrorCode.ConnectionFailed or ErrorCode.ConnectionLost or ErrorCode.InvalidConnection or ErrorCode.HistoryUnusable;
}
