namespace Migrations;

/// <summary>What Repair-MigrationHistory has done to one row of history.</summary>
public sealed class MigrationRepair
{
    /// <summary>The change set's id.</summary>
    public required string Id { get; init; }

    /// <summary>The change set's author.</summary>
    public required string Author { get; init; }

    /// <summary>The file name that identifies it in history.</summary>
    public required string File { get; init; }

    /// <summary>What was done.</summary>
    public required RepairKind Kind { get; init; }

    /// <summary>The checksum before; null where it had been cleared.</summary>
    public string? OldChecksum { get; init; }

    /// <summary>The checksum now; null where it was cleared, or the row is gone.</summary>
    public string? Checksum { get; init; }

    /// <summary>What the change set does, in the words of the history table.</summary>
    public string? Description { get; init; }

    /// <summary>When it ran, in server time.</summary>
    public DateTime? AppliedAt { get; init; }

    /// <summary>Its place in the order of runs.</summary>
    public int OrderExecuted { get; init; }

    /// <summary>The tag of the row.</summary>
    public string? Tag { get; init; }

    /// <summary>The database.</summary>
    public required MigrationTarget Target { get; init; }

    /// <summary>The run that did it.</summary>
    public string? RunId { get; init; }

    /// <summary><c>file::id::author: Forget</c>.</summary>
    public override string ToString() => $"{File}::{Id}::{Author}: {Kind}";
}

/// <summary>What can be done to a row of history.</summary>
public enum RepairKind
{
    /// <summary>Its checksum is cleared; the next run fills in that of the changelog.</summary>
    ClearChecksum,
    /// <summary>It gets the checksum of the changelog.</summary>
    RecalculateChecksum,
    /// <summary>It is removed, so that its change set counts as not run.</summary>
    Forget,
}
