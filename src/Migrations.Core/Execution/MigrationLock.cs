namespace Migrations;

/// <summary>The lock of a database: what Unlock-Migration shows and breaks.</summary>
public sealed class MigrationLock
{
    /// <summary>LOCKEDBY as stored; null where nobody holds it.</summary>
    public string? LockedBy { get; init; }

    /// <summary>Since when, in server time, as the database writes it.</summary>
    public string? Since { get; init; }

    /// <summary>Whether the holder is known to be alive: its session lock is held.</summary>
    public bool IsAlive { get; init; }

    /// <summary>Whether this command broke it.</summary>
    public bool Broken { get; init; }

    /// <summary>The database.</summary>
    public required MigrationTarget Target { get; init; }
}
