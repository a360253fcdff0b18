using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.PostgreSql;

/// <summary>The locks of PostgreSQL that statements take, as measured on version 15; what newer versions do otherwise is from their documentation.</summary>
/// <param name="dialect">The server.</param>
/// <param name="effects">What is known of rows.</param>
sealed class PostgreSqlLocks(PostgreSqlDialect dialect, PostgreSqlEffects effects)
{
    const string AccessExclusiveName = "ACCESS EXCLUSIVE";

    /// <summary>Nobody reads or writes, for a moment.</summary>
    public static StatementLock AccessExclusive { get; } = new(AccessExclusiveName, LockImpact.ReadsAndWrites);

    /// <summary>Nobody reads or writes while all rows are read.</summary>
    public static StatementLock AccessExclusiveScan { get; } = new(AccessExclusiveName, LockImpact.ReadsAndWrites, Scans: true);

    /// <summary>Nobody reads or writes while the table is written anew.</summary>
    public static StatementLock AccessExclusiveRewrite { get; } = new(AccessExclusiveName, LockImpact.ReadsAndWrites, Rewrites: true, Scans: true);

    /// <summary>Nobody writes, for a moment.</summary>
    public static StatementLock ShareRowExclusive { get; } = new("SHARE ROW EXCLUSIVE", LockImpact.Writes);

    /// <summary>Nobody writes to the two tables of a foreign key while all rows are checked.</summary>
    public static StatementLock ShareRowExclusiveScan { get; } = ShareRowExclusive with { Scans = true };

    /// <summary>Nobody writes while an index is built.</summary>
    public static StatementLock ShareScan { get; } = new("SHARE", LockImpact.Writes, Scans: true);

    /// <summary>Nobody writes, and nobody who plans a query gets at the index, while it is built anew.</summary>
    public static StatementLock Reindex { get; } = ShareScan with { Impact = LockImpact.ReadsAndWrites };

    /// <summary>Only readers go on.</summary>
    public static StatementLock Exclusive { get; } = new("EXCLUSIVE", LockImpact.Writes);

    /// <summary>Only other schema changes wait.</summary>
    public static StatementLock ShareUpdateExclusive { get; } = new("SHARE UPDATE EXCLUSIVE", LockImpact.SchemaChanges);

    /// <summary>Only other schema changes wait while all rows are read.</summary>
    public static StatementLock ShareUpdateExclusiveScan { get; } = ShareUpdateExclusive with { Scans = true };

    static TableLock On(ObjectName table, StatementLock taken) => new(table, taken.Name, taken.Impact, taken.Scans);

    // ---- columns -----------------------------------------------------------------------------------------------

    /// <summary>Of adding a column: a default that is not the same for all rows makes the server write them anew; a key or a check makes it read them.</summary>
    /// <param name="node">The node.</param>
    /// <param name="column">The column as the catalogue will have it.</param>
    /// <param name="before">The schema before it.</param>
    public StatementLock Of(AddColumn node, Column column, SchemaModel before)
    {
        var rewrites = column.Identity is not null || PostgreSqlTypes.SerialBase(column.Type.Text) is not null || column.GeneratedStored || column.Default is SequenceNextValue || dialect.ConstrainedDomains.Contains(column.Type.Text)
            || (column.Default is ExpressionValue expression && !PostgreSqlEffects.IsStable(expression.Sql));
        var own = rewrites ? AccessExclusiveRewrite : !column.Nullable && column.Default is null && column.Generated is null ? AccessExclusiveScan : AccessExclusive;
        // The table itself is locked for the column more than it is for any constraint.
        return node.Constraints.Select(c => OfInline(node.Table, column, c, before)).Aggregate(own, StatementLock.Heavier);
    }

    /// <summary>A foreign key that stands within the column's definition is not checked while the column has nothing but NULLs.</summary>
    StatementLock OfInline(ObjectName table, Column column, TableConstraint constraint, SchemaModel before)
    {
        var taken = Of(table, constraint, before);
        return PostgreSqlClauses.IsInline(constraint) && column.Default is null ? taken with { Scans = false, Others = [.. taken.Others.Select(o => o with { Scans = false })] } : taken;
    }

