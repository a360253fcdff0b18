using Migrations.Conformance;
using Npgsql;

namespace Migrations.Benchmarks;

/// <summary>Loads one file of rows in every way there is.</summary>
static class RowsBenchmark
{
    /// <summary>Prints whole-process times and peak memory; the hundredth part of the rows shows whether memory grows with them.</summary>
    public static async Task<int> RunAsync(int count)
    {
        Console.WriteLine($"a file of ten columns, whole processes on {Environment.ProcessorCount} cores");
        Console.WriteLine($"{"",-34}{"rows",10}{"time",12}{"peak MB",10}");
        var published = Directory.CreateTempSubdirectory("migrations-published-").FullName;
        var host = await Tool.PublishAsync(published);
        await using var postgres = await PostgreSqlServer.StartAsync();
        foreach (var rows in new[] { Math.Max(1, count / 100), count })
        {
            var folder = Directory.CreateTempSubdirectory("migrations-benchmark-").FullName;
            RowsWorkload.Write(folder, rows);
            var changelog = Path.Combine(folder, "rows.yaml");
            Print("psql \\copy to PostgreSQL", rows, await PsqlAsync(new(await postgres.CreateDatabaseAsync()), Path.Combine(folder, "items.csv")));
            Print("loadData to PostgreSQL", rows, await Tool.ApplyAsync(host, changelog, await postgres.CreateDatabaseAsync()));
            await using (var sqlite = new SqliteServer())
                Print("loadData to SQLite", rows, await Tool.ApplyAsync(host, changelog, await sqlite.CreateDatabaseAsync()));
            if (MariaDbServer.Program is not null)
            {
                await using var maria = await MariaDbServer.StartAsync();
                Print("loadData to MariaDB", rows, await Tool.ApplyAsync(host, changelog, await maria.CreateDatabaseAsync()));
            }
            Directory.Delete(folder, recursive: true);
        }
        Directory.Delete(published, recursive: true);
        return 0;
    }

    static Task<Measurement> PsqlAsync(NpgsqlConnectionStringBuilder c, string file) => Tool.MeasureAsync("psql", "env",
        $"PGPASSWORD={c.Password}", "psql", "-q", "-h", c.Host!, "-p", $"{c.Port}", "-U", c.Username!, "-d", c.Database!, "-c", RowsWorkload.Table, "-c", $"\\copy item from '{file}' csv header");

    static void Print(string what, int rows, Measurement measured) => Console.WriteLine($"{what,-34}{rows,10}{measured.Seconds,10:0.00} s{measured.PeakMegabytes,10:0}");
}
