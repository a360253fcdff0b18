using System.Globalization;
using Migrations.Schema;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// Estimates how large tables are. SQLite keeps no sizes, and counting reads the whole table; so few rows are counted, and for more of them what ANALYZE has left
/// or the range of row ids is taken, and their width from some of them.
/// </summary>
static class SqliteStatistics
{
    /// <summary>Up to so many rows are counted.</summary>
    const int Counted = 10_000;

    /// <summary>So many rows are weighed.</summary>
    const int Weighed = 100;

    /// <summary>SQLite takes no more than 500 SELECTs in one.</summary>
    const int AskedAtOnce = 400;

    /// <summary>Columns of the tables, and whether they have row ids; and whether ANALYZE has left anything.</summary>
    const string Shapes = """
        SELECT l.name, l.wr, c.name, (SELECT count(*) FROM pragma_index_list(l.name)), (SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1')
        FROM pragma_table_list AS l JOIN pragma_table_info(l.name) AS c WHERE l.schema = 'main' AND l.type = 'table'
        """;

    /// <summary>Rows as of <see cref="AdoSession.QuerySizesAsync"/>.</summary>
    public static async Task<IReadOnlyList<object?[]>> ReadAsync(Func<string, Task<IReadOnlyList<object?[]>>> query, IReadOnlyList<ObjectName> tables)
    {
        var shapes = (await query(Shapes)).ToLookup(r => (string)r[0]!, SqliteNames.Comparer);
        var questions = tables.Select((table, i) => (i, Shape: shapes[table.Name].ToList())).Where(t => t.Shape.Count > 0 && tables[t.i].Schema is null);
        var rows = new List<object?[]>();
        foreach (var some in questions.Chunk(AskedAtOnce))
            rows.AddRange((await query(string.Join(" UNION ALL ", some.Select(t => Question(t.i, t.Shape))))).Select(Sizes));
        return rows;
    }

    /// <summary>Which table, counted rows, rows by ANALYZE, rows by the range of their ids, width of a row, number of columns and of indexes.</summary>
    static string Question(int number, List<object?[]> shape)
    {
        var name = (string)shape[0][0]!;
        var table = SqliteDialect.Quoted(name);
        var width = string.Join(" + ", shape.Select(c => $"coalesce(octet_length({SqliteDialect.Quoted((string)c[2]!)}), 0)"));
        var analysed = Number(shape[0][4]) > 0 ? $"(SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = {SqliteValues.Quoted(name)} COLLATE NOCASE)" : "NULL";
        var range = Number(shape[0][1]) > 0 ? "NULL" : $"(SELECT max(_rowid_) FROM {table}) - (SELECT min(_rowid_) FROM {table}) + 1";
        return string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {number}, (SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT {Counted + 1})), {analysed}, {range},
              (SELECT avg({width}) FROM (SELECT * FROM {table} LIMIT {Weighed})), {shape.Count}, {Number(shape[0][3])}
            """);
    }

    static object?[] Sizes(object?[] row)
    {
        var counted = Number(row[1]);
        var rows = counted <= Counted ? counted : Number(row[2] ?? row[3] ?? row[1]);
        // A record has its id and a header of a byte per column before it; an entry of an index is about as long as the average of two columns.
        var (width, columns) = (Number(row[4]), Number(row[5]));
        return [row[0], rows, rows * (width + columns + 6), rows * Number(row[6]) * ((2 * width / columns) + 10), counted == 0];
    }

    static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
