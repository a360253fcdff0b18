using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>Adds a constraint to a table.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Constraint">The constraint; its name is already the one the database will have.</param>
public sealed record AddConstraint(ObjectName Table, TableConstraint Constraint) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.Change(Table, table =>
    {
        var after = table.With(Constraint);
        return Constraint is PrimaryKey key
            ? after with { Columns = [.. after.Columns.Select(c => key.Columns.Contains(c.Name, schema.Names) ? c with { Nullable = false } : c)] }
            : after;
    });

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before)
    {
        var drop = DropConstraint.Undoing(Table, Constraint, before);
        if (before.TableOrNull(Table) is not { } table)
            return Inverse.By(drop);
        // An index that was taken over goes with the constraint.
        var index = table.Indexes.Where(i => before.Names.Equals(i.Name, UsingIndex)).Select(i => (SqlNode)new CreateIndex(Table, i));
        // A primary key makes its columns NOT NULL and leaves them so when it goes.
        var nullable = table.Columns.Where(c => c.Nullable && Constraint is PrimaryKey key && key.Columns.Contains(c.Name, before.Names));
        return new([drop, .. index, .. nullable.Select(c => (SqlNode)new AlterColumn(Table, c with { Nullable = false }, c, ColumnAspects.Nullable))]);
    }

    string? UsingIndex => Constraint is PrimaryKey key ? key.UsingIndex : Constraint is UniqueConstraint unique ? unique.UsingIndex : null;

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}

/// <summary>Drops a constraint.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Constraint">The constraint as it is where it is known; else its kind and name are enough.</param>
public sealed record DropConstraint(ObjectName Table, TableConstraint Constraint) : SqlNode
{
    /// <summary>
    /// Whether the index goes as well that the database made for a foreign key: set where this undoes the adding of the key and there was no such index before.
    /// </summary>
    public bool WithIndex { get; init; }

    /// <summary>What undoes the adding of a constraint.</summary>
    internal static DropConstraint Undoing(ObjectName table, TableConstraint added, SchemaModel before) => new(table, added)
    {
        WithIndex = added is ForeignKey { Name: { } name } && before.TableOrNull(table)?.HasIndex(name, before.Names) != true,
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.Change(Table, table => table.Without(Constraint, schema.Names));

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before)
    {
        var table = before.RequireTable(Table);
        if (Constraint is UniqueConstraint && table.Indexes.FirstOrDefault(i => i.Unique && before.Names.Equals(i.Name, Constraint.Name)) is { } index)
            return Inverse.By(new CreateIndex(Table, index));
        var dropped = table.Constraints.FirstOrDefault(c => c.GetType() == Constraint.GetType() && (c is PrimaryKey || before.Names.Equals(c.Name, Constraint.Name)))
            ?? throw new MigrationException(ErrorCode.ObjectNotFound, $"table {Table} has no such constraint: {Constraint.Name ?? "primary key"}",
                "Check the constraint's name against the database.");
        return Inverse.By(new AddConstraint(Table, dropped));
    }

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}