    /// <summary>Of dropping a column, with the foreign keys that have it.</summary>
    public static StatementLock Of(DropColumn node, SchemaModel before) => AccessExclusive.With(
        ForeignKeysOf(node.Table, node.Column, before).Where(k => !before.SameName(k.ReferencedTable, node.Table)).Select(k => On(k.ReferencedTable, AccessExclusive)));

    static IEnumerable<ForeignKey> ForeignKeysOf(ObjectName table, string column, SchemaModel before) =>
        before.TableOrNull(table)?.ForeignKeys.Where(k => k.Columns.Contains(column, before.Names)) ?? [];

    /// <summary>Of altering a column.</summary>
    /// <param name="node">The node, completed.</param>
    /// <param name="before">The schema before it.</param>
    public StatementLock Of(AlterColumn node, SchemaModel before)
    {
        var taken = node.Changed.HasFlag(ColumnAspects.Type) ? OfRetyping(node, before) : AccessExclusive;
        return node.Changed.HasFlag(ColumnAspects.Nullable) && !node.After.Nullable && node.Before is not { Nullable: false } && !effects.IsProvenNotNull(node.Table, node.After.Name, before)
            ? StatementLock.Heavier(taken, AccessExclusiveScan)
            : taken;
    }

    /// <summary>
    /// Another type writes the rows anew, unless their bytes fit it. Even then checks of the column are checked again, and indexes are built anew that would order it otherwise.
    /// Foreign keys are dropped and added again, which locks their other table.
    /// </summary>
    StatementLock OfRetyping(AlterColumn node, SchemaModel before)
    {
        if (node.Before is not { } was || !KeepsRows(was.Type, node.After.Type) || !PostgreSqlEffects.IsPlainCast(node.Using, node.After))
            return AccessExclusiveRewrite.With(Others());
        return (before.TableOrNull(node.Table) is { } table && (Checks(table, was.Name) || Reindexes(table, was, node.After)) ? AccessExclusiveScan : AccessExclusive).With(Others());

        IEnumerable<TableLock> Others() => ForeignKeysOf(node.Table, node.After.Name, before).Select(k => k.ReferencedTable)
            .Concat(before.TablesReferencing(node.Table).Where(t => t.ForeignKeys.Any(k => before.SameName(k.ReferencedTable, node.Table) && k.ReferencedColumns.Contains(node.After.Name, before.Names))).Select(t => t.Name))
            .Where(name => !before.SameName(name, node.Table)).Select(name => On(name, AccessExclusive));
    }

    bool KeepsRows(SqlType from, SqlType to) => PostgreSqlTypes.KeepsRows(from, to)
        || (dialect.IsUtc && (from.BaseName, to.BaseName) is ("timestamp", "timestamptz") or ("timestamptz", "timestamp") && (to.Length ?? 6) >= (from.Length ?? 6));

    bool Checks(Table table, string column) => table.Checks.Any(c => c.Validated && Mentions(c.Expression, column));

    bool Mentions(string? expression, string column) => ExpressionNames.Mentions(expression, column, dialect.Names);

    /// <summary>The order of an index depends on collation and type; one over an expression or a part of the rows is always built anew.</summary>
    bool Reindexes(Table table, Column before, Column after)
    {
        var reorders = before.Collation != after.Collation || (before.Type.BaseName != after.Type.BaseName && (before.Type.BaseName.StartsWith("timestamp", StringComparison.Ordinal) || before.Type.BaseName == "citext" || after.Type.BaseName == "citext"));
        var keys = table.UniqueConstraints.Select(u => u.Columns).Append(table.PrimaryKey?.Columns ?? []);
        return (reorders && keys.Any(k => k.Contains(before.Name, dialect.Names)))
            || table.Indexes.Any(i => (reorders && i.Columns.Any(c => !c.Computed && dialect.Names.Equals(c.Name, before.Name)))
                || ((i.Where is not null || i.Columns.Any(c => c.Computed)) && Depends(i, before.Name)));
    }

