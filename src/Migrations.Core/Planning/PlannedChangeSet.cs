using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.History;
using Migrations.Lint;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>A node with where it came from and what it becomes on this database. Nodes themselves carry neither (DESIGN 3a.5).</summary>
/// <param name="Node">The node.</param>
/// <param name="Span">Where the change stands that it came from.</param>
/// <param name="Statements">Its statements, <c>modifySql</c> applied; secrets in clear, since this is what runs.</param>
/// <param name="Before">The fingerprint of what it touches before it; null where that is not known.</param>
/// <param name="After">The fingerprint of what it touches after it; null where that is not known.</param>
public sealed record PlannedNode(SqlNode Node, SourceSpan Span, ImmutableArray<SqlStatement> Statements, string? Before, string? After)
{
    /// <summary>How much it has to do with the rows that are there; null where that is not known.</summary>
    public WorkEstimate? Estimate { get; init; }
}

/// <summary>The way back of a change set.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Nodes">The inverse nodes in the order to run, before <see cref="SqlDialect.Adapt"/>.</param>
/// <param name="Statements">What they become on the schema as it is after the change set.</param>
/// <param name="Note">What does not come back, or why there is none.</param>
public sealed record UndoPlan(UndoKind Kind, ImmutableArray<SqlNode> Nodes, ImmutableArray<SqlStatement> Statements, string? Note)
{
    /// <summary>Whether the nodes have to be kept, because the changelog alone does not give them. Found out when it is asked for: that is as much work as planning.</summary>
    public bool Keep => Kept?.Value ?? false;

    /// <summary>Finds out about <see cref="Keep"/>; null where there is nothing to keep.</summary>
    internal Lazy<bool>? Kept { get; init; }

    /// <summary>There is nothing to undo.</summary>
    public static UndoPlan Nothing { get; } = new(UndoKind.NothingToDo, [], [], null);
}

/// <summary>A change set with everything that is needed to run it.</summary>
public sealed record PlannedChangeSet
{
    /// <summary>What was read.</summary>
    public required PreparedChangeSet Prepared { get; init; }

    /// <summary>What will happen to it.</summary>
    public required MigrationState State { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The row that history has of it.</summary>
    public HistoryRow? Row { get; init; }

    /// <summary>What EXECTYPE says of one that is recorded without running: MARK_RAN where a precondition wants it, EXECUTED where the user does.</summary>
    public string RecordedAs { get; init; } = "MARK_RAN";

    /// <summary>Its nodes in order.</summary>
    public ImmutableArray<PlannedNode> Nodes { get; init; } = [];

    /// <summary>The schema before it; null where its changes were not looked at.</summary>
    public SchemaModel? Before { get; init; }

    /// <summary>The schema after it; null where its changes were not looked at.</summary>
    public SchemaModel? After { get; init; }

    /// <summary>What is decided when it runs; null where nothing is.</summary>
    public string? AtRunTimeReason { get; init; }

    /// <summary>The way back.</summary>
    public UndoPlan Undo { get; init; } = UndoPlan.Nothing;

    /// <summary>Whether all of it runs in one transaction with its history row.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>What earlier runs have done of it, where one was cut off.</summary>
    public StepProgress? Progress { get; init; }

    /// <summary>What is questionable about it.</summary>
    public ImmutableArray<MigrationFinding> Findings { get; init; } = [];

    /// <summary>Whether the run does something for it.</summary>
    public bool WillRun => State.WillRun();

    /// <summary>Whether nodes can run in one transaction with the history row.</summary>
    public static bool FitsOneTransaction(ChangeSet set, ImmutableArray<PlannedNode> nodes, SqlDialect dialect) =>
        set.RunInTransaction && nodes.All(n => n.Statements.All(s => s.Transactional) && dialect.IsTransactional(n.Node));

    /// <summary>All statements in order.</summary>
    public IEnumerable<SqlStatement> Statements => Nodes.SelectMany(n => n.Statements);

    /// <summary>Where the change stands that each statement comes from.</summary>
    public IEnumerable<SourceSpan> StatementSpans => Nodes.SelectMany(n => n.Statements.Select(_ => n.Span));

    /// <summary>The change set.</summary>
    public ChangeSet ChangeSet => Prepared.ChangeSet;
}

/// <summary>All of a run.</summary>
/// <param name="ChangeSets">Those that are not simply applied, in the order of the changelog.</param>
/// <param name="AppliedCount">How many are applied.</param>
/// <param name="ChecksumUpdates">Rows whose cleared checksum is filled in without running anything, with the right sum.</param>
/// <param name="Findings">What is questionable about the whole.</param>
/// <param name="History">The history it was planned against.</param>
public sealed record PlannedRun(
    ImmutableArray<PlannedChangeSet> ChangeSets, int AppliedCount, ImmutableArray<(HistoryRow Row, string Checksum)> ChecksumUpdates,
    ImmutableArray<MigrationFinding> Findings, HistoryIndex History)
{
    /// <summary>The schema as it will be.</summary>
    public required SchemaModel After { get; init; }

    /// <summary>The database that the statements are written for.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>The objects that it touches, as they were before it; empty where nobody is going to compare them.</summary>
    internal ImmutableArray<ObjectMark> Touched { get; init; } = [];

    /// <summary>The run that planned it; null where it was planned without a server.</summary>
    internal Execution.MigrationRun? PlannedBy { get; init; }

    /// <summary>Whether it can be used as it is: planned by this very run, and history has not moved since.</summary>
    internal bool IsFor(Execution.MigrationRun run, HistoryIndex now) => ReferenceEquals(PlannedBy, run) && History.Rows.SequenceEqual(now.Rows) && now.Progress.Count == 0;
}
