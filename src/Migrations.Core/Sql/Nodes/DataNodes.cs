using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>The rows of another table that are copied.</summary>
/// <param name="Table">The other table's resolved name.</param>
/// <param name="Where">Which of its rows; null for all.</param>
/// <param name="Distinct">Whether equal rows are copied once.</param>
public sealed record CopiedRows(ObjectName Table, SqlPredicate? Where = null, bool Distinct = false);

/// <summary>Inserts one row, or a row for each one of another table.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Values">The columns and their values.</param>
/// <param name="Guard">Inserts only where this holds; null for always.</param>
public sealed record InsertRows(ObjectName Table, ImmutableArray<ColumnValue> Values, SqlPredicate? Guard = null) : SqlNode
{
    /// <summary>The rows that fill a table which the same change set has created, and which goes again with them; null for a row of values.</summary>
    public CopiedRows? Source { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema;

    /// <summary>Deletes the row again, found by the table's primary key where the values are literals; else there is no way back.</summary>
    public override Inverse Invert(SchemaModel before)
    {
        if (Source is not null)
            return new([]);
        var table = before.RequireTable(Table);
        if (table.PrimaryKey is not { } key)
            return Inverse.None($"{Table} has no primary key by which the inserted row could be found");
        var conditions = key.Columns.Select(column => Values.FirstOrDefault(v => before.Names.Equals(v.Column, column)))
            .Select(v => v is { Value: StringValue or NumberValue or BooleanValue or DateValue } ? (SqlPredicate)new ColumnEquals(v.Column, v.Value) : null).ToList();
        return conditions.Contains(null)
            ? Inverse.None($"the primary key of the row inserted into {Table} is not known beforehand")
            : Inverse.By(new DeleteRows(Table, new AllOf([.. conditions.OfType<SqlPredicate>()])) { UndoesInsert = true });
    }

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}

/// <summary>Updates rows.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Values">The columns and their new values.</param>
/// <param name="Where">Which rows; null for all.</param>
public sealed record UpdateRows(ObjectName Table, ImmutableArray<ColumnValue> Values, SqlPredicate? Where) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema;

    /// <summary>What an alteration of the same change set has filled by this; nothing for an update of its own.</summary>
    public RowFilling Filling { get; init; }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Filling switch
    {
        RowFilling.NewColumn => new([]),
        RowFilling.NullValues => new([], Loss: $"which rows of {Table} had NULL in {string.Join(", ", Values.Select(v => v.Column))}"),
        _ => Inverse.None($"the values that were in {Table} before the update are not kept"),
    };

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}

/// <summary>What an alteration fills by updating rows, which decides whether anything has to be taken back.</summary>
public enum RowFilling
{
    /// <summary>Nothing: the changelog asks for the update itself.</summary>
    None,
    /// <summary>A column that the same change set has added, and that goes again with its values.</summary>
    NewColumn,
    /// <summary>NULLs that make room for NOT NULL. The values fit either way.</summary>
    NullValues,
}

/// <summary>Deletes rows.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Where">Which rows; null for all.</param>
public sealed record DeleteRows(ObjectName Table, SqlPredicate? Where) : SqlNode
{
    /// <summary>Whether it takes back exactly what an insert of the same change set put there, which loses nothing.</summary>
    public bool UndoesInsert { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema;

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.None($"the rows deleted from {Table} are not kept");

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];

    /// <inheritdoc/>
    public override DataAtRisk? Destroys => UndoesInsert ? null : new(Table, Where: Where);
}

/// <summary>One statement that the changelog's author wrote. The text itself is what runs.</summary>
/// <param name="Text">The statement, without its delimiter.</param>
public sealed record RawSql(string Text) : SqlNode
{
    /// <summary>The objects it may change: null where that is not known and everything may be.</summary>
    public ImmutableArray<ObjectKey>? Changes { get; init; }

    /// <summary>
    /// What it has been understood to do, in order, for locks, rules and the schema model; never rendered. Empty where it only reads; null where it has not been understood.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<SqlNode>? Effects { get; init; }

    /// <summary>Whether <see cref="Effects"/> say everything that it does to the schema, so that the schema model follows them.</summary>
    [JsonIgnore]
    public bool IsComplete { get; init; }

    /// <summary>Whether it says IF EXISTS or IF NOT EXISTS, so that it does nothing where there is nothing to do.</summary>
    [JsonIgnore]
    public bool IsGuarded { get; init; }

    /// <summary>Whether a bare name may mean another object after it: another search path, role or database.</summary>
    [JsonIgnore]
    public bool MovesNames { get; init; }

    /// <summary>Whether it can run inside a transaction.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>Whether it only reads and writes rows, which a transaction can take back on every database.</summary>
    public bool PlainData { get; init; }

    /// <summary>Whether it has to be sent alone.</summary>
    public bool OwnBatch { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <summary>The schema with all that is not certain forgotten, as if the statement had not been understood; the dialect follows what has been.</summary>
    public override SchemaModel Apply(SchemaModel schema) =>
        PlainData ? schema : Changes is { } changes ? schema.Forget(changes) : schema.ForgetAll();

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.None("raw SQL has no inverse");

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => Changes ?? [];
}
