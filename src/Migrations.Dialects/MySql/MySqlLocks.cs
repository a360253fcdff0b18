using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>
/// The lock that each statement takes: the cheapest ALGORITHM and LOCK that the server accepts for it and so chooses by itself.
/// The rows for MariaDB were measured on 10.11; those for MySQL 8 are from its manual. Every one of them also waits for, and for an instant holds,
/// the exclusive metadata lock of its table.
/// </summary>
/// <param name="server">The server.</param>
sealed partial class MySqlLocks(MySqlServer server)
{
    /// <summary>Only the table's definition is written.</summary>
    public StatementLock Instant { get; } = new("ALGORITHM=INSTANT, LOCK=NONE", LockImpact.SchemaChanges);

    /// <summary>An index is built beside reads and writes.</summary>
    public StatementLock IndexBuild { get; } = new(server.IsMariaDb ? "ALGORITHM=NOCOPY, LOCK=NONE" : "ALGORITHM=INPLACE, LOCK=NONE", LockImpact.SchemaChanges, Scans: true);

    /// <summary>An index is dropped.</summary>
    public StatementLock IndexDrop { get; } = new(server.IsMariaDb ? "ALGORITHM=NOCOPY, LOCK=NONE" : "ALGORITHM=INPLACE, LOCK=NONE", LockImpact.SchemaChanges);

    /// <summary>An index of a kind whose build blocks writes.</summary>
    StatementLock BlockingIndexBuild { get; } = new(server.IsMariaDb ? "ALGORITHM=NOCOPY, LOCK=SHARED" : "ALGORITHM=INPLACE, LOCK=SHARED", LockImpact.Writes, Scans: true);

    /// <summary>The table is written anew while nobody else writes.</summary>
    StatementLock BlockingRebuild { get; } = new("ALGORITHM=INPLACE, LOCK=SHARED", LockImpact.Writes, Rewrites: true, Scans: true);

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

    /// <summary>The exclusive metadata lock of a table or view, for an instant.</summary>
    public StatementLock Metadata { get; } = new("exclusive metadata lock", LockImpact.ReadsAndWrites);

    /// <summary>Of several clauses in one ALTER TABLE, the dearest.</summary>
    public static StatementLock Worst(IEnumerable<StatementLock> locks) =>
        locks.MaxBy(l => ((int)l.Impact * 4) + (l.Rewrites ? 2 : 0) + (l.Scans ? 1 : 0)) ?? StatementLock.None;

    /// <summary>Of adding a column, alone or with constraints.</summary>
    /// <param name="node">The node.</param>
    /// <param name="column">The column, in canonical form.</param>
    /// <param name="table">The table, where it is known.</param>
    public StatementLock Add(AddColumn node, Column column, Table? table)
    {
        var moved = node.Position is { First: true } or { After: not null };
        // A check without a name stands within the column's definition, and has nothing to look at yet.
        var constraints = node.Constraints.Where(c => !(server.IsMariaDb && c is CheckConstraint { Name: null })).ToList();
        if (IsForeign(table) || (column.Generated is not null && column.GeneratedStored) || constraints.Exists(c => c is ForeignKey or CheckConstraint))
            return Copy;
        if (moved && table?.Columns.Any(c => c.Generated is not null && !c.GeneratedStored) == true && server.IsMariaDb)
            return Copy;
        if (column.Default is SequenceNextValue || (column.Default is ExpressionValue expression && DiffersByRow(expression.Sql)))
            return Copy;
        if (column.Identity is not null || (server.IsMariaDb && HasFullText(table)))
            return BlockingRebuild;
        // An index of a column that is not in the rows yet cannot be built without writing them.
        return constraints.Count > 0 || (moved && !server.HasInstantColumns) || IsCompressed(table) ? Rebuild : Instant;
    }

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

