using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>
/// The lock that each statement takes: the cheapest ALGORITHM and LOCK that the server accepts for it and so chooses by itself.
/// The rows for MariaDB were measured on 10.11; those for MySQL 8 are from its manual. Every one of them also waits for, and for an instant holds,
/// the exclusive metadata lock of its table.
/// </summary>
/// <param name="server">The server.</param>
sealed class MySqlLocks(MySqlServer server)
{
    /// <summary>Only the table's definition is written.</summary>
    public StatementLock Instant { get; } = new("ALGORITHM=INSTANT, LOCK=NONE", LockImpact.SchemaChanges);

    /// <summary>An index is built beside reads and writes.</summary>
    public StatementLock IndexBuild { get; } = new(server.IsMariaDb ? "ALGORITHM=NOCOPY, LOCK=NONE" : "ALGORITHM=INPLACE, LOCK=NONE", LockImpact.SchemaChanges, Scans: true);

    /// <summary>An index is dropped.</summary>
    public StatementLock IndexDrop { get; } = new(server.IsMariaDb ? "ALGORITHM=NOCOPY, LOCK=NONE" : "ALGORITHM=INPLACE, LOCK=NONE", LockImpact.SchemaChanges);

    /// <summary>An index of a kind whose build blocks writes.</summary>
    public StatementLock BlockingIndexBuild { get; } = new("ALGORITHM=INPLACE, LOCK=SHARED", LockImpact.Writes, Scans: true);

    /// <summary>The table is written anew beside reads and writes.</summary>
    public StatementLock Rebuild { get; } = new("ALGORITHM=INPLACE, LOCK=NONE", LockImpact.SchemaChanges, Rewrites: true, Scans: true);

    /// <summary>The table is copied row by row.</summary>
    public StatementLock Copy { get; } = server.CopiesOnline
        ? new("ALGORITHM=COPY, LOCK=NONE", LockImpact.SchemaChanges, Rewrites: true, Scans: true)
        : new("ALGORITHM=COPY, LOCK=SHARED", LockImpact.Writes, Rewrites: true, Scans: true);

    /// <summary>Nobody else is let in.</summary>
    public StatementLock Exclusive { get; } = new("LOCK=EXCLUSIVE", LockImpact.ReadsAndWrites);

    /// <summary>The metadata lock of the tables that foreign keys point at.</summary>
    public StatementLock Parents { get; } = new("metadata lock on the referenced tables", LockImpact.SchemaChanges);

    /// <summary>The exclusive metadata lock of the table, for an instant.</summary>
    public StatementLock Trigger { get; } = new("exclusive metadata lock", LockImpact.ReadsAndWrites);

    /// <summary>Of several clauses in one ALTER TABLE, the dearest.</summary>
    public static StatementLock Worst(IEnumerable<StatementLock> locks) =>
        locks.MaxBy(l => ((int)l.Impact * 4) + (l.Rewrites ? 2 : 0) + (l.Scans ? 1 : 0)) ?? StatementLock.None;

    /// <summary>Of adding a column.</summary>
    /// <param name="column">The column, in canonical form.</param>
    /// <param name="moved">Whether it goes elsewhere than to the end.</param>
    /// <param name="table">The table, where it is known.</param>
    public StatementLock Add(Column column, bool moved, Table? table)
    {
        if (column.Identity is not null || (column.Generated is not null && column.GeneratedStored))
            return Copy;
        if (moved && table?.Columns.Any(c => c.Generated is not null && !c.GeneratedStored) == true && server.IsMariaDb)
            return Copy;
        if (column.Default is ExpressionValue expression && !MySqlDefaults.IsNow(expression.Sql))
            return Copy;
        return moved && !server.HasInstantColumns ? Rebuild : Instant;
    }

    /// <summary>Of what no change type does.</summary>
    public StatementLock Of(RawOperation operation) => operation.Kind switch
    {
        RawOperationKind.Truncate or RawOperationKind.LockTable or RawOperationKind.DropDatabase or RawOperationKind.RenameSchema or RawOperationKind.AttachPartition
            or RawOperationKind.CreatePartition => Exclusive,
        RawOperationKind.Rewrite => Rebuild,
        RawOperationKind.DropConstraint or RawOperationKind.RenamePart or RawOperationKind.TableSetting => Instant,
        _ => StatementLock.None,
    };

    /// <summary>The lock of a statement that names its own ALGORITHM or LOCK: the servers refuse it rather than do it in a dearer way, and do it dearer where that is asked for.</summary>
    /// <param name="taken">What they would choose.</param>
    /// <param name="clause">The clause as written.</param>
    public StatementLock Bounded(StatementLock taken, string clause)
    {
        var asked = clause.Contains("ALGORITHM=COPY", StringComparison.Ordinal) ? StatementLock.Heavier(taken, Copy)
            : clause.Contains("ALGORITHM=INSTANT", StringComparison.Ordinal) ? Instant
            : clause.Contains("ALGORITHM=NOCOPY", StringComparison.Ordinal) ? taken with { Rewrites = false }
            : taken;
        var impact = clause.Contains("LOCK=EXCLUSIVE", StringComparison.Ordinal) ? LockImpact.ReadsAndWrites
            : clause.Contains("LOCK=SHARED", StringComparison.Ordinal) ? LockImpact.Writes
            : clause.Contains("LOCK=NONE", StringComparison.Ordinal) ? LockImpact.SchemaChanges
            : asked.Impact;
        return asked with { Name = clause, Impact = impact };
    }

    /// <summary>Of dropping a column.</summary>
    public StatementLock Drop(string column, Table? table)
    {
        if (!server.HasInstantColumns)
            return Rebuild;
        var indexed = table is not null && (table.Indexes.Any(i => i.Columns.Any(c => StringComparer.OrdinalIgnoreCase.Equals(c.Name, column)))
            || table.UniqueConstraints.Any(u => u.Columns.Contains(column, StringComparer.OrdinalIgnoreCase)));
        return indexed ? IndexDrop : Instant;
    }

    /// <summary>Of changing a column.</summary>
    /// <param name="before">As it is, in canonical form.</param>
    /// <param name="after">As it shall be, in canonical form.</param>
    public StatementLock Alter(Column before, Column after)
    {
        if ((before.Identity is null) != (after.Identity is null) || before.Generated != after.Generated || before.GeneratedStored != after.GeneratedStored || before.Collation != after.Collation)
            return Copy;
        var type = before.Type == after.Type ? Instant : IsWidening(before.Type, after.Type) ? Widening(before.Type, after.Type) : Copy;
        return before.Nullable == after.Nullable ? type : Worst([type, Rebuild]);
    }

    static bool IsWidening(SqlType before, SqlType after)
    {
        if (before.BaseName != after.BaseName)
            return false;
        return before.BaseName switch
        {
            "varchar" or "varbinary" => before.Length <= after.Length,
            "enum" or "set" => before.Arguments.Length <= after.Arguments.Length && before.Arguments.SequenceEqual(after.Arguments.Take(before.Arguments.Length)),
            // The width of an integer is only for showing.
            "tinyint" or "smallint" or "mediumint" or "int" or "bigint" => before.Suffix == after.Suffix,
            _ => false,
        };
    }

    /// <summary>MySQL copies a table where the length of a text needs a second byte for the first time; MariaDB's default row format does not.</summary>
    StatementLock Widening(SqlType before, SqlType after) =>
        !server.IsMariaDb && before.BaseName == "varchar" && before.Length * 4 < 256 && after.Length * 4 >= 256 ? Copy : Instant;
}
