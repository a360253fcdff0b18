using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>
/// Something that a raw statement does and that no change type does: it has been read from the author's SQL (<see cref="RawSql.Effects"/>) to know its lock and
/// its risks. It is looked at and never sent; the author's text is (DESIGN 3a.5).
/// </summary>
/// <param name="Kind">What it does.</param>
/// <param name="Target">The object that it does it to; null where it is about none, or about all.</param>
public sealed record RawOperation(RawOperationKind Kind, ObjectKey? Target = null) : SqlNode
{
    /// <summary>Whether it is asked to go on beside others (CONCURRENTLY, ONLINE).</summary>
    public bool Concurrently { get; init; }

    /// <summary>Whether what depends on the object goes as well.</summary>
    public bool Cascade { get; init; }

    /// <summary>The name of the part that it is about: a constraint, a value of an enum, a partition; null for none.</summary>
    public string? Part { get; init; }

    /// <summary>One statement without a text, for its lock.</summary>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => [new("", dialect.LockOf(this, before))];

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => Kind switch
    {
        RawOperationKind.DropConstraint when Target is { } target => schema.Change(target.Name, table => Named(table, schema.Names) is { } constraint ? table.Without(constraint, schema.Names) : table),
        RawOperationKind.ValidateConstraint when Target is { } target => schema.Change(target.Name, table => Validated(table, schema.Names)),
        RawOperationKind.Truncate or RawOperationKind.LockTable or RawOperationKind.Reindex or RawOperationKind.RefreshView or RawOperationKind.Vacuum or RawOperationKind.OnlineClause
            or RawOperationKind.TableSetting or RawOperationKind.StorageParameter or RawOperationKind.Other => schema,
        _ => Target is { } target ? schema.Forget([target]) : schema,
    };

    /// <summary>The constraint of a table that it is about.</summary>
    internal TableConstraint? Named(Table table, StringComparer names) => table.Constraints.FirstOrDefault(c => names.Equals(c.Name, Part));

    Table Validated(Table table, StringComparer names) => table with
    {
        ForeignKeys = [.. table.ForeignKeys.Select(k => names.Equals(k.Name, Part) ? k with { Validated = true } : k)],
        Checks = [.. table.Checks.Select(c => names.Equals(c.Name, Part) ? c with { Validated = true } : c)],
    };

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.None("raw SQL has no inverse");

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => Target is { } target ? [target] : [];

    /// <inheritdoc/>
    public override DataAtRisk? Destroys => Kind is RawOperationKind.Truncate && Target is { } target ? new(target.Name) : null;
}

/// <summary>What raw statements do that no change type does.</summary>
public enum RawOperationKind
{
    /// <summary>TRUNCATE.</summary>
    Truncate,
    /// <summary>LOCK TABLE.</summary>
    LockTable,
    /// <summary>REINDEX, ALTER INDEX … REBUILD.</summary>
    Reindex,
    /// <summary>The table is written anew as a whole: CLUSTER, VACUUM FULL, REPACK, OPTIMIZE TABLE, ALTER TABLE … REBUILD or FORCE, SET (UN)LOGGED, SET ACCESS METHOD, SET TABLESPACE.</summary>
    Rewrite,
    /// <summary>REFRESH MATERIALIZED VIEW.</summary>
    RefreshView,
    /// <summary>A constraint is dropped whose kind is not known.</summary>
    DropConstraint,
    /// <summary>A constraint or an index is renamed.</summary>
    RenamePart,
    /// <summary>How the other effects are asked to be done: ALGORITHM and LOCK of MariaDB and MySQL, as they are written in <see cref="RawOperation.Part"/>.</summary>
    OnlineClause,
    /// <summary>VALIDATE CONSTRAINT, WITH CHECK CHECK CONSTRAINT.</summary>
    ValidateConstraint,
    /// <summary>An EXCLUDE constraint is added.</summary>
    AddExclusion,
    /// <summary>ATTACH PARTITION, SWITCH, EXCHANGE PARTITION.</summary>
    AttachPartition,
    /// <summary>DETACH PARTITION.</summary>
    DetachPartition,
    /// <summary>CREATE TABLE … PARTITION OF.</summary>
    CreatePartition,
    /// <summary>A value is added to an enum.</summary>
    AddEnumValue,
    /// <summary>A value of an enum is renamed or removed.</summary>
    ChangeEnumValue,
    /// <summary>A domain gets a constraint or NOT NULL, which is checked in every table that uses it.</summary>
    DomainConstraint,
    /// <summary>A domain is created with a constraint or NOT NULL.</summary>
    ConstrainedDomain,
    /// <summary>Row security, replica identity, owner, storage, statistics target: settings of a table that take a short strong lock.</summary>
    TableSetting,
    /// <summary>Storage parameters of a table (<c>SET (fillfactor = 70)</c>), whose lock depends on the parameter.</summary>
    StorageParameter,
    /// <summary>VACUUM without FULL.</summary>
    Vacuum,
    /// <summary>A trigger or a rule is switched on or off.</summary>
    SwitchTrigger,
    /// <summary>A schema is dropped.</summary>
    DropSchema,
    /// <summary>A schema, type or other container is renamed, or an object moved to another schema.</summary>
    RenameSchema,
    /// <summary>A type, domain or extension is dropped, and with CASCADE the columns that need it.</summary>
    DropOther,
    /// <summary>A database is dropped.</summary>
    DropDatabase,
    /// <summary>BEGIN, COMMIT, ROLLBACK, SAVEPOINT.</summary>
    TransactionControl,
    /// <summary>SET, USE and the like.</summary>
    SessionSetting,
    /// <summary>A setting that bounds how long statements or their waiting for locks may take.</summary>
    Timeout,
    /// <summary>Schema objects that the model does not hold and that harm nobody: types, extensions, grants, comments.</summary>
    Other,
}
