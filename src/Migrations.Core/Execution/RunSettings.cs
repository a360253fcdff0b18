using Migrations.Changelog;
using Migrations.History;
using Migrations.Lint;
using Migrations.Planning;

namespace Migrations.Execution;

/// <summary>What a run is asked to do: which changelog, which database, with what. Made by the cmdlets; kept in memory by the objects they emit.</summary>
public sealed record RunSettings
{
    /// <summary>The changelog file or folder; null where only the database is looked at.</summary>
    public string? ChangelogPath { get; init; }

    /// <summary>The roots of the search path: full paths.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>Where the caller stands: file names are shown relative to it.</summary>
    public string Location { get; init; } = "";

    /// <summary>How to connect; null for planning without a server.</summary>
    public ConnectionSettings? Connection { get; init; }

    /// <summary>The contexts of this run; none means that every change set is for it, except those that ask for theirs with <c>@</c>.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];

    /// <summary>The label expression of this run.</summary>
    public string? LabelFilter { get; init; }

    /// <summary>Properties for <c>${name}</c>; a <see cref="System.Security.SecureString"/> is a secret.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; init; } = new Dictionary<string, object>();

    /// <summary>The secrets that the run meets.</summary>
    public KnownSecrets Secrets { get; init; } = new();

    /// <summary>Whether what Liquibase accepts in silence is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>What the project allows.</summary>
    public LintPolicy Policy { get; init; } = LintPolicy.Default;

    /// <summary>Which of the change sets that would run are to run.</summary>
    public RunSelection Selection { get; init; } = RunSelection.Everything;

    /// <summary>Whether those that have not run are recorded as if they had, and nothing is run.</summary>
    public bool MarkOnly { get; init; }

    /// <summary>Bounds on what the files of the changelog may ask for; null for those of the environment, else the usual ones.</summary>
    public ChangelogLimits? Limits { get; init; }

    /// <summary>DEPLOYMENT_ID of the run, that of the plan where one is run that was made before; null for one of its own.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>What the history tables are called.</summary>
    public HistoryNames HistoryNames { get; init; } = new();

    /// <summary>How long to wait for another run.</summary>
    public TimeSpan WaitTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What the user has decided of a step in doubt; null where nothing was decided.</summary>
    public StepInDoubtDecision? StepInDoubt { get; init; }

    /// <summary>Whether the changelog may run commands on this computer.</summary>
    public bool AllowCommand { get; init; }

    /// <summary>What to do for custom changes, by the name of their class: whatever the <see cref="IRunObserver"/> of the run can perform.</summary>
    public IReadOnlyDictionary<string, object> CustomChanges { get; init; } = new Dictionary<string, object>();

    /// <summary>Whether an undo may destroy data.</summary>
    public bool AllowDataLoss { get; init; }
}

/// <summary>What to do with a statement of which nobody can tell whether it ran.</summary>
public enum StepInDoubtDecision
{
    /// <summary>It has run: go on behind it.</summary>
    Done,
    /// <summary>It has not run: run it.</summary>
    Repeat,
}
