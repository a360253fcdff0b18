using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Migrations.History;

namespace Migrations.Planning;

/// <summary>
/// How far a change set has come that does not run in one transaction: written before and after every statement, read by the next run.
/// It holds the statements themselves, so that what was begun is carried on byte for byte; secrets in them are replaced by the names of their properties.
/// </summary>
public sealed record StepProgress
{
    /// <summary>The change set's id.</summary>
    public required string Id { get; init; }

    /// <summary>The change set's author.</summary>
    public required string Author { get; init; }

    /// <summary>The change set's file name.</summary>
    public required string FileName { get; init; }

    /// <summary>Its checksum when it was begun.</summary>
    public required string Checksum { get; init; }

    /// <summary>The run that began it.</summary>
    public required string RunId { get; init; }

    /// <summary>All its statements in order.</summary>
    public required ImmutableArray<ProgressStatement> Statements { get; init; }

    /// <summary>How many of them have definitely run, and whether the next may have.</summary>
    public StepPosition Position { get; init; } = new(0, Intent: true);

    /// <summary>Whether the position has a row of its own.</summary>
    [JsonIgnore]
    public bool HasPositionRow { get; init; }

    /// <summary>How many of them have definitely run.</summary>
    [JsonIgnore]
    public int Done => Position.Done;

    /// <summary>The undo nodes to keep when it is complete, as JSON; null for none.</summary>
    public string? Undo { get; init; }

    /// <summary>Whether it undoes the change set.</summary>
    public bool IsUndo { get; init; }

    /// <summary>The change set's identity as it is compared.</summary>
    [JsonIgnore]
    public ChangeSetIdentity Identity => new(FileName, Id, Author);

    /// <summary>Reads the record of a change set.</summary>
    /// <param name="record">The row of kind progress.</param>
    /// <param name="position">The row of kind step; null where there is none yet.</param>
    public static StepProgress Read(string record, string? position)
    {
        var progress = JsonSerializer.Deserialize<StepProgress>(record, StateStore.Json)!;
        return position is null ? progress : progress with { Position = JsonSerializer.Deserialize<StepPosition>(position, StateStore.Json)!, HasPositionRow = true };
    }
}

/// <summary>How far a change set has come.</summary>
/// <param name="Done">How many of its statements have definitely run.</param>
/// <param name="Intent">Whether the one behind those has been announced: it may have run.</param>
public sealed record StepPosition(int Done, bool Intent);

/// <summary>A statement of a change set that does not run in one transaction.</summary>
/// <param name="Sql">Its text.</param>
/// <param name="Transactional">Whether it runs in a transaction together with the record of its progress.</param>
/// <param name="Touches">The objects whose shape tells whether it ran.</param>
/// <param name="Before">Their fingerprint before it; null where that is not known.</param>
/// <param name="After">Their fingerprint after it; null where that is not known.</param>
/// <param name="OwnBatch">Whether it has to be sent alone.</param>
/// <param name="Repeatable">Whether running it twice is the same as running it once.</param>
/// <param name="Rows">The rows of a file that it loads, as JSON that names the file; null for none.</param>
/// <param name="Action">What the run does itself in its place, as JSON; null where it is SQL.</param>
public sealed record ProgressStatement(
    string Sql, bool Transactional, ImmutableArray<Schema.ObjectKey> Touches, string? Before, string? After, bool OwnBatch = false, bool Repeatable = false, string? Rows = null, string? Action = null);
