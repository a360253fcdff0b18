using System.Text.Json.Serialization;

namespace Migrations;

/// <summary>One change set in a plan.</summary>
public sealed record PlanStep
{
    IReadOnlyList<string>? objects, touches;
    IReadOnlyList<Planning.TableChange>? tableChanges;

    /// <summary>Its place in the plan, from 1.</summary>
    public required int Order { get; init; }

    /// <summary>The change set's id.</summary>
    public required string Id { get; init; }

    /// <summary>The change set's author.</summary>
    public required string Author { get; init; }

    /// <summary>The file name that identifies it in history.</summary>
    public required string File { get; init; }

    /// <summary>The file it stands in, as the user may open it. Not called Path: a step that is piped to a command would be taken for a changelog.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The line of the change set in <see cref="SourcePath"/>, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column of the change set in <see cref="SourcePath"/>, from 1.</summary>
    public required int Column { get; init; }

    /// <summary>Its checksum.</summary>
    public string? Checksum { get; init; }

    /// <summary>What it does, in the words of the history table.</summary>
    public required string Description { get; init; }

    /// <summary>The types of its changes, each once, in order: <c>addColumn</c>, <c>createIndex</c>.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The objects that it is about: <c>schema.table</c>, <c>schema.table.column</c>.</summary>
    public IReadOnlyList<string> Objects
    {
        get => objects ?? Scope?.Value.Objects ?? [];
        init => objects = value;
    }

    /// <summary>The comment.</summary>
    public string? Comment { get; init; }

    /// <summary>Its context expressions.</summary>
    public string? Contexts { get; init; }

    /// <summary>Its labels.</summary>
    public string? Labels { get; init; }

    /// <summary>The tag it sets.</summary>
    public string? Tag { get; init; }

    /// <summary>What will happen to it.</summary>
    public required MigrationState State { get; init; }

    /// <summary>Why it is skipped, marked, or run again; null where there is nothing to explain.</summary>
    public string? Reason { get; init; }

    /// <summary>The statements that will run, in order.</summary>
    public IReadOnlyList<PlanStatement> Statements { get; init; } = [];

    /// <summary>The objects of the schema that they change or fill, as far as that is known: <c>table schema.name</c>.</summary>
    [JsonInclude]
    internal IReadOnlyList<string> Touches
    {
        get => touches ?? Scope?.Value.Touches ?? [];
        init => touches = value;
    }

    /// <summary>How much harm it may do to a database in use.</summary>
    public MigrationRisk Risk => Planning.RiskAssessment.Of(this);

    /// <summary>The heaviest lock of its statements, by the database's own name; empty where they take none worth naming.</summary>
    public string Lock => Heaviest?.Lock ?? "";

    /// <summary>What that lock keeps others from doing: None, Rows, SchemaChanges, Writes, ReadsAndWrites, Unknown.</summary>
    public string LockImpact => Heaviest?.LockImpact ?? nameof(Sql.LockImpact.None);

    /// <summary>The most rows that one of its statements has to do with; null where that is not known.</summary>
    public long? EstimatedRows => Statements.Max(s => s.EstimatedRows);

    /// <summary>How long its statements are likely to take together; null where that is not known of any.</summary>
    public TimeSpan? EstimatedDuration => Statements.Select(s => s.EstimatedDuration).Aggregate((TimeSpan?)null, (sum, one) => one is null ? sum : (sum ?? TimeSpan.Zero) + one);

    internal PlanStatement? Heaviest => Statements.MaxBy(s => (s.Impact, s.Rewrites, s.Scans));

    /// <summary>Whether <see cref="Statements"/> is exactly what will run; else <see cref="AtRunTimeReason"/> says what is decided when it runs.</summary>
    public bool IsExact => AtRunTimeReason is null;

    /// <summary>What can only be decided when it runs; null where everything is known.</summary>
    public string? AtRunTimeReason { get; init; }

    /// <summary>Whether all of it commits or rolls back together with its history row.</summary>
    public bool IsTransactional { get; init; } = true;

    /// <summary>The way back: the statements that would undo it now.</summary>
    public IReadOnlyList<PlanStatement> Undo { get; init; } = [];

    /// <summary>What kind of way back there is.</summary>
    public UndoKind UndoKind { get; init; }

