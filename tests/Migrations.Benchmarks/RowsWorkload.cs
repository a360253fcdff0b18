using System.Globalization;
using System.Text;

namespace Migrations.Benchmarks;

/// <summary>A file of rows with ten columns of the usual types, and the changelogs and statements that load it.</summary>
static class RowsWorkload
{
    static readonly string[] Words = ["alpha", "beta", "gamma delta", "epsilon, zeta", "eta \"theta\"", "iota", "kappa lambda mu", "nü", "xi", "omikron"];

    /// <summary>The table for tools that do not make it by themselves.</summary>
    public const string Table = "CREATE TABLE item (id int, big bigint, name varchar(100), city varchar(100), note varchar(200), code varchar(20), amount numeric(12,2), active boolean, born date, seen timestamp)";

    /// <summary>Writes the file and two changelogs: one that makes the table, one that makes and fills it.</summary>
    public static void Write(string folder, int count)
    {
        using (var csv = new StreamWriter(Path.Combine(folder, "items.csv"), append: false, new UTF8Encoding(false)))
        {
            csv.Write("id,big,name,city,note,code,amount,active,born,seen\n");
            for (var i = 1; i <= count; i++)
            {
                csv.Write(string.Create(CultureInfo.InvariantCulture,
                    $"{i},{i * 7919L * 1000003},{Quoted($"{Words[i % 10]} {i}")},{Words[i * 7L % 3]},{Quoted($"{Words[i * 3L % 10]} {Words[i * 5L % 10]} note")},C{i % 1000:D5},{i * 37L % 1000000 / 100m:F2},{(i % 3 == 0 ? "false" : "true")},{1950 + (i % 70)}-{1 + (i % 12):D2}-{1 + (i % 28):D2},{2000 + (i % 25)}-{1 + (i % 12):D2}-{1 + (i % 28):D2}T{i % 24:D2}:{i % 60:D2}:{i * 7L % 60:D2}\n"));
            }
        }
        File.WriteAllText(Path.Combine(folder, "rows.yaml"), """
            databaseChangeLog:
            - changeSet:
                id: item
                author: bench
                changes:
                - createTable:
                    tableName: item
                    columns:
                    - column: {name: id, type: int}
                    - column: {name: big, type: bigint}
                    - column: {name: name, type: varchar(100)}
                    - column: {name: city, type: varchar(100)}
                    - column: {name: note, type: varchar(200)}
                    - column: {name: code, type: varchar(20)}
                    - column: {name: amount, type: 'decimal(12,2)'}
                    - column: {name: active, type: boolean}
                    - column: {name: born, type: date}
                    - column: {name: seen, type: datetime}
            - changeSet:
                id: items
                author: bench
                changes:
                - loadData: {tableName: item, file: items.csv}

            """);
    }

    static string Quoted(string text) => text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
