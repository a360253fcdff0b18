using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql.Text;

namespace Migrations.Sql;

/// <summary>Where a new column goes.</summary>
/// <param name="After">Behind this column.</param>
/// <param name="Before">Before this column.</param>
/// <param name="First">As the first column.</param>
public sealed record ColumnPosition(string? After = null, string? Before = null, bool First = false);

/// <summary>Adds a column, with the constraints that its definition carries.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Column">The column.</param>
/// <param name="Position">Where it goes; null for the end.</param>
/// <param name="Constraints">Constraints that come with it.</param>
public sealed record AddColumn(ObjectName Table, Column Column, ColumnPosition? Position, ImmutableArray<TableConstraint> Constraints) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.Change(Table, table =>
        Constraints.Aggregate(table with { Columns = table.Columns.Insert(IndexIn(table, schema.Names), Column) }, (t, c) => t.With(c)));

    int IndexIn(Table table, StringComparer names)
    {
        int IndexOf(string name) => table.Columns.TakeWhile(c => !names.Equals(c.Name, name)).Count();
        return Position switch
        {
            { First: true } => 0,
            { After: { } after } => Math.Min(IndexOf(after) + 1, table.Columns.Length),
            { Before: { } next } => IndexOf(next),
            _ => table.Columns.Length,
        };
    }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) =>
        new([.. Constraints.Where(c => c is not PrimaryKey).Reverse().Select(c => (SqlNode)DropConstraint.Undoing(Table, c, before)), new DropColumn(Table, Column.Name)]);

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}

/// <summary>Drops a column.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Column">The column's name.</param>
public sealed record DropColumn(ObjectName Table, string Column) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema)
    {
        return schema.Change(Table, table => table with
        {
            Columns = table.Columns.RemoveAll(c => schema.Names.Equals(c.Name, Column)),
            PrimaryKey = table.PrimaryKey is { } key && Has(key.Columns) ? null : table.PrimaryKey,
            UniqueConstraints = table.UniqueConstraints.RemoveAll(u => Has(u.Columns)),
            ForeignKeys = table.ForeignKeys.RemoveAll(f => Has(f.Columns)),
            Checks = table.Checks.RemoveAll(c => ExpressionNames.Mentions(c.Expression, Column, schema.Names)),
            Indexes = table.Indexes.RemoveAll(Reads),
        });

        bool Has(ImmutableArray<string> columns) => columns.Contains(Column, schema.Names);

        bool Reads(TableIndex index) => ExpressionNames.Mentions(index.Where, Column, schema.Names)
            || index.Columns.Any(c => c.Computed ? ExpressionNames.Mentions(c.Name, Column, schema.Names) : schema.Names.Equals(c.Name, Column));
    }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before)
    {
        var table = before.RequireTable(Table);
        var column = before.RequireColumn(Table, Column);
        var index = table.Columns.IndexOf(column);
        var position = index == table.Columns.Length - 1 ? null : index == 0 ? new ColumnPosition(First: true) : new ColumnPosition(After: table.Columns[index - 1].Name);
        var after = Apply(before).RequireTable(Table);
        var constraints = table.Constraints.Where(c => !after.Constraints.Contains(c));
        var indexes = table.Indexes.Where(i => !after.Indexes.Contains(i)).Select(i => (SqlNode)new CreateIndex(Table, i));
        return new([new AddColumn(Table, column, position, [.. constraints]), .. indexes], Loss: $"the values of {Table}.{Column}");
    }

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];

    /// <inheritdoc/>
    public override DataAtRisk? Destroys => new(Table, Column);
}