    /// <summary>What the way back does not bring back, or why there is none; null where it is complete.</summary>
    public string? UndoNote { get; init; }

    /// <summary>What is questionable about it.</summary>
    public IReadOnlyList<MigrationFinding> Findings { get; init; } = [];

    /// <summary>The database it is for.</summary>
    public required MigrationTarget Target { get; init; }

    /// <summary>The run that planned it; null where nothing connected.</summary>
    public string? RunId { get; init; }

    /// <summary>DEPLOYMENT_ID that history has of what the plan runs; null where nothing connected.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>Whether running the plan does something for this step.</summary>
    public bool WillRun => State.WillRun();

    /// <summary>ORDEREXECUTED of the row in history that running it changes or removes; null where there is none.</summary>
    [JsonInclude]
    internal int? OrderExecuted { get; init; }

    /// <summary>What makes it the same change set.</summary>
    internal History.ChangeSetIdentity Identity => new(File, Id, Author);

    /// <summary>What it does to tables, for a diagram.</summary>
    [JsonInclude]
    internal IReadOnlyList<Planning.TableChange> TableChanges
    {
        get => tableChanges ?? Scope?.Value.Tables ?? [];
        init => tableChanges = value;
    }

    /// <summary>Finds what it touches when that is asked for: a run that nobody looks at does not need it.</summary>
    internal Lazy<Planning.StepScope>? Scope { get; init; }

    /// <summary>What the executor runs.</summary>
    internal Planning.PlannedChangeSet? Planned { get; init; }

    /// <summary>Where it came from, for the cmdlet that receives it.</summary>
    internal Execution.RunSettings? Origin { get; init; }

    /// <summary><c>file::id::author</c>.</summary>
    public override string ToString() => $"{File}::{Id}::{Author}";
}

/// <summary>One statement of a plan.</summary>
public sealed class PlanStatement
{
    /// <summary>For reading it from a file.</summary>
    [JsonConstructor]
    internal PlanStatement() { }

    internal PlanStatement(Sql.SqlStatement statement, string text)
    {
        Sql = text;
        Lock = statement.Lock.Name;
        LockImpact = statement.Lock.Impact.ToString();
        Rewrites = statement.Lock.Rewrites;
        Scans = statement.Lock.Scans;
        OtherLocks = [.. statement.Lock.Others.Select(o => o.ToString())];
        IsTransactional = statement.Transactional;
    }

    /// <summary>The SQL as it is sent, secrets replaced by the names of their properties.</summary>
    public string Sql { get; init; } = "";

    /// <summary>The lock it takes, by the database's own name.</summary>
    public string Lock { get; init; } = "";

    /// <summary>What the lock keeps others from doing: None, Rows, SchemaChanges, Writes, ReadsAndWrites, Unknown.</summary>
    public string LockImpact { get; init; } = "";

    /// <summary>Whether the table is written anew while the lock is held.</summary>
    public bool Rewrites { get; init; }

    /// <summary>Whether all rows are read while the lock is held.</summary>
    public bool Scans { get; init; }

    /// <summary>About how many rows its table has, from the database's own statistics: none where the plan itself makes the table; null where it is not known.</summary>
    public long? EstimatedRows { get; init; }

    /// <summary>About how long it takes, from the size of its table and how fast the database is; null where that is not known.</summary>
    public TimeSpan? EstimatedDuration { get; init; }

    /// <summary>What it locks of other tables at the same time: <c>SHARE ROW EXCLUSIVE on parent</c>.</summary>
    public IReadOnlyList<string> OtherLocks { get; init; } = [];

    /// <summary>Whether it rolls back with a transaction.</summary>
    public bool IsTransactional { get; init; }

    internal Sql.LockImpact Impact => Enum.Parse<Sql.LockImpact>(LockImpact);

    /// <inheritdoc/>
    public override string ToString() => Sql;
}

/// <summary>Kinds of ways back.</summary>
public enum UndoKind
{
    /// <summary>There is none.</summary>
    None,
    /// <summary>Made from the changes and the schema before them.</summary>
    Automatic,
    /// <summary>Written in the changelog.</summary>
    Explicit,
    /// <summary>There is nothing to undo.</summary>
    NothingToDo,
    /// <summary>It is made when the change set runs, from what is there then.</summary>
    AtRunTime,
}