    bool Depends(TableIndex index, string column) => Mentions(index.Where, column) || index.Columns.Any(c => c.Computed ? Mentions(c.Name, column) : dialect.Names.Equals(c.Name, column));

    /// <summary>Of a setting of a column: how it is analysed hinders nobody, how it is stored does.</summary>
    public static StatementLock OfSetting(string setting) =>
        setting.StartsWith("SET STATISTICS", StringComparison.OrdinalIgnoreCase) || setting.StartsWith("SET (", StringComparison.OrdinalIgnoreCase) ? ShareUpdateExclusive : AccessExclusive;

    // ---- tables and constraints --------------------------------------------------------------------------------

    /// <summary>Of creating a table, which locks the tables that its foreign keys point at.</summary>
    public static StatementLock Of(CreateTable node, SchemaModel before)
    {
        var referenced = node.Table.ForeignKeys.Where(k => k.Validated && !before.SameName(k.ReferencedTable, node.Table.Name)).ToList();
        return referenced.Count == 0 ? StatementLock.None : ShareRowExclusive.With(referenced.Select(k => On(k.ReferencedTable, ShareRowExclusive)));
    }

    /// <summary>Of dropping a table, which locks every table at the other end of a foreign key.</summary>
    public static StatementLock Of(DropTable node, SchemaModel before) => AccessExclusive.With((before.TableOrNull(node.Table)?.ForeignKeys ?? []).Select(k => k.ReferencedTable)
        .Concat(before.TablesReferencing(node.Table).Select(t => t.Name)).Where(name => !before.SameName(name, node.Table)).Select(name => On(name, AccessExclusive)));

    /// <summary>Of adding a constraint.</summary>
    public StatementLock Of(ObjectName table, TableConstraint constraint, SchemaModel before) => constraint switch
    {
        ForeignKey key => (key.Validated ? ShareRowExclusiveScan : ShareRowExclusive).With(before.SameName(key.ReferencedTable, table) ? [] : [On(key.ReferencedTable, ShareRowExclusive with { Scans = key.Validated })]),
        CheckConstraint { Validated: false } => AccessExclusive,
        UniqueConstraint { UsingIndex: not null } => AccessExclusive,
        PrimaryKey { UsingIndex: not null } key when before.TableOrNull(table) is { } known && key.Columns.All(name => known.Column(name, before.Names) is { Nullable: false } || effects.IsProvenNotNull(table, name, before)) => AccessExclusive,
        _ => AccessExclusiveScan,
    };

    /// <summary>Of dropping a constraint; a foreign key locks both its tables.</summary>
    public static StatementLock Of(DropConstraint node, SchemaModel before)
    {
        if (node.Constraint is not ForeignKey key)
            return AccessExclusive;
        key = before.TableOrNull(node.Table)?.ForeignKeys.FirstOrDefault(k => before.Names.Equals(k.Name, key.Name)) ?? key;
        return key.Columns.IsDefaultOrEmpty || before.SameName(key.ReferencedTable, node.Table) ? AccessExclusive : AccessExclusive.With([On(key.ReferencedTable, AccessExclusive)]);
    }

    // ---- what only raw SQL does --------------------------------------------------------------------------------

