using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// The shapes of planned objects as SQLite will report them. A planned table is written and read back by the very code that writes and inspects live ones,
/// so that planned and inspected are equal by construction.
/// </summary>
/// <param name="dialect">The dialect.</param>
sealed class SqliteShapes(SqliteDialect dialect)
{
    /// <summary>
    /// A new table with what Liquibase adds for SQLite: a name for the primary key, NOT NULL for its columns; and without what SQLite does not keep.
    /// </summary>
    public Table Normalize(Table table)
    {
        var key = table.PrimaryKey;
        return AsReported(table with
        {
            Columns = [.. table.Columns.Select(Normalize).Select(c => IsKey(c) ? c with { Nullable = false } : c)],
            PrimaryKey = key is null ? null : key with { Name = key.Name ?? KeyName(table.Name) },
        });

        bool IsKey(Column column) => key?.Columns.Contains(column.Name, SqliteNames.Comparer) == true;
    }

    /// <summary>A column of a changelog. A type may bring more than a type, as Liquibase lets it: <c>varchar(20) collate nocase</c>.</summary>
    public static Column Normalize(Column column)
    {
        var read = column;
        try
        {
            read = SqliteTableReader.ReadType(column);
        }
        catch (FormatException)
        {
            // SQLite will say what is wrong with it.
        }
        return read with
        {
            NotNullConstraintName = null,
            Default = column.Default is null ? read.Default : SqliteValues.Normalize(column.Default, read.Type),
            DefaultConstraintName = null,
            Identity = read.Identity is null ? null : new(),
            Remarks = null,
        };
    }

    /// <summary>The name that Liquibase gives to a primary key without one.</summary>
    // Java's upper case of ß is SS.
    public static string KeyName(ObjectName table) => $"PK_{table.Name.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal)}";

    /// <summary>A table as it will be inspected.</summary>
    public Table AsReported(Table table)
    {
        var plain = table with { UniqueConstraints = [.. table.UniqueConstraints.Select(u => u with { Deferrable = false, InitiallyDeferred = false })] };
        Table read;
        try
        {
            read = SqliteTableReader.Read(table.Name.Name, dialect.Writer.Create(plain, table.Name));
        }
        catch (FormatException)
        {
            // A type or an expression that SQLite will not understand either, and will say so with the place.
            return table;
        }
        return read with { Name = table.Name, Indexes = [.. table.Indexes.Select(i => AsReported(table.Name, i))], Triggers = table.Triggers };
    }

    /// <summary>A view as it will be inspected.</summary>
    public View AsReported(View view)
    {
        try
        {
            return SqliteObjectReader.ReadView(view.Name, dialect.Writer.Create(view)) with { Triggers = view.Triggers };
        }
        catch (FormatException)
        {
            return view;
        }
    }

    TableIndex AsReported(ObjectName table, TableIndex index)
    {
        try
        {
            return SqliteObjectReader.ReadIndex(index.Name, dialect.Writer.Create(table, index));
        }
        catch (FormatException)
        {
            return index;
        }
    }

    /// <summary>The schema after a node.</summary>
    public SchemaModel Apply(SqlNode node, SchemaModel before)
    {
        var after = node switch
        {
            // SQLite has no CASCADE, and Liquibase leaves it out: foreign keys of other tables stay and mean whatever table has the name next.
            DropTable drop => (drop with { Cascade = false }).Apply(before),
            // The way back from such a drop adds them again.
            AddConstraint add when before.TableOrNull(add.Table) is { } table && dialect.Writer.Has(table, add.Constraint) => before,
            CreateView create => before.With(AsReported(create.View)),
            AlterColumn { Changed: var changed } alter when changed.HasFlag(ColumnAspects.Identity) && alter.After.Identity is not null => Numbered(alter, before),
            RenameColumn rename => SqliteRenames.Follow(rename, before),
            RenameTable rename => SqliteRenames.Follow(rename, before),
            CreateStoredProgram { Program: { Table: { } table } program } => OfView(table, before, t => t.Add(new(program.Name.Name, program.Definition))) ?? node.Apply(before),
            DropStoredProgram { Program: var trigger, Table: { } table } => OfView(table, before, t => t.RemoveAll(r => SqliteNames.Comparer.Equals(r.Name, trigger.Name.Name))) ?? node.Apply(before),
            _ => node.Apply(before),
        };
        // Rows do not change the shape.
        if (ReferenceEquals(after, before))
            return before;
        foreach (var key in node.Touches)
        {
            if (key.Kind == ObjectKind.Table && after.TableOrNull(key.Name) is { } table)
                after = after.With(AsReported(table));
        }
        return after;
    }

    /// <summary>The schema with other triggers of a view; null where the name is not one of a known view.</summary>
    static SchemaModel? OfView(ObjectName name, SchemaModel schema, Func<ImmutableArray<Trigger>, ImmutableArray<Trigger>> change) =>
        schema.TableOrNull(name) is null && schema.Find(name, out View? view) == Presence.Known ? schema.With(view! with { Triggers = change(view!.Triggers) }) : null;

    /// <summary>As in Liquibase, a column that is to number itself becomes the primary key where there is none.</summary>
    static SchemaModel Numbered(AlterColumn alter, SchemaModel before) => alter.Apply(before).Change(alter.Table, table =>
    {
        var column = table.Column(alter.After.Name, SqliteNames.Comparer)!;
        var numbered = column with { Type = SqliteTypes.Numbering(column.Type), Identity = new(), Nullable = false };
        return table.Replace(column, numbered) with { PrimaryKey = table.PrimaryKey ?? new(KeyName(table.Name), [column.Name]) };
    });
}
