using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>Creates an index.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Index">The index.</param>
public sealed record CreateIndex(ObjectName Table, TableIndex Index) : SqlNode
{
    /// <summary>Whether it is built beside reads and writes, outside a transaction where the database needs that (CONCURRENTLY, ONLINE, LOCK=NONE).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Concurrently { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.Change(Table, table => table with { Indexes = table.Indexes.Add(Index) });

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.By(new DropIndex(Table, Table.Sibling(Index.Name)) { Concurrently = Concurrently });

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}

/// <summary>Drops an index.</summary>
/// <param name="Table">The table's resolved name; null where the changelog does not name it and the database does not need it.</param>
/// <param name="Index">The index's name, with the schema of its table.</param>
public sealed record DropIndex(ObjectName? Table, ObjectName Index) : SqlNode
{
    /// <summary>Whether it is dropped without waiting for reads and writes and letting others wait behind it (CONCURRENTLY, ONLINE).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Concurrently { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema)
    {
        var table = Table ?? (schema.FindTableOfIndex(Index, out var owner) == Presence.Known ? owner!.Name : null);
        return table is null ? schema : schema.Change(table, t => t.WithoutIndex(Index.Name, schema.Names));
    }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before)
    {
        var table = Table is not null ? before.RequireTable(Table) : before.FindTableOfIndex(Index, out var owner) switch
        {
            Presence.Known => owner!,
            Presence.Unknown => throw new UnknownObjectException(new(ObjectKind.Index, Index)),
            _ => throw NotFound(),
        };
        if (table.Indexes.FirstOrDefault(i => before.Names.Equals(i.Name, Index.Name)) is { } index)
            return Inverse.By(new CreateIndex(table.Name, index) { Concurrently = Concurrently });
        return table.UniqueConstraints.FirstOrDefault(u => before.Names.Equals(u.Name, Index.Name)) is { } unique
            ? Inverse.By(new AddConstraint(table.Name, unique))
            : throw NotFound();
    }

    MigrationException NotFound() => new(ErrorCode.ObjectNotFound, $"there is no index {Index} at this point", "Check the index's name against the database.");

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => Table is null ? [new(ObjectKind.Index, Index)] : [TableKey(Table)];
}
