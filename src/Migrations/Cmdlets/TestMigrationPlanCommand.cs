using System.Management.Automation;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Planning;
using Migrations.Proof;

namespace Migrations;

/// <summary>Plans what Invoke-Migration would do, and changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MigrationPlan", DefaultParameterSetName = PathSet)]
[OutputType(typeof(MigrationPlan), typeof(bool))]
public sealed class TestMigrationPlanCommand : PlanningCmdlet
{
    /// <summary>The changelog file, or a folder of them; the environment's where it is not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

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
        if (!Quiet)
        {
            Output.WriteObject(await PlanAsync(settings, cancellationToken));
            return;
        }
        try
        {
            Output.WriteObject((await PlanAsync(settings, cancellationToken)).IsValid);
        }
        catch (MigrationException e) when (!IsAboutTheDatabase(e.Code))
        {
            Output.WriteVerbose(e.Message);
            Output.WriteObject(false);
        }
    }

    async Task<MigrationPlan> PlanAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        if (ScratchConnection is not null && !ProveRollback)
            throw new MigrationException(ErrorCode.InvalidValue, "-ScratchConnection has no effect without -ProveRollback", "Add -ProveRollback, or leave it out.");
        if (PlansOffline)
        {
            var provider = DialectRegistry.Get(Provider!);
            var prepared = ChangelogSource.Read(settings, provider.DefaultDialect);
            var planned = PlanOperation.PlanOffline(provider.DefaultDialect, prepared, settings);
            return ProveRollback ? await ProveAsync(provider, prepared, planned, target: null, cancellationToken) : planned;
        }
        var (run, changelog) = await OpenWithChangelogAsync(settings, new RunReport(Output, "Planning"), cancellationToken);
        await using var connected = run;
        var plan = await PlanOperation.PlanAsync(run, changelog, cancellationToken);
        return ProveRollback ? await ProveAsync(ProviderOf(settings), changelog, plan, run, cancellationToken) : plan;
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
