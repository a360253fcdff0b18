using System.Collections.Immutable;
using System.ComponentModel;
using Migrations.Planning;

namespace Migrations.Reports;

/// <summary>A plan as it is kept in a file: all that a reader wants to see and that a run needs to do exactly that. It holds no secret.</summary>
sealed record PlanDocument
{
    /// <summary>What <see cref="Format"/> says.</summary>
    public const string FormatName = "migrations-plan";

    /// <summary>The version that is written, and the last that is understood. A change that an older version would misread raises it.</summary>
    public const int CurrentVersion = 1;

    /// <summary>What it is.</summary>
    [Description("Always migrations-plan.")]
    public required string Format { get; init; }

    /// <summary>The version of the format.</summary>
    [Description("The version of this format.")]
    public required int Version { get; init; }

    /// <summary>The sum of everything else.</summary>
    [Description("SHA-256 over everything else in this file, so that an edited plan is not taken for the one that was approved.")]
    public required string Digest { get; init; }

    /// <summary>The version of the module that made it.</summary>
    [Description("The version of the Migrations module that made the plan.")]
    public required string Module { get; init; }

    /// <summary>The plan's id.</summary>
    [Description("The plan's id.")]
    public required string PlanId { get; init; }

    /// <summary>When it was made.</summary>
    [Description("When the plan was made.")]
    public required DateTime CreatedAt { get; init; }

    /// <summary>Whether it undoes.</summary>
    [Description("Whether the plan undoes change sets.")]
    public required bool IsUndo { get; init; }

    /// <summary>How many change sets had run.</summary>
    [Description("How many change sets of the changelog had run already.")]
    public required int AppliedCount { get; init; }

    /// <summary>From which severity on findings keep it from running.</summary>
    [Description("From which severity on findings keep the plan from running.")]
    public required FailureThreshold FailOn { get; init; }

    /// <summary>The run that planned.</summary>
    [Description("The run that made the plan.")]
    public string? RunId { get; init; }

    /// <summary>The deployment that the run of it will be.</summary>
    [Description("DEPLOYMENT_ID that history will have of what the plan runs.")]
    public string? DeploymentId { get; init; }

    /// <summary>The database.</summary>
    [Description("The database that the plan is for.")]
    public required MigrationTarget Target { get; init; }

    /// <summary>What was asked for.</summary>
    [Description("What was asked for.")]
    public required PlanRequest Settings { get; init; }

    /// <summary>What must not have moved.</summary>
    [Description("What the plan rests on. It runs only where all of it is still so.")]
    public required PlanBasis Basis { get; init; }

    /// <summary>The steps.</summary>
    [Description("The change sets in the order in which they run, those that are skipped included with the reason.")]
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>The findings that are about no step.</summary>
    [Description("What is questionable about the changelog as a whole; what is about a step stands there.")]
    public required IReadOnlyList<MigrationFinding> Findings { get; init; }
}

/// <summary>What a plan was asked for.</summary>
sealed record PlanRequest
{
    /// <summary>The changelog, relative to where the caller stood.</summary>
    [Description("The changelog file or folder, relative to the folder in which the plan was made where it lay below it.")]
    public string? Changelog { get; init; }

    /// <summary>The search path, relative to where the caller stood.</summary>
    [Description("The folders of the search path, relative to the folder in which the plan was made where they lay below it.")]
    public required ImmutableArray<string> SearchPath { get; init; }

    /// <summary>The contexts.</summary>
    [Description("The contexts of the run.")]
    public required ImmutableArray<string> Contexts { get; init; }

    /// <summary>The label expression.</summary>
    [Description("The label expression of the run.")]
    public string? Labels { get; init; }

    /// <summary>Whether what is accepted in silence was an error.</summary>
    [Description("Whether what Liquibase accepts in silence is an error.")]
    public required bool Strict { get; init; }

    /// <summary>Which change sets were meant.</summary>
    [Description("Which of the change sets that would run are meant.")]
    public required RunSelection Selection { get; init; }

    /// <summary>Whether they are only recorded.</summary>
    [Description("Whether change sets are recorded as if they had run, and nothing is run.")]
    public required bool MarkOnly { get; init; }

    /// <summary>Whether commands were allowed.</summary>
    [Description("Whether the changelog may run commands on the computer that runs the plan.")]
    public required bool AllowCommand { get; init; }

    /// <summary>The properties.</summary>
    [Description("The properties that were given.")]
    public required ImmutableArray<PlanProperty> Properties { get; init; }

    /// <summary>What the history tables are called.</summary>
    [Description("What the history tables are called.")]
    public required History.HistoryNames HistoryNames { get; init; }
}

/// <summary>A property that was given to a plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null where it is secret.</param>
/// <param name="Secret">Whether it is secret, so that whoever runs the plan has to give it again.</param>
sealed record PlanProperty(string Name, string? Value, bool Secret);
