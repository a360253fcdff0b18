namespace Migrations;

/// <summary>A change set and where it stands in a database: what Get-Migration shows.</summary>
public sealed class MigrationInfo
{
    /// <summary>The change set's id.</summary>
    public required string Id { get; init; }

    /// <summary>The change set's author.</summary>
    public required string Author { get; init; }

    /// <summary>The file name that identifies it in history.</summary>
    public required string File { get; init; }

    /// <summary>Where it stands.</summary>
    public required MigrationState State { get; init; }

    /// <summary>Why it is skipped or differs; null where there is nothing to explain.</summary>
    public string? Reason { get; init; }

    /// <summary>When it ran, in server time; null where it has not.</summary>
    public DateTime? AppliedAt { get; init; }

    /// <summary>Its place in the order of runs; null where it has not run.</summary>
    public int? OrderExecuted { get; init; }

    /// <summary>The checksum in history; where it has not run, that of the changelog.</summary>
    public string? Checksum { get; init; }

    /// <summary>What it does, in the words of the history table.</summary>
    public string? Description { get; init; }

    /// <summary>The comment.</summary>
    public string? Comment { get; init; }

    /// <summary>The tag in history.</summary>
    public string? Tag { get; init; }

    /// <summary>Its context expressions.</summary>
    public string? Contexts { get; init; }

    /// <summary>Its labels.</summary>
    public string? Labels { get; init; }

    /// <summary>The run that looked.</summary>
    public string? RunId { get; init; }

    /// <summary>DEPLOYMENT_ID of the run that did it.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>The database.</summary>
    public required MigrationTarget Target { get; init; }

    /// <summary>How to reach the database again, for the cmdlet that receives it.</summary>
    internal Execution.RunSettings? Origin { get; init; }

    /// <summary><c>file::id::author: Applied</c>.</summary>
    public override string ToString() => $"{File}::{Id}::{Author}: {State}";
}
