using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>
/// The locks that statements take, from the documentation. Sch-M (schema modification) keeps everybody out, even readers WITH (NOLOCK);
/// what differs is how long: for a moment, while all rows are read, or while the table is written anew.
/// </summary>
static class SqlServerLocks
{
    const string SchM = "Sch-M";

    /// <summary>Sch-M for a moment: only metadata is written.</summary>
    public static StatementLock Brief { get; } = new(SchM, LockImpact.ReadsAndWrites);

    /// <summary>Sch-M while all rows are read.</summary>
    public static StatementLock Scan { get; } = new(SchM, LockImpact.ReadsAndWrites, Scans: true);

    /// <summary>Sch-M while the table is written anew.</summary>
    public static StatementLock Rewrite { get; } = new(SchM, LockImpact.ReadsAndWrites, Rewrites: true, Scans: true);

    /// <summary>Sch-M for a moment on both tables of a foreign key.</summary>
    public static StatementLock BriefOnBoth { get; } = new("Sch-M on both tables", LockImpact.ReadsAndWrites);

    /// <summary>Sch-M on both tables of a foreign key while all rows are checked.</summary>
    public static StatementLock ScanOnBoth { get; } = new("Sch-M on both tables", LockImpact.ReadsAndWrites, Scans: true);

    /// <summary>S on the table while a nonclustered index is built: nobody writes.</summary>
    public static StatementLock IndexBuild { get; } = new("S", LockImpact.Writes, Scans: true);

    /// <summary>IS on the table while an index is built ONLINE; S and Sch-M for a moment at its two ends.</summary>
    public static StatementLock OnlineBuild { get; } = new("IS, then Sch-M for a moment", LockImpact.SchemaChanges, Scans: true);

    /// <summary>A remark is written: other schema changes of the object wait.</summary>
    public static StatementLock Property { get; } = new("Sch-S", LockImpact.SchemaChanges);

    /// <summary>Of adding a column.</summary>
    public static StatementLock Add(AddColumn node, SqlServerInstance instance)
    {
        if (node.Column.Identity is not null || (node.Column.Generated is not null && node.Column.GeneratedStored) || (node.Column.Generated is null && RewritesForDefault(node.Column, instance)))
            return Rewrite;
        return node.Constraints.IsEmpty ? Brief : node.Constraints.Any(c => c is ForeignKey) ? ScanOnBoth : Scan;
    }

    // Rows are written only for a NOT NULL column; a nullable one leaves NULL in the rows that are there.
    static bool RewritesForDefault(Column column, SqlServerInstance instance) =>
        !column.Nullable && column.Default is { } value && !(instance.AddsDefaultsWithoutRewrite && IsRuntimeConstant(value));

    static bool IsRuntimeConstant(SqlValue value) => value switch
    {
        SequenceNextValue => false,
        ExpressionValue expression => SqlServerValues.Parse(expression.Sql, new("int")) is not ExpressionValue
            || SqlServerValues.StripParentheses(expression.Sql).ToLowerInvariant() is "getdate()" or "getutcdate()" or "sysdatetime()" or "sysutcdatetime()" or "sysdatetimeoffset()" or "current_timestamp",
        _ => true,
    };

    /// <summary>Of altering a column's type or nullability.</summary>
    public static StatementLock Alter(Column before, Column after)
    {
        if (before.Type != after.Type && !Widens(before.Type, after.Type))
            return Rewrite;
        return before.Nullable && !after.Nullable ? Scan : before.Collation == after.Collation ? Brief : Rewrite;
    }

    /// <summary>Whether only metadata changes: a longer text or binary of variable length within the row.</summary>
    static bool Widens(SqlType before, SqlType after) =>
        before.BaseName == after.BaseName && before.BaseName is "varchar" or "nvarchar" or "varbinary" && before.Length is { } from && after.Length is { } to && to >= from;

    /// <summary>Of adding a constraint to a table.</summary>
    public static StatementLock Add(TableConstraint constraint) => constraint switch
    {
        ForeignKey key => OnBoth(key, key.Validated ? ScanOnBoth : BriefOnBoth),
        CheckConstraint { Validated: false } or CheckConstraint { Disabled: true } => Brief,
        PrimaryKey { Clustered: not false } or UniqueConstraint { Clustered: true } => Rewrite,
        _ => Scan,
    };

    /// <summary>Of something that only raw SQL does.</summary>
    public static StatementLock Of(RawOperation operation) => operation.Kind switch
    {
        // A clustered index is the table itself.
        RawOperationKind.Reindex or RawOperationKind.Rewrite => operation.Concurrently ? OnlineBuild with { Rewrites = true } : Rewrite,
        RawOperationKind.ValidateConstraint => Scan,
        RawOperationKind.LockTable => new("X", LockImpact.ReadsAndWrites),
        RawOperationKind.AttachPartition => BriefOnBoth,
        RawOperationKind.DropDatabase => new("X on the database", LockImpact.ReadsAndWrites),
        RawOperationKind.Truncate or RawOperationKind.DropConstraint or RawOperationKind.RenamePart or RawOperationKind.RenameSchema or RawOperationKind.TableSetting
            or RawOperationKind.SwitchTrigger or RawOperationKind.DropSchema or RawOperationKind.DropOther => Brief,
        RawOperationKind.TransactionControl or RawOperationKind.SessionSetting or RawOperationKind.Timeout or RawOperationKind.AddEnumValue or RawOperationKind.ChangeEnumValue
            or RawOperationKind.ConstrainedDomain or RawOperationKind.OnlineClause or RawOperationKind.Other => StatementLock.None,
        _ => StatementLock.Unknown,
    };

    /// <summary>Of dropping a constraint: a clustered one leaves the table to be written anew as a heap.</summary>
    public static StatementLock Drop(TableConstraint constraint) => constraint switch
    {
        ForeignKey key => OnBoth(key, BriefOnBoth),
        PrimaryKey { Clustered: not false } or UniqueConstraint { Clustered: true } => Rewrite,
        _ => Brief,
    };

    static StatementLock OnBoth(ForeignKey key, StatementLock taken) =>
        key.Columns.IsDefaultOrEmpty ? taken : taken.With([new(key.ReferencedTable, SchM, LockImpact.ReadsAndWrites, taken.Scans)]);
}
