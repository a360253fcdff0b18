using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>The locks of PostgreSQL that statements take, as measured on version 15.</summary>
static class PostgreSqlLocks
{
    const string AccessExclusiveName = "ACCESS EXCLUSIVE";

    /// <summary>Nobody reads or writes, for a moment.</summary>
    public static StatementLock AccessExclusive { get; } = new(AccessExclusiveName, LockImpact.ReadsAndWrites);

    /// <summary>Nobody reads or writes while all rows are read.</summary>
    public static StatementLock AccessExclusiveScan { get; } = new(AccessExclusiveName, LockImpact.ReadsAndWrites, Scans: true);

    /// <summary>Nobody reads or writes while the table is written anew.</summary>
    public static StatementLock AccessExclusiveRewrite { get; } = new(AccessExclusiveName, LockImpact.ReadsAndWrites, Rewrites: true, Scans: true);

    /// <summary>Nobody writes to the two tables of a foreign key, for a moment.</summary>
    public static StatementLock ShareRowExclusive { get; } = new("SHARE ROW EXCLUSIVE", LockImpact.Writes);

    /// <summary>Nobody writes to the two tables of a foreign key while all rows are checked.</summary>
    public static StatementLock ShareRowExclusiveScan { get; } = new("SHARE ROW EXCLUSIVE", LockImpact.Writes, Scans: true);

    /// <summary>Nobody writes while an index is built.</summary>
    public static StatementLock ShareScan { get; } = new("SHARE", LockImpact.Writes, Scans: true);

    /// <summary>Only other schema changes wait.</summary>
    public static StatementLock ShareUpdateExclusive { get; } = new("SHARE UPDATE EXCLUSIVE", LockImpact.SchemaChanges);
}
