using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>Creates a table with its columns, constraints and (on the way back) indexes and triggers.</summary>
/// <param name="Table">The table as it shall be.</param>
/// <param name="IfNotExists">Does nothing where a table of that name exists.</param>
public sealed record CreateTable(Table Table, bool IfNotExists = false) : SqlNode
{
    /// <summary>Words in front of TABLE, in capitals (<c>TEMPORARY</c>, <c>UNLOGGED</c>); null for none.</summary>
    public string? TableType { get; init; }

    /// <summary>Whether the table ends with the connection.</summary>
    public bool IsTemporary => TableType?.Contains("TEMP", StringComparison.Ordinal) == true;

    /// <summary>The words that create it: CREATE TABLE, with its type between.</summary>
    public string Verb => TableType is null ? "CREATE TABLE" : $"CREATE {TableType} TABLE";

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => IfNotExists && schema.TableOrNull(Table.Name) is not null ? schema : schema.With(Table);

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => IsTemporary ? new Inverse([])
        : !IfNotExists ? Inverse.By(new DropTable(Table.Name))
        : before.Find(Table.Name, out Table? _) switch
        {
            Presence.Known => new Inverse([]),
            Presence.Absent => Inverse.By(new DropTable(Table.Name)),
            _ => throw new UnknownObjectException(TableKey(Table.Name)),
        };

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table.Name)];
}

/// <summary>Drops a table.</summary>
/// <param name="Table">Its resolved name.</param>
/// <param name="Cascade">Drops the foreign keys of other tables that point at it, too.</param>
public sealed record DropTable(ObjectName Table, bool Cascade = false) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema)
    {
        var after = schema.Without(TableKey(Table));
        if (!Cascade)
            return after;
        foreach (var other in schema.TablesReferencing(Table).ToList())
            after = after.With(other with { ForeignKeys = other.ForeignKeys.RemoveAll(f => schema.SameName(f.ReferencedTable, Table)) });
        return after;
    }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before)
    {
        var table = before.RequireTable(Table);
        var keys = Cascade
            ? before.TablesReferencing(Table).SelectMany(t => t.ForeignKeys.Where(f => before.SameName(f.ReferencedTable, Table)).Select(f => new AddConstraint(t.Name, f)))
            : [];
        return new([new CreateTable(table), .. keys], Loss: $"the rows of {Table}");
    }

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];

    /// <inheritdoc/>
    public override DataAtRisk? Destroys => new(Table);
}

/// <summary>Renames a table.</summary>
/// <param name="Table">Its resolved name.</param>
/// <param name="To">The new name within the same schema.</param>
public sealed record RenameTable(ObjectName Table, string To) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema)
    {
        var to = Table.Sibling(To);
        if (schema.TableOrNull(Table) is not { } table)
            return schema.Without(TableKey(Table)).Forget([TableKey(to)]);
        var after = schema.Without(TableKey(Table)).With(table with { Name = to, ForeignKeys = [.. table.ForeignKeys.Select(Follow)] });
        foreach (var other in schema.TablesReferencing(Table).ToList())
            after = after.With(other with { ForeignKeys = [.. other.ForeignKeys.Select(Follow)] });
        return after;

        ForeignKey Follow(ForeignKey key) => schema.SameName(key.ReferencedTable, Table) ? key with { ReferencedTable = to } : key;
    }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.By(new RenameTable(Table.Sibling(To), Table.Name));

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table), TableKey(Table.Sibling(To))];
}

/// <summary>Sets or removes the comment on a table.</summary>
/// <param name="Table">Its resolved name.</param>
/// <param name="Remarks">The comment; null to remove it.</param>
public sealed record SetTableRemarks(ObjectName Table, string? Remarks) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.Change(Table, table => table with { Remarks = Remarks });

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.By(this with { Remarks = before.RequireTable(Table).Remarks });

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}

/// <summary>
/// Writes a table anew in another shape, keeping its rows: SQLite's way for what it cannot alter.
/// Only <see cref="SqlDialect.Adapt"/> makes it; a run of alterations of one table becomes one rebuild.
/// </summary>
/// <param name="From">The table as it is.</param>
/// <param name="To">The table as it shall be.</param>
/// <param name="Values">What columns are filled with that are new or whose values change, by column name; other columns are copied.</param>
/// <param name="Loss">What does not come back when the rebuild is undone, where the alterations it stands for lose something.</param>
public sealed record RebuildTable(Table From, Table To, ImmutableArray<ColumnValue> Values, string? Loss = null) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.With(To);

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => new([new RebuildTable(To, From, [])], Loss);

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(From.Name)];

    /// <inheritdoc/>
    [JsonIgnore]
    public override DataAtRisk? Destroys =>
        From.Columns.FirstOrDefault(c => To.Column(c.Name, StringComparer.OrdinalIgnoreCase) is null) is { } lost ? new(From.Name, lost.Name) : null;
}
