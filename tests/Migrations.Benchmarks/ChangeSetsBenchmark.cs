using Migrations.Conformance;
using Npgsql;

namespace Migrations.Benchmarks;

/// <summary>Change sets of a table and an index each, applied and then found applied, by every tool that is there.</summary>
static class ChangeSetsBenchmark
{
    /// <summary>Measures and prints.</summary>
    /// <param name="count">The number of change sets.</param>
    /// <param name="rounds">How often each tool has its turn.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(int count, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("migrations-benchmark-").FullName;
        Workload.Write(folder, count);
        var tools = Tool.All(folder, await Tool.PublishAsync(Path.Combine(folder, "host"))).ToList();
        await using var server = await PostgreSqlServer.StartDurableAsync();
        Console.WriteLine($"{count} change sets of a table and an index each, PostgreSQL with its own settings, whole processes on {Environment.ProcessorCount} cores, least and median of {rounds}");
        var measured = tools.ToDictionary(t => t, _ => new List<(Measurement Apply, Measurement? Nothing)>());
        // In turns, so that what else the machine does meets all of them.
        for (var round = 0; round < rounds; round++)
        {
            foreach (var tool in tools)
                measured[tool].Add(await MeasureAsync(tool, new(await server.CreateDatabaseAsync())));
        }
        Console.WriteLine($"{"",-12}{"apply all",20}{"nothing to do",20}{"peak MB",10}");
        foreach (var (tool, runs) in measured)
        {
            var nothing = runs.Select(m => m.Nothing).OfType<Measurement>().ToList();
            var peak = runs.Select(m => m.Apply).Concat(nothing).Max(m => m.PeakMegabytes);
            Console.WriteLine($"{tool.Name,-12}{Times(runs.Select(m => m.Apply)),20}{(nothing is [] ? "-" : Times(nothing)),20}{peak,10:0}");
        }
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    static async Task<(Measurement Apply, Measurement? Nothing)> MeasureAsync(Tool tool, NpgsqlConnectionStringBuilder connection) =>
        (await tool.RunAsync(connection), tool.CanRunAgain ? await tool.RunAsync(connection) : null);

    static string Times(IEnumerable<Measurement> runs)
    {
        var seconds = runs.Select(m => m.Seconds).Order().ToList();
        return $"{seconds[0]:0.00} / {seconds[seconds.Count / 2]:0.00} s";
    }
}
