using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Migrations.Changes;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>
/// One step that changes the schema model or moves data. Nodes are what change types lower to, what dialects render, what undo keeps.
/// They know neither where they came from nor which database they are for (DESIGN 3a.5).
/// A node is added only when it changes the model, or moves data, in a new way; <see cref="PerformAction"/> alone does neither.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "node")]
[JsonDerivedType(typeof(CreateTable), "createTable")]
[JsonDerivedType(typeof(DropTable), "dropTable")]
[JsonDerivedType(typeof(RenameTable), "renameTable")]
[JsonDerivedType(typeof(RebuildTable), "rebuildTable")]
[JsonDerivedType(typeof(AddColumn), "addColumn")]
[JsonDerivedType(typeof(DropColumn), "dropColumn")]
[JsonDerivedType(typeof(RenameColumn), "renameColumn")]
[JsonDerivedType(typeof(AlterColumn), "alterColumn")]
[JsonDerivedType(typeof(AddConstraint), "addConstraint")]
[JsonDerivedType(typeof(DropConstraint), "dropConstraint")]
[JsonDerivedType(typeof(CreateIndex), "createIndex")]
[JsonDerivedType(typeof(DropIndex), "dropIndex")]
[JsonDerivedType(typeof(CreateView), "createView")]
[JsonDerivedType(typeof(DropView), "dropView")]
[JsonDerivedType(typeof(CreateSequence), "createSequence")]
[JsonDerivedType(typeof(DropSequence), "dropSequence")]
[JsonDerivedType(typeof(SetTableRemarks), "setTableRemarks")]
[JsonDerivedType(typeof(AlterSequence), "alterSequence")]
[JsonDerivedType(typeof(RenameObject), "renameObject")]
[JsonDerivedType(typeof(CreateStoredProgram), "createStoredProgram")]
[JsonDerivedType(typeof(DropStoredProgram), "dropStoredProgram")]
[JsonDerivedType(typeof(SetEnabled), "setEnabled")]
[JsonDerivedType(typeof(InsertRows), "insertRows")]
[JsonDerivedType(typeof(LoadRows), "loadRows")]
[JsonDerivedType(typeof(UpdateRows), "updateRows")]
[JsonDerivedType(typeof(DeleteRows), "deleteRows")]
[JsonDerivedType(typeof(RawSql), "rawSql")]
[JsonDerivedType(typeof(PerformAction), "performAction")]
public abstract record SqlNode
{
    /// <summary>The statements for a database. Several only where the database needs several; one where it has no transactional DDL.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="before">The schema before this node.</param>
    /// <exception cref="UnknownObjectException">The shape of an object is needed and not known.</exception>
    /// <exception cref="MigrationException">The database cannot do it (<see cref="ErrorCode.NotSupported"/>), or the object is not there.</exception>
    public abstract IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before);

    /// <summary>The schema after this node.</summary>
    public abstract SchemaModel Apply(SchemaModel schema);

    /// <summary>The way back, from the schema before this node.</summary>
    /// <exception cref="UnknownObjectException">The shape of an object is needed and not known.</exception>
    public abstract Inverse Invert(SchemaModel before);

    /// <summary>The objects it reads or changes in the model: what a fingerprint is taken of.</summary>
    [JsonIgnore]
    public abstract ImmutableArray<ObjectKey> Touches { get; }

    /// <summary>The data that running this node destroys where there is any; null where it destroys none.</summary>
    [JsonIgnore]
    public virtual DataAtRisk? Destroys => null;

    /// <summary>The file that it reads when it runs, as the changelog names it; null for none.</summary>
    [JsonIgnore]
    public virtual string? ReadsFile => null;

    /// <summary>The node with the files that it reads, which are not kept with it.</summary>
    /// <param name="files">Finds them; null where the changelog no longer has the change set.</param>
    public virtual SqlNode WithFiles(IChangeResources? files) => this;

    private protected static ObjectKey TableKey(ObjectName name) => new(ObjectKind.Table, name);
}

/// <summary>The way back from a node.</summary>
/// <param name="Nodes">What undoes it, in the order to run.</param>
/// <param name="Loss">What does not come back (rows, a column's values), in words; null where everything does.</param>
/// <param name="Impossible">Why there is no way back; null where there is one.</param>
public sealed record Inverse(ImmutableArray<SqlNode> Nodes, string? Loss = null, string? Impossible = null)
{
    /// <summary>A way back without loss.</summary>
    public static Inverse By(params ReadOnlySpan<SqlNode> nodes) => new([.. nodes]);

    /// <summary>No way back.</summary>
    public static Inverse None(string reason) => new([], Impossible: reason);
}

/// <summary>Data that a node destroys.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column whose non-null values are lost; null where whole rows are.</param>
/// <param name="Where">Only these rows; null for all.</param>
public sealed record DataAtRisk(ObjectName Table, string? Column = null, SqlPredicate? Where = null);