    /// <summary>Of adding a constraint.</summary>
    public StatementLock Add(TableConstraint constraint) => constraint switch
    {
        PrimaryKey => Rebuild,
        UniqueConstraint => IndexBuild,
        // The rows that are pointed at are locked one by one while the copy is checked.
        ForeignKey key => Copy.With([new(key.ReferencedTable, StatementLock.Rows.Name, LockImpact.Rows)]),
        _ => Copy,
    };

    /// <summary>Whether a default is not computed once for all rows: it reads another column, or calls what gives another value each time. RAND() is computed once.</summary>
    bool DiffersByRow(string sql) => server.IsMariaDb ? ByRow().IsMatch(sql) : !MySqlDefaults.IsNow(sql);

    [GeneratedRegex(@"`|\b(uuid|uuid_short|uuid_v4|uuid_v7|sys_guid|sysdate|random_bytes|nextval|lastval|setval|sleep)\s*\(|\bnext\s+value\b", RegexOptions.IgnoreCase)]
    private static partial Regex ByRow();

    static bool HasFullText(Table? table) => table?.Indexes.Any(i => i.Method == "FULLTEXT") == true;

    static bool IsCompressed(Table? table) => Says(table, "ROW_FORMAT=COMPRESSED");

    /// <summary>Whether it is no table of InnoDB, which alone can do more than copy it.</summary>
    static bool IsForeign(Table? table) => table?.Options is { } options && options.Contains("ENGINE=", StringComparison.OrdinalIgnoreCase) && !options.Contains("ENGINE=InnoDB", StringComparison.OrdinalIgnoreCase);