    /// <summary>Of something that only raw SQL does.</summary>
    public static StatementLock Of(RawOperation operation, SchemaModel before) => operation.Kind switch
    {
        RawOperationKind.Truncate => AccessExclusive.With(operation is { Cascade: true, Target: { } target } ? Referencing(target.Name, before) : []),
        RawOperationKind.LockTable => OfMode(operation.Part),
        RawOperationKind.Reindex => operation.Concurrently ? ShareUpdateExclusiveScan : Reindex,
        RawOperationKind.Rewrite => operation.Concurrently ? ShareUpdateExclusiveScan with { Rewrites = true } : AccessExclusiveRewrite,
        RawOperationKind.RefreshView => operation.Concurrently ? Exclusive with { Scans = true } : AccessExclusiveRewrite,
        RawOperationKind.ValidateConstraint => ShareUpdateExclusiveScan,
        RawOperationKind.AddExclusion => AccessExclusiveScan,
        RawOperationKind.AttachPartition => Attaching(operation, before),
        RawOperationKind.DetachPartition => (operation.Concurrently ? ShareUpdateExclusive : AccessExclusive).With(PartOf(operation) is { } part ? [On(part, AccessExclusive)] : []),
        RawOperationKind.CreatePartition or RawOperationKind.DropConstraint or RawOperationKind.DropSchema or RawOperationKind.DropDatabase or RawOperationKind.DropOther
            or RawOperationKind.TableSetting => AccessExclusive,
        RawOperationKind.RenamePart => operation.Target?.Kind == ObjectKind.Index ? ShareUpdateExclusive : AccessExclusive,
        RawOperationKind.StorageParameter or RawOperationKind.Vacuum => ShareUpdateExclusive,
        RawOperationKind.RenameSchema => operation.Target?.Kind == ObjectKind.Table ? AccessExclusive : StatementLock.None,
        RawOperationKind.DomainConstraint => OfDomain(operation, before),
        RawOperationKind.SwitchTrigger => ShareRowExclusive,
        RawOperationKind.TransactionControl or RawOperationKind.SessionSetting or RawOperationKind.Timeout or RawOperationKind.AddEnumValue or RawOperationKind.ChangeEnumValue
            or RawOperationKind.ConstrainedDomain or RawOperationKind.OnlineClause or RawOperationKind.Other => StatementLock.None,
        _ => StatementLock.Unknown,
    };

    /// <summary>The tables whose foreign keys point at one; they are known where it is.</summary>
    static IEnumerable<TableLock> Referencing(ObjectName table, SchemaModel before) =>
        before.TableOrNull(table) is null ? [] : before.TablesReferencing(table).Select(t => On(t.Name, AccessExclusive));

    /// <summary>The partition is read under the strongest lock, to see that its rows belong there; its table goes on.</summary>
    static StatementLock Attaching(RawOperation operation, SchemaModel before)
    {
        if (PartOf(operation) is not { } part)
            return AccessExclusiveScan;
        var keys = (before.TableOrNull(part)?.ForeignKeys ?? []).Select(k => On(k.ReferencedTable, ShareRowExclusive));
        return AccessExclusiveScan.With([.. operation.Target is { } parent ? [On(parent.Name, ShareUpdateExclusive)] : Array.Empty<TableLock>(), On(part, AccessExclusiveScan), .. keys]);
    }

    static ObjectName? PartOf(RawOperation operation) => operation switch
    {
        { Part: null } => null,
        { Part: { } part } when part.Split('.') is [var schema, var name] => new(schema, name),
        _ => new(operation.Target?.Name.Schema, operation.Part),
    };

    /// <summary>All columns of the type are checked, in whichever tables they are; those can be named that the plan has looked at.</summary>
    static StatementLock OfDomain(RawOperation operation, SchemaModel before) => ShareScan.With(operation.Target is { } domain
        ? before.Tables.Where(t => t.Columns.Any(c => c.Type.Text == domain.Name.Name || c.Type.Text == domain.Name.ToString())).Select(t => On(t.Name, ShareScan))
        : []);

    /// <summary>The lock of LOCK TABLE by its mode.</summary>
    static StatementLock OfMode(string? mode) => mode?.ToUpperInvariant() switch
    {
        null or "" or AccessExclusiveName => AccessExclusive,
        "EXCLUSIVE" => Exclusive,
        "SHARE ROW EXCLUSIVE" => ShareRowExclusive,
        "SHARE" => ShareScan with { Scans = false },
        "SHARE UPDATE EXCLUSIVE" => ShareUpdateExclusive,
        "ROW EXCLUSIVE" or "ROW SHARE" or "ACCESS SHARE" => new(mode.ToUpperInvariant(), LockImpact.None),
        _ => AccessExclusive,
    };
}