/// <summary>Renames a column.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="From">The column's name.</param>
/// <param name="To">The new name.</param>
/// <param name="Type">Its type where the changelog gives it (older MySQL and MariaDB need it restated); null where it does not.</param>
public sealed record RenameColumn(ObjectName Table, string From, string To, SqlType? Type = null) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema)
    {
        if (schema.TableOrNull(Table) is null)
            return schema;
        string Follow(string name) => schema.Names.Equals(name, From) ? To : name;
        var after = schema.Change(Table, table => table with
        {
            Columns = [.. table.Columns.Select(c => c with { Name = Follow(c.Name) })],
            PrimaryKey = table.PrimaryKey is { } key ? key with { Columns = [.. key.Columns.Select(Follow)] } : null,
            UniqueConstraints = [.. table.UniqueConstraints.Select(u => u with { Columns = [.. u.Columns.Select(Follow)] })],
            ForeignKeys = [.. table.ForeignKeys.Select(f => FollowReference(f with { Columns = [.. f.Columns.Select(Follow)] }))],
            Indexes = [.. table.Indexes.Select(i => i with { Columns = [.. i.Columns.Select(c => c.Computed ? c : c with { Name = Follow(c.Name) })] })],
        });
        foreach (var other in schema.TablesReferencing(Table).ToList())
            after = after.With(other with { ForeignKeys = [.. other.ForeignKeys.Select(FollowReference)] });
        return after;

        ForeignKey FollowReference(ForeignKey key) =>
            schema.SameName(key.ReferencedTable, Table) ? key with { ReferencedColumns = [.. key.ReferencedColumns.Select(Follow)] } : key;
    }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.By(new RenameColumn(Table, To, From, Type));

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}

/// <summary>
/// Changes a column in place: type, nullability, default, numbering, remarks. One node for them all, because MariaDB, SQL Server and SQLite
/// want the rest of the column restated.
/// </summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Before">The column as it is; null where it is not known and the database does not need to know (then <see cref="Changed"/> says what changes).</param>
/// <param name="After">The column as it shall be; where <see cref="Before"/> is null, only the changed parts count.</param>
/// <param name="Changed">What the change set wants changed.</param>
public sealed record AlterColumn(ObjectName Table, Column? Before, Column After, ColumnAspects Changed) : SqlNode
{
    /// <summary>The expression that makes the new values of the old ones, as SQL (PostgreSQL's USING); null for the database's own conversion.</summary>
    public string? Using { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.Change(Table, table =>
        table with { Columns = [.. table.Columns.Select(c => schema.Names.Equals(c.Name, After.Name) ? Before is null ? Merge(c) : After : c)] });

    /// <summary>The same change put upon the column as it is now: only what this node changes is taken from <see cref="After"/>.</summary>
    public AlterColumn Onto(Column column) => this with { Before = column, After = Merge(column) };

    Column Merge(Column column) => column with
    {
        Type = Changed.HasFlag(ColumnAspects.Type) ? After.Type : column.Type,
        Nullable = Changed.HasFlag(ColumnAspects.Nullable) ? After.Nullable : column.Nullable,
        Default = Changed.HasFlag(ColumnAspects.Default) ? After.Default : column.Default,
        Identity = Changed.HasFlag(ColumnAspects.Identity) ? After.Identity : column.Identity,
        Remarks = Changed.HasFlag(ColumnAspects.Remarks) ? After.Remarks : column.Remarks,
    };

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before)
    {
        // Nullability alone can be turned round without knowing the rest; everything else needs what was there.
        if (Before is { } known)
            return new([new AlterColumn(Table, After, known, Changed)]);
        var column = before.RequireColumn(Table, After.Name);
        return new([new AlterColumn(Table, Merge(column), column, Changed)]);
    }

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}

/// <summary>The parts of a column that an <see cref="AlterColumn"/> changes.</summary>
[Flags]
public enum ColumnAspects
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The type.</summary>
    Type = 1,
    /// <summary>Whether NULL is allowed.</summary>
    Nullable = 2,
    /// <summary>The default value.</summary>
    Default = 4,
    /// <summary>The numbering of new rows.</summary>
    Identity = 8,
    /// <summary>The comment.</summary>
    Remarks = 16,
}
