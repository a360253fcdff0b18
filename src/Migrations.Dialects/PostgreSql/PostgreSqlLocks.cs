using Migrations.Schema;
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

    /// <summary>Only other schema changes wait, while all rows are read.</summary>
    public static StatementLock ShareUpdateExclusiveScan { get; } = new("SHARE UPDATE EXCLUSIVE", LockImpact.SchemaChanges, Scans: true);

    /// <summary>Others may read, nobody may write, while a materialized view is filled beside its readers.</summary>
    public static StatementLock Exclusive { get; } = new("EXCLUSIVE", LockImpact.Writes, Scans: true);

    /// <summary>Of what no change type does.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="before">The schema before it.</param>
    public static StatementLock Of(RawOperation operation, SchemaModel before) => operation.Kind switch
    {
        RawOperationKind.Truncate or RawOperationKind.DropConstraint or RawOperationKind.TableSetting or RawOperationKind.RenamePart or RawOperationKind.RenameSchema
            or RawOperationKind.CreatePartition or RawOperationKind.DropSchema or RawOperationKind.DropOther => AccessExclusive,
        RawOperationKind.AddExclusion or RawOperationKind.AttachPartition => AccessExclusiveScan,
        RawOperationKind.DetachPartition => operation.Concurrently ? ShareUpdateExclusive : AccessExclusive,
        RawOperationKind.LockTable => Mode(operation.Part),
        RawOperationKind.Reindex => operation.Concurrently ? ShareUpdateExclusiveScan : ShareScan,
        RawOperationKind.Rewrite => operation.Concurrently ? ShareUpdateExclusiveScan : AccessExclusiveRewrite,
        RawOperationKind.RefreshView => operation.Concurrently ? Exclusive : AccessExclusiveRewrite,
        // A foreign key is looked up in its parent as well, which only keeps that from being changed.
        RawOperationKind.ValidateConstraint => ShareUpdateExclusiveScan,
        RawOperationKind.DomainConstraint => ShareScan,
        RawOperationKind.SwitchTrigger => ShareRowExclusive,
        RawOperationKind.StorageParameter or RawOperationKind.Vacuum => ShareUpdateExclusive,
        RawOperationKind.DropDatabase => AccessExclusive,
        _ => StatementLock.None,
    };

    /// <summary>The lock of LOCK TABLE.</summary>
    static StatementLock Mode(string? mode) => mode switch
    {
        "ACCESS SHARE" or "ROW SHARE" => new(mode, LockImpact.None),
        "ROW EXCLUSIVE" => new(mode, LockImpact.Rows),
        "SHARE UPDATE EXCLUSIVE" => ShareUpdateExclusive,
        "SHARE" or "SHARE ROW EXCLUSIVE" or "EXCLUSIVE" => new(mode, LockImpact.Writes),
        _ => AccessExclusive,
    };

    /// <summary>Only other schema changes wait.</summary>
    public static StatementLock ShareUpdateExclusive { get; } = new("SHARE UPDATE EXCLUSIVE", LockImpact.SchemaChanges);
}
