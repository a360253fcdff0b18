using System.Collections.Immutable;
using Migrations.Rows;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>What a statement keeps others from doing while it runs, from harmless to all.</summary>
public enum LockImpact
{
    /// <summary>Nothing worth naming.</summary>
    None,
    /// <summary>Only the rows it touches.</summary>
    Rows,
    /// <summary>Other schema changes on the same table, no reads or writes.</summary>
    SchemaChanges,
    /// <summary>Writes to the table.</summary>
    Writes,
    /// <summary>Reads and writes of the table.</summary>
    ReadsAndWrites,
    /// <summary>Not known (raw SQL that has not been understood).</summary>
    Unknown,
}

/// <summary>The lock that a statement takes.</summary>
/// <param name="Name">The database's own name for it (<c>ACCESS EXCLUSIVE</c>, <c>Sch-M</c>).</param>
/// <param name="Impact">What it keeps others from doing.</param>
/// <param name="Rewrites">Whether the table is written anew while the lock is held.</param>
/// <param name="Scans">Whether all rows are read while the lock is held.</param>
public sealed record StatementLock(string Name, LockImpact Impact, bool Rewrites = false, bool Scans = false)
{
    /// <summary>What it locks of other tables at the same time: the other side of a foreign key, a partition's table.</summary>
    public ImmutableArray<TableLock> Others { get; init; } = [];

    /// <summary>No lock worth naming.</summary>
    public static StatementLock None { get; } = new("", LockImpact.None);

    /// <summary>Locks on the rows that are written.</summary>
    public static StatementLock Rows { get; } = new("row locks", LockImpact.Rows);

    /// <summary>Raw SQL that has not been understood.</summary>
    public static StatementLock Unknown { get; } = new("unknown", LockImpact.Unknown);

    /// <summary>Locks on the rows that are written, which are all.</summary>
    public static StatementLock AllRows { get; } = Rows with { Scans = true };

    /// <summary>Of two locks the one that harms more; what either rewrites, scans or locks besides, both do together.</summary>
    public static StatementLock Heavier(StatementLock a, StatementLock b)
    {
        var heavier = b.Impact > a.Impact ? b : a;
        return heavier with { Rewrites = a.Rewrites || b.Rewrites, Scans = a.Scans || b.Scans, Others = a.Others.IsEmpty ? b.Others : [.. a.Others.Union(b.Others)] };
    }

    /// <summary>The lock with what it locks of other tables.</summary>
    /// <param name="others">Their locks.</param>
    public StatementLock With(IEnumerable<TableLock> others) => this with { Others = [.. others.Distinct()] };
}

/// <summary>The lock that a statement takes on a table besides its own.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">The database's own name for it.</param>
/// <param name="Impact">What it keeps others from doing to that table.</param>
/// <param name="Scans">Whether all rows of that table are read while the lock is held.</param>
public sealed record TableLock(ObjectName Table, string Name, LockImpact Impact, bool Scans = false)
{
    /// <summary><c>SHARE ROW EXCLUSIVE on parent</c>.</summary>
    public override string ToString() => $"{Name} on {Table}";
}

/// <summary>One statement as it is sent to the server.</summary>
/// <param name="Text">The SQL, without a terminator.</param>
/// <param name="Lock">The lock it takes.</param>
public sealed record SqlStatement(string Text, StatementLock Lock)
{
    /// <summary>Whether it can run inside a transaction and be rolled back with it.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>Whether it has to be the first (and only) statement of what is sent to the server at once (SQL Server: CREATE VIEW, a GO).</summary>
    public bool OwnBatch { get; init; }

    /// <summary>The rows that it loads, where it stands for all of them: then <see cref="Text"/> is only for people, and a session has its own way to send them.</summary>
    public RowLoad? Rows { get; init; }

    /// <summary>What the run does itself at its place, where it is no SQL: then <see cref="Text"/> is only for people, and nothing is sent.</summary>
    public StatementAction? Action { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
