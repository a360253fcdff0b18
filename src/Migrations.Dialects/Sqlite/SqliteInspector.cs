using System.Collections.Immutable;
using System.Globalization;
using Migrations.Schema;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// Reads the live schema. SQLite keeps it as the statements that made it, so one query gets all of them and <see cref="SqliteTableReader"/> understands them;
/// a second one asks SQLite for the columns as it understands them, and a difference is an error: nothing may be rebuilt from a misreading.
/// </summary>
static class SqliteInspector
{
    /// <summary>Every object; what SQLite makes for itself has no statement or a reserved name.</summary>
    const string Objects = """
        SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY rowid
        """;

    /// <summary>Columns of ordinary tables as SQLite sees them, and which tables belong to virtual ones.</summary>
    const string Columns = """
        SELECT l.name, l.type, c.name, c.type, c.pk, c.hidden
        FROM pragma_table_list AS l LEFT JOIN pragma_table_xinfo(CASE WHEN l.type = 'table' THEN l.name END) AS c
        WHERE l.schema = 'main' AND l.type IN ('table', 'virtual', 'shadow') AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\'
        ORDER BY l.name, c.cid
        """;

    /// <summary>Reads objects into a model.</summary>
    /// <param name="query">Runs a query.</param>
    /// <param name="keys">What to read; null for everything.</param>
    /// <param name="into">The model to add to.</param>
    /// <exception cref="MigrationException">SQLite and this code do not agree on what a table is.</exception>
    public static async Task<SchemaModel> InspectAsync(Func<string, Task<IReadOnlyList<object?[]>>> query, IReadOnlyCollection<ObjectKey>? keys, SchemaModel into)
    {
        var objects = await query(Objects);
        var columns = (await query(Columns)).ToLookup(r => (string)r[0]!, SqliteNames.Comparer);
        var triggers = objects.Where(o => Is(o, "trigger")).ToLookup(o => (string)o[2]!, o => new Trigger(NameOf(o), (string)o[3]!), SqliteNames.Comparer);
        var views = objects.Where(o => Is(o, "view"))
            .Select(o => Understand(o, sql => SqliteObjectReader.ReadView(ObjectName.Of(NameOf(o)), sql) with { Triggers = [.. triggers[NameOf(o)]] })).ToList();
        var tables = ReadTables(objects, columns, triggers, IsWanted);
        return keys is null ? Everything(tables, views, into) : Select(tables, views, keys, into);

        // A table that cannot be understood is in nobody's way who does not ask for it.
        bool IsWanted(string name) => keys is null || keys.Any(k => k.Kind == ObjectKind.Table && SqliteNames.Comparer.Equals(k.Name.Name, name));
    }

    static List<Table> ReadTables(
        IReadOnlyList<object?[]> objects, ILookup<string, object?[]> columns, ILookup<string, Trigger> triggers, Func<string, bool> isWanted)
    {
        var indexes = objects.Where(o => Is(o, "index")).ToLookup(o => (string)o[2]!, SqliteNames.Comparer);
        var tables = new List<Table>();
        foreach (var row in objects.Where(o => Is(o, "table") && !columns[NameOf(o)].Any(c => (string)c[1]! == "shadow")))
        {
            try
            {
                var table = Understand(row, sql => SqliteTableReader.Read(NameOf(row), sql));
                Verify(table, columns[NameOf(row)]);
                tables.Add(table with
                {
                    Indexes = [.. indexes[NameOf(row)].Select(i => Understand(i, sql => SqliteObjectReader.ReadIndex(NameOf(i), sql)))],
                    Triggers = [.. triggers[NameOf(row)]],
                });
            }
            catch (MigrationException) when (!isWanted(NameOf(row)))
            {
                // Said when the table is asked for.
            }
        }
        return tables;
    }

    static SchemaModel Everything(List<Table> tables, List<View> views, SchemaModel into)
    {
        var model = SchemaModel.Empty(into.Names);
        model = tables.Aggregate(model, (m, t) => m.With(t));
        return views.Aggregate(model, (m, v) => m.With(v));
    }

    static SchemaModel Select(List<Table> tables, List<View> views, IReadOnlyCollection<ObjectKey> keys, SchemaModel into)
    {
        var model = keys.Aggregate(into, (m, k) => m.Without(k));
        foreach (var key in keys.Where(k => k.Name.Schema is null))
        {
            bool Same(ObjectName name) => into.SameName(name, key.Name);
            foreach (var table in tables.Where(t => key.Kind == ObjectKind.Table ? Same(t.Name) || t.ForeignKeys.Any(f => Same(f.ReferencedTable))
                : (key.Kind == ObjectKind.Index && t.HasIndex(key.Name.Name, into.Names)) || (key.Kind == ObjectKind.Trigger && t.Trigger(key.Name.Name, into.Names) is not null)))
            {
                model = model.With(table);
            }
            foreach (var view in views.Where(v => key.Kind == ObjectKind.View && Same(v.Name)))
                model = model.With(view);
        }
        return model;
    }

    static T Understand<T>(object?[] row, Func<string, T> read)
    {
        try
        {
            return read((string)row[3]!);
        }
        catch (FormatException e)
        {
            throw NotUnderstood($"{row[0]} {row[1]}", e.Message);
        }
    }

    static void Verify(Table table, IEnumerable<object?[]> rows)
    {
        // The columns of a virtual table are its module's, which may not even be loaded.
        var seen = rows.Where(r => r[2] is not null).ToList();
        if (seen.Count == 0)
            return;
        var key = seen.Where(r => Number(r[4]) > 0).OrderBy(r => Number(r[4])).Select(r => (string)r[2]!);
        var generated = seen.Where(r => Number(r[5]) is 2 or 3).Select(r => (string)r[2]!);
        if (!table.Columns.Select(c => c.Name).SequenceEqual(seen.Select(r => (string)r[2]!))
            || !table.Columns.Select(c => Squeeze(c.Type.Text)).SequenceEqual(seen.Select(r => Squeeze((string)r[3]!)), StringComparer.OrdinalIgnoreCase)
            || !(table.PrimaryKey?.Columns ?? ImmutableArray<string>.Empty).SequenceEqual(key, SqliteNames.Comparer)
            || !table.Columns.Where(c => c.Generated is not null).Select(c => c.Name).SequenceEqual(generated))
        {
            throw NotUnderstood($"table {table.Name}", "its columns are not those that SQLite sees");
        }
    }

    static MigrationException NotUnderstood(string what, string why) => new(ErrorCode.NotSupported, $"the definition of {what} is not understood: {why}",
        "Please report it with the statement that 'SELECT sql FROM sqlite_schema' shows. Change sets that do not touch the object can run.");

    /// <summary>White space and quotes of a type are not kept alike.</summary>
    static string Squeeze(string type) => string.Concat(type.Where(char.IsLetterOrDigit));

    static bool Is(object?[] row, string type) => (string)row[0]! == type;

    static string NameOf(object?[] row) => (string)row[1]!;

    static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
