using System.Collections.Immutable;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>Turns the definitions of tables, columns, constraints and indexes in T-SQL into those of the model.</summary>
/// <param name="reading">Where it is noted what the model cannot hold.</param>
sealed class SqlServerTableReading(SqlServerReading reading)
{
    /// <summary>A table.</summary>
    public Table Table(ObjectName name, TableDefinition? definition)
    {
        var table = new Table(name, []);
        if (definition is null)
        {
            reading.LeavesOut = true;
            return table;
        }
        foreach (var column in definition.ColumnDefinitions)
        {
            var (read, constraints) = Column(column);
            table = constraints.Aggregate(table with { Columns = table.Columns.Add(read) }, (t, c) => t.With(c));
        }
        table = definition.TableConstraints.Select(c => Constraint(c, null)).OfType<TableConstraint>().Aggregate(table, (t, c) => t.With(c));
        table = table with { Indexes = [.. table.Indexes, .. definition.Indexes.Select(Index)] };
        reading.LeavesOut |= definition.SystemTimePeriod is not null;
        return table.PrimaryKey is not { } key ? table : table with
        {
            Columns = [.. table.Columns.Select(c => key.Columns.Contains(c.Name, StringComparer.OrdinalIgnoreCase) ? c with { Nullable = false } : c)],
        };
    }

    /// <summary>A column, and the constraints that come with it.</summary>
    public (Column Column, ImmutableArray<TableConstraint> Constraints) Column(ColumnDefinition definition)
    {
        var column = new Column(definition.ColumnIdentifier.Value, definition.ComputedColumnExpression is null ? reading.Type(definition.DataType) : new(""))
        {
            Collation = definition.Collation?.Value,
            Generated = definition.ComputedColumnExpression is { } expression ? SqlServerReading.Text(expression) : null,
            GeneratedStored = definition.IsPersisted,
            Identity = definition.IdentityOptions is { } identity ? new(Number(identity.IdentitySeed), Number(identity.IdentityIncrement)) : null,
        };
        if (definition.DefaultConstraint is { } value)
            column = WithDefault(column, value);
        reading.LeavesOut |= column.Generated is not null || definition.IsRowGuidCol || definition.IsMasked || definition.IsHidden || definition.Encryption is not null
            || definition.GeneratedAlways is not null || definition.StorageOptions is not null || definition.Index is not null;
        var constraints = ImmutableArray.CreateBuilder<TableConstraint>();
        foreach (var constraint in definition.Constraints)
        {
            if (constraint is NullableConstraintDefinition nullable)
                column = column with { Nullable = nullable.Nullable };
            else if (constraint is DefaultConstraintDefinition other)
                column = WithDefault(column, other);
            else if (Constraint(constraint, column.Name) is { } read)
                constraints.Add(read);
        }
        var inKey = constraints.Any(c => c is PrimaryKey) || column.Identity is not null;
        return (inKey ? column with { Nullable = false } : column, constraints.ToImmutable());
    }

    Column WithDefault(Column column, DefaultConstraintDefinition definition)
    {
        // A name that the server chooses cannot be told.
        reading.LeavesOut |= definition.ConstraintIdentifier is null;
        var value = SqlServerReading.Value(definition.Expression);
        return column with { Default = value is NullValue ? null : value, DefaultConstraintName = definition.ConstraintIdentifier?.Value };
    }

    static decimal? Number(ScalarExpression? expression) =>
        expression is not null && decimal.TryParse(SqlServerReading.Text(expression), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A constraint; null for what the model holds elsewhere.</summary>
    /// <param name="definition">The constraint.</param>
    /// <param name="column">The column that it stands behind; null for one of the table.</param>
    public TableConstraint? Constraint(ConstraintDefinition definition, string? column)
    {
        var name = definition.ConstraintIdentifier?.Value;
        reading.LeavesOut |= name is null;
        switch (definition)
        {
            case UniqueConstraintDefinition key:
                ImmutableArray<string> columns = column is not null && key.Columns.Count == 0 ? [column] : [.. key.Columns.Select(c => SqlServerReading.Name(c.Column))];
                var clustered = key.Clustered ?? key.IndexType?.IndexTypeKind switch { IndexTypeKind.Clustered => true, IndexTypeKind.NonClustered => false, _ => null };
                reading.LeavesOut |= key.IndexOptions.Count > 0 || key.OnFileGroupOrPartitionScheme is not null || key.Columns.Any(c => c.SortOrder == SortOrder.Descending);
                return key.IsPrimaryKey ? new PrimaryKey(name, columns) { Clustered = clustered } : new UniqueConstraint(name, columns) { Clustered = clustered };
            case ForeignKeyConstraintDefinition key:
                reading.LeavesOut |= key.ReferencedTableColumns.Count == 0 || key.NotForReplication;
                return new ForeignKey(name, column is not null && key.Columns.Count == 0 ? [column] : SqlServerReading.Names(key.Columns), reading.Name(key.ReferenceTableName), SqlServerReading.Names(key.ReferencedTableColumns))
                {
                    OnDelete = Action(key.DeleteAction),
                    OnUpdate = Action(key.UpdateAction),
                };
            case CheckConstraintDefinition check:
                reading.LeavesOut |= check.NotForReplication;
                return new CheckConstraint(name, SqlServerReading.Text(check.CheckCondition));
            default:
                return null;
        }
    }

    static ReferentialAction Action(DeleteUpdateAction action) => action switch
    {
        DeleteUpdateAction.Cascade => ReferentialAction.Cascade,
        DeleteUpdateAction.SetNull => ReferentialAction.SetNull,
        DeleteUpdateAction.SetDefault => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };

    TableIndex Index(IndexDefinition definition)
    {
        reading.LeavesOut |= definition.IndexOptions.Count > 0 || definition.IncludeColumns.Count > 0 || definition.OnFileGroupOrPartitionScheme is not null;
        return new(definition.Name.Value, SqlServerReading.Columns(definition.Columns))
        {
            Unique = definition.Unique,
            Clustered = definition.IndexType?.IndexTypeKind == IndexTypeKind.Clustered ? true : null,
            Where = definition.FilterPredicate is { } filter ? SqlServerReading.Text(filter) : null,
        };
    }
}
