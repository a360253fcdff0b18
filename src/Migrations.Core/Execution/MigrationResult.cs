namespace Migrations;

/// <summary>What became of one change set in a run.</summary>
public sealed class MigrationResult
{
    /// <summary>The change set's id.</summary>
    public required string Id { get; init; }

    /// <summary>The change set's author.</summary>
    public required string Author { get; init; }

    /// <summary>The file name that identifies it in history.</summary>
    public required string File { get; init; }

    /// <summary>What became of it: Applied, Rerun, MarkRan, Skipped, Undone, or Failed.</summary>
    public required MigrationState State { get; init; }

    /// <summary>What it does, in the words of the history table.</summary>
    public string? Description { get; init; }

    /// <summary>Its checksum.</summary>
    public string? Checksum { get; init; }

    /// <summary>How long it took, by this machine's clock. Of change sets that were sent together, each has an equal share.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How many statements ran.</summary>
    public int StatementCount { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>What else there is to say: why it was skipped, from where it was carried on.</summary>
    public string? Reason { get; init; }

    /// <summary>The database.</summary>
    public required MigrationTarget Target { get; init; }

    /// <summary>The run that did it.</summary>
    public string? RunId { get; init; }

    /// <summary>DEPLOYMENT_ID in history.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>How to reach the database again, for the cmdlet that receives it.</summary>
    internal Execution.RunSettings? Origin { get; init; }

    /// <summary><c>file::id::author: Applied</c>.</summary>
    public override string ToString() => $"{File}::{Id}::{Author}: {State}";
}