    static bool Says(Table? table, string option) => table?.Options?.Contains(option, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Of dropping a column. An index of nothing else goes with it; one of several columns is shortened, which is building it anew within the rows.</summary>
    public StatementLock Drop(string column, Table? table)
    {
        if (IsForeign(table) || table?.ForeignKeys.Any(k => Has(k.Columns, column)) == true)
            return Copy;
        if (!server.HasInstantColumns || IsCompressed(table) || Keys(table).Any(k => k.Length > 1 && Has(k, column)))
            return Rebuild;
        return Keys(table).Any(k => Has(k, column)) ? IndexDrop : Instant;
    }

    static bool Has(ImmutableArray<string> columns, string column) => columns.Contains(column, StringComparer.OrdinalIgnoreCase);

    static IEnumerable<ImmutableArray<string>> Keys(Table? table) =>
        (table?.Indexes ?? []).Select(i => i.Columns.Select(c => c.Name.Trim('`')).ToImmutableArray()).Concat((table?.UniqueConstraints ?? []).Select(u => u.Columns)).Append(table?.PrimaryKey?.Columns ?? []);

    /// <summary>Of creating an index. The first full-text index brings a hidden column with it.</summary>
    public StatementLock Create(TableIndex index, Table? table) => IsForeign(table) ? Copy
        : index.Method == "FULLTEXT" ? HasFullText(table) ? BlockingIndexBuild : BlockingRebuild
        : index.Method == "SPATIAL" ? BlockingIndexBuild : IndexBuild;

    /// <summary>Of changing a column.</summary>
    /// <param name="before">As it is, in canonical form.</param>
    /// <param name="after">As it shall be, in canonical form.</param>
    /// <param name="table">The table, where it is known.</param>
    public StatementLock Alter(Column before, Column after, Table? table)
    {
        if ((before.Identity is null) != (after.Identity is null) || before.Generated != after.Generated || before.GeneratedStored != after.GeneratedStored)
            return Copy;
        var type = before.Type == after.Type ? Instant : IsWidening(before.Type, after.Type) ? Widening(before, after, table) : Copy;
        var collation = before.Collation == after.Collation ? Instant : Recollating(before, after, table);
        return Worst([type, collation, before.Nullable == after.Nullable ? Instant : IsForeign(table) ? Copy : Rebuild]);
    }

    /// <summary>Another order of the same characters only concerns indexes; other characters are other bytes, but for those of utf8mb3 in utf8mb4.</summary>
    StatementLock Recollating(Column before, Column after, Table? table)
    {
        var (from, to) = (CharsetOf(before, table), CharsetOf(after, table));
        if (!server.IsMariaDb || IsForeign(table) || (from != to && (from, to) is not ("utf8mb3", "utf8mb4")))
            return Copy;
        return from == to && Keys(table).Any(k => Has(k, before.Name)) ? IndexBuild : Instant;
    }

    string CharsetOf(Column column, Table? table)
    {
        var collation = column.Collation ?? TableCollation().Match(table?.Options ?? "").Groups[1].Value;
        return (collation.Length == 0 ? server.DefaultCollation : collation).Split('_')[0];
    }

    [GeneratedRegex(@"\bCOLLATE=(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex TableCollation();

    /// <summary>Of something that only raw SQL does.</summary>
    public StatementLock Of(RawOperation operation) => operation.Kind switch
    {
        RawOperationKind.Truncate or RawOperationKind.AttachPartition or RawOperationKind.DropSchema or RawOperationKind.DropDatabase => Exclusive,
        RawOperationKind.LockTable => operation.Part?.StartsWith("READ", StringComparison.OrdinalIgnoreCase) == true ? new("READ", LockImpact.Writes) : Metadata,
        RawOperationKind.Rewrite => operation.Part is { } part && Converting().IsMatch(part) ? Copy : Rebuild,
        RawOperationKind.CreatePartition or RawOperationKind.RenameSchema => Metadata,
        RawOperationKind.DropConstraint or RawOperationKind.RenamePart or RawOperationKind.TableSetting or RawOperationKind.StorageParameter => Instant,
        RawOperationKind.DropOther => Metadata,
        RawOperationKind.TransactionControl or RawOperationKind.SessionSetting or RawOperationKind.Timeout or RawOperationKind.AddEnumValue or RawOperationKind.ChangeEnumValue
            or RawOperationKind.ConstrainedDomain or RawOperationKind.OnlineClause or RawOperationKind.Other => StatementLock.None,
        _ => StatementLock.Unknown,
    };

    /// <summary>Words of ALTER TABLE that change what the rows are and not only how they lie.</summary>
    [GeneratedRegex(@"\bCONVERT\s+TO\b|\bENGINE\s*=?\s*(?!InnoDB)\w", RegexOptions.IgnoreCase)]
    private static partial Regex Converting();

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

    /// <summary>
    /// The length of a longer text needs a second byte, which makes MySQL copy the table. MariaDB stores it so that only texts which may be between 128 and 255 bytes long
    /// have to be written anew, and not even those in the redundant row format.
    /// </summary>
    StatementLock Widening(Column before, Column after, Table? table)
    {
        if (IsForeign(table))
            return Copy;
        if (before.Type.BaseName is not ("varchar" or "varbinary"))
            return Instant;
        var width = before.Type.BaseName == "varbinary" ? 1 : WidthOf(CharsetOf(before, table));
        var (from, to) = (before.Type.Length * width, after.Type.Length * width);
        return to > 255 && from <= 255 && (!server.IsMariaDb || (from > 127 && !Says(table, "ROW_FORMAT=REDUNDANT"))) ? Copy : Instant;
    }

    /// <summary>How many bytes a character may take.</summary>
    static int WidthOf(string charset) => charset switch
    {
        "ascii" or "binary" or "dec8" or "cp850" or "hp8" or "koi8r" or "koi8u" or "latin1" or "latin2" or "latin5" or "latin7" or "swe7" or "hebrew" or "tis620" or "greek" or "armscii8"
            or "cp866" or "keybcs2" or "macce" or "macroman" or "cp852" or "cp1250" or "cp1251" or "cp1256" or "cp1257" or "geostd8" => 1,
        "ucs2" or "big5" or "sjis" or "euckr" or "gb2312" or "gbk" or "cp932" => 2,
        "utf8mb3" or "utf8" or "ujis" or "eucjpms" => 3,
        _ => 4,
    };
}
