using System.Collections;
using System.Management.Automation;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations;

/// <summary>What the commands have in common that plan a run: which of the change sets that would run are meant.</summary>
public abstract class PlanningCmdlet : ReportingCmdlet
{
    /// <summary>Only the first so many that would run.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    /// <summary>Only those up to the change set that sets this tag, that one included.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(TagCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ToTag { get; set; }

    /// <summary>Only those with one of these ids.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(IdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Records them as if they had run, and runs nothing.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter MarkOnly { get; set; }

    /// <summary>Lets the changelog run commands on this computer.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter AllowCommand { get; set; }

    /// <summary>What to do for custom changes: script blocks by the names of their classes.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNull]
    public Hashtable CustomChange { get; set; } = [];

    /// <summary>From which severity on findings stop the run; what the policy in migrations.yaml says, else errors.</summary>
    [Parameter]
    [ValidateSet(nameof(FailureThreshold.Error), nameof(FailureThreshold.Warning), nameof(FailureThreshold.None))]
    public string? FailOn { get; set; }

    /// <summary>What -FailOn says; null where it is not given.</summary>
    private protected FailureThreshold? Threshold => FailOn is null ? null : Enum.Parse<FailureThreshold>(FailOn, ignoreCase: true);

    /// <summary>The dialect of a server that is not there, as the policy describes it.</summary>
    private protected SqlDialect OfflineDialect(RunSettings settings) => DialectRegistry.Get(Provider!).DialectFor(new(settings.Policy.TargetVersion, settings.Policy.TargetEdition));

    /// <summary>The error of a plan that is not to run: its first finding that stops it, and how many there are; null where none does.</summary>
    private protected static MigrationException? Rejection(MigrationPlan plan, FailureThreshold threshold)
    {
        var blocking = plan.Findings.Where(f => f.Blocks(threshold)).OrderByDescending(f => f.Severity).ToList();
        if (blocking is not [var first, ..])
            return null;
        var others = blocking.Count == 1 ? "" : FormattableString.Invariant($" ({blocking.Count - 1} more)");
        return new(ErrorCode.PlanRejected, $"{first}{others}", first.Advice);
    }

    /// <summary>Whether a provider without a connection asks for a plan without a server, whatever the environment names.</summary>
    private protected abstract bool MayPlanOffline { get; }

    private protected bool PlansOffline => MayPlanOffline && Connection is null && Chosen?.Connection is null && Provider is not null;

    private protected override string? ConnectionText() => PlansOffline ? null : base.ConnectionText();

    /// <summary>The settings for a changelog, with what of it is meant.</summary>
    /// <param name="path">The file or folder as the user wrote it; null for the environment's.</param>
    /// <exception cref="MigrationException">Neither names one.</exception>
    private protected RunSettings PlanningSettings(string? path)
    {
        var settings = SettingsFor(path);
        return settings.ChangelogPath is null ? throw NoChangelog() : settings with
        {
            Selection = new RunSelection { Count = Count, ToTag = ToTag, Ids = Id },
            Policy = Threshold is { } threshold ? settings.Policy with { FailOn = threshold } : settings.Policy,
            MarkOnly = MarkOnly,
            AllowCommand = AllowCommand,
            CustomChanges = CustomChangeBlock.Read(CustomChange),
        };
    }
}
