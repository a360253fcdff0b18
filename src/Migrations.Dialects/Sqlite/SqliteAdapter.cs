using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// Turns what SQLite cannot alter into rebuilds, one for each run of alterations of a table; alterations of a table that the same change set creates go into
/// its CREATE TABLE. Order is kept: a statement that moves data, or that nobody has read, ends every run.
/// </summary>
/// <param name="dialect">The dialect.</param>
/// <param name="foreignKeys">Whether foreign keys are enforced while the change set runs.</param>
/// <param name="before">The schema before the first node.</param>
sealed class SqliteAdapter(SqliteDialect dialect, bool foreignKeys, SchemaModel before)
{
    readonly List<SqlNode> result = [];
    /// <summary>Columns that are to become NOT NULL when the coming UPDATE has filled them.</summary>
    readonly List<AlterColumn> postponed = [];
    SchemaModel schema = before;

    /// <summary>The nodes that SQLite can do.</summary>
    /// <exception cref="UnknownObjectException">A table has to be known.</exception>
    /// <exception cref="MigrationException">What is asked for cannot be done.</exception>
    public IReadOnlyList<SqlNode> Adapt(IReadOnlyList<SqlNode> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i] is AddColumn add && IsFilledLater(add, nodes.Skip(i + 1)) ? Postpone(add) : nodes[i];
            Take(node);
            if (node is UpdateRows)
                TakePostponed();
        }
        return result;
    }

    void Take(SqlNode node)
    {
        switch (node)
        {
            case DropTable { Cascade: true } drop:
                Emit(drop with { Cascade = false });
                break;
            case AddColumn add:
                Alter(add.Table, add, CanAdd(add, foreignKeys, schema));
                break;
            case DropColumn drop:
                Alter(drop.Table, drop, CanDrop(drop, schema.RequireTable(drop.Table)));
                break;
            case AlterColumn alter:
                TakeAlteration(alter);
                break;
            case AddConstraint add when dialect.Writer.Has(schema.RequireTable(add.Table), add.Constraint):
                break;
            case AddConstraint add:
                Alter(add.Table, add, native: false);
                break;
            case DropConstraint drop:
                Alter(drop.Table, drop, CanDrop(drop, schema.RequireTable(drop.Table)));
                break;
            case RenameObject { Object: { Kind: ObjectKind.View } view } rename:
                Rename(view, rename.To);
                break;
            case CreateStoredProgram { Program.Table: { } table } create when schema.TableOrNull(table) is not null:
                Alter(table, create, native: true);
                break;
            case DropStoredProgram { Table: { } table } drop when schema.TableOrNull(table) is not null:
                Alter(table, drop, native: true);
                break;
            case CreateIndex create:
                Alter(create.Table, create, native: true);
                break;
            case DropIndex { Table: { } table } drop:
                Alter(table, drop, native: true);
                break;
            default:
                Emit(node);
                break;
        }
    }

    /// <summary>SQLite has no statement that renames a view: it is dropped, and created under its new name.</summary>
    void Rename(ObjectKey key, string to)
    {
        if (schema.Find(key.Name, out View? view) == Presence.Unknown)
            throw new UnknownObjectException(key);
        if (view is null)
            throw new MigrationException(ErrorCode.ObjectNotFound, $"there is no {key} at this point", "Check the view's name against the database.");
        if (view.FullDefinition || !view.Triggers.IsEmpty)
        {
            throw dialect.NotSupported($"renaming the view {key.Name}, whose {(view.FullDefinition ? "text names its columns" : "triggers speak of it")},",
                "Drop it and create it under its new name.");
        }
        Emit(new DropView(key.Name));
        Emit(new CreateView(view with { Name = key.Name.Sibling(to) }));
    }

    void TakeAlteration(AlterColumn alter)
    {
        var column = schema.RequireColumn(alter.Table, alter.After.Name);
        var after = dialect.Apply(alter, schema).RequireColumn(alter.Table, alter.After.Name);
        if (after != column || alter.Changed == ColumnAspects.Remarks)
            Alter(alter.Table, alter, alter.Changed == ColumnAspects.Remarks || IsNullabilityOnly(column, after));
    }

    /// <summary>Alters a table: by itself where SQLite can, unless a rebuild of the table is coming anyway; else in its CREATE TABLE or a rebuild.</summary>
    void Alter(ObjectName name, SqlNode node, bool native)
    {
        var rebuilding = result is [.., RebuildTable last] && dialect.Names.Equals(last.From.Name.Name, name.Name);
        if (native && !rebuilding)
        {
            Emit(node);
            return;
        }
        var from = schema.RequireTable(name);
        RequireRegular(from);
        var loss = node.Invert(schema).Loss;
        schema = dialect.Apply(node, schema);
        var to = schema.RequireTable(name);
        if (rebuilding)
        {
            var rebuild = (RebuildTable)result[^1];
            result[^1] = rebuild with { To = to, Loss = rebuild.Loss is null ? loss : loss is null ? rebuild.Loss : $"{rebuild.Loss} and {loss}" };
        }
        else if (!TryIntoCreate(name, to))
            result.Add(new RebuildTable(from, to, [], loss));
    }

    void Emit(SqlNode node)
    {
        result.Add(node);
        schema = dialect.Apply(node, schema);
    }

    /// <summary>Puts the final shape into the CREATE TABLE of this very change set, where nothing in between could have looked at the table or filled it.</summary>
    bool TryIntoCreate(ObjectName name, Table to)
    {
        var folded = new List<int>();
        for (var i = result.Count - 1; i >= 0; i--)
        {
            switch (result[i])
            {
                case CreateTable { IfNotExists: false } create when Same(create.Table.Name):
                    result[i] = new CreateTable(to);
                    folded.ForEach(result.RemoveAt);
                    return true;
                case AddColumn { Table: var table } when Same(table):
                case AlterColumn { Table: var altered } when Same(altered):
                case AddConstraint { Table: var constrained } when Same(constrained):
                case DropConstraint { Table: var freed } when Same(freed):
                case CreateIndex { Table: var indexed } when Same(indexed):
                    folded.Add(i);
                    break;
                case CreateTable or AddColumn or AlterColumn or AddConstraint or DropConstraint or CreateIndex or RebuildTable
                    when !result[i].Touches.Any(k => Same(k.Name)):
                    break;
                default:
                    return false;
            }
        }
        return false;

        bool Same(ObjectName other) => schema.SameName(other, name);
    }

    // ---- filling a new NOT NULL column -------------------------------------------------------------------------

    /// <summary>
    /// Whether a new column is NOT NULL without a default, and the coming nodes fill it before anything else happens: then it is made nullable until it is full.
    /// </summary>
    static bool IsFilledLater(AddColumn add, IEnumerable<SqlNode> next)
    {
        if (add.Column is not { Nullable: false, Default: null, Generated: null, Identity: null })
            return false;
        var update = next.SkipWhile(n => n is AddColumn other && other.Table == add.Table).FirstOrDefault() as UpdateRows;
        return update?.Table == add.Table && update.Values.Any(v => SqliteNames.Comparer.Equals(v.Column, add.Column.Name));
    }

    AddColumn Postpone(AddColumn add)
    {
        var nullable = add.Column with { Nullable = true };
        postponed.Add(new(add.Table, nullable, add.Column, ColumnAspects.Nullable));
        return add with { Column = nullable };
    }

    void TakePostponed()
    {
        foreach (var alter in postponed)
            Take(alter);
        postponed.Clear();
    }

    // ---- what SQLite can alter by itself -----------------------------------------------------------------------

    /// <summary>Whether ADD COLUMN will do: at the end, with a constant default, without a key.</summary>
    public static bool CanAdd(AddColumn add, bool foreignKeys, SchemaModel schema) =>
        add.Column is { Identity: null, GeneratedStored: false, Default: null or StringValue or NumberValue or BooleanValue or NullValue or DateValue }
        && add.Constraints.All(c => c is CheckConstraint || (c is ForeignKey { Columns: [var only] } && SqliteNames.Comparer.Equals(only, add.Column.Name)))
        && !(foreignKeys && add.Column.Default is not null && add.Constraints.Any(c => c is ForeignKey))
        && IsAtEnd(add, schema);

    static bool IsAtEnd(AddColumn add, SchemaModel schema) =>
        add.Position is null
        || (add.Position is { After: { } after } && schema.RequireTable(add.Table).Columns is [.., var last] && SqliteNames.Comparer.Equals(last.Name, after));

    /// <summary>Whether DROP COLUMN will do: where no key has the column. What else speaks of it has to go first.</summary>
    /// <exception cref="MigrationException">A check, an index or a generated column speaks of it.</exception>
    public static bool CanDrop(DropColumn drop, Table table)
    {
        if (table.Column(drop.Column, SqliteNames.Comparer) is null)
            throw new MigrationException(ErrorCode.ObjectNotFound, $"table {table.Name} has no column {drop.Column} at this point", "Check the column's name.");
        bool Speaks(string? text) => SqliteTokens.Mentions(text, drop.Column);
        var user = table.Checks.Where(c => Speaks(c.Expression)).Select(c => $"check constraint {c.Name ?? c.Expression}")
            .Concat(table.Columns.Where(c => Speaks(c.Generated)).Select(c => $"generated column {c.Name}"))
            .Concat(table.Indexes.Where(i => Speaks(i.Where) || i.Columns.Any(c => c.Computed && Speaks(c.Name))).Select(i => $"index {i.Name}"))
            .Concat(table.Triggers.Where(t => Speaks(t.Definition) && HasKey(drop, table)).Select(t => $"trigger {t.Name}")).FirstOrDefault();
        return user is null
            ? !HasKey(drop, table)
            : throw new MigrationException(ErrorCode.NotSupported, $"column {drop.Column} of table {table.Name} cannot be dropped: {user} uses it",
                $"Drop the {user} first.");
    }

    static bool HasKey(DropColumn drop, Table table)
    {
        bool Has(ImmutableArray<string> columns) => columns.Contains(drop.Column, SqliteNames.Comparer);
        return (table.PrimaryKey is { } key && Has(key.Columns)) || table.UniqueConstraints.Any(u => Has(u.Columns)) || table.ForeignKeys.Any(f => Has(f.Columns));
    }

    static bool CanDrop(DropConstraint drop, Table table)
    {
        var found = drop.Constraint switch
        {
            PrimaryKey => table.PrimaryKey is not null,
            UniqueConstraint { Name: { } name } when IsIndex(name, table) => true,
            var constraint => table.Constraints.Any(c => c.GetType() == constraint.GetType() && SqliteNames.Comparer.Equals(c.Name, constraint.Name)),
        };
        if (!found)
        {
            throw new MigrationException(ErrorCode.ObjectNotFound, $"table {table.Name} has no such constraint: {drop.Constraint.Name ?? "primary key"}",
                "Check the constraint's name against the database.");
        }
        return drop.Constraint is CheckConstraint { Name: not null } || (drop.Constraint is UniqueConstraint { Name: { } index } && IsIndex(index, table));
    }

    /// <summary>Whether a name is that of an index that no constraint made.</summary>
    public static bool IsIndex(string name, Table table) => table.Indexes.Any(i => SqliteNames.Comparer.Equals(i.Name, name));

    /// <summary>Whether only NOT NULL comes or goes.</summary>
    public static bool IsNullabilityOnly(Column column, Column after) =>
        column.Nullable != after.Nullable && after == column with { Nullable = after.Nullable, Options = after.Options };

    static void RequireRegular(Table table)
    {
        if (table.Options?.StartsWith("USING", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw new MigrationException(ErrorCode.NotSupported, $"altering the virtual table {table.Name} is not supported by SQLite",
                "Make a new virtual table with sql, copy the rows, and drop the old one.");
        }
    }
}
