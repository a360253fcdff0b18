using System.Diagnostics;
using Npgsql;

namespace Migrations.Benchmarks;

/// <summary>A tool that is measured, as a command line.</summary>
sealed record Tool(string Name, bool CanRunAgain, Func<NpgsqlConnectionStringBuilder, (string Program, string[] Arguments)> CommandLine)
{
    /// <summary>The tools that are there.</summary>
    /// <param name="folder">The workload.</param>
    /// <param name="host">This product, as it is published.</param>
    public static IEnumerable<Tool> All(string folder, string host)
    {
        var changelog = Path.Combine(folder, "changelog.yaml");
        yield return new("Migrations", true, c => ("dotnet", [host, $"Invoke-Migration '{changelog}' -SearchPath '{folder}' -Connection '{c.ConnectionString}' -Confirm:$false"]));
        if (Environment.GetEnvironmentVariable("MIGRATIONS_TEST_LIQUIBASE") is { Length: > 0 } liquibase)
        {
            yield return new("Liquibase", true, c => ("java", [$"-Dliquibase.home={liquibase}", "-jar", Path.Combine(liquibase, "internal", "lib", "liquibase-core.jar"), "--show-banner=false", "--log-level=warning",
                $"--url=jdbc:postgresql://{c.Host}:{c.Port}/{c.Database}", $"--username={c.Username}", $"--password={c.Password}", $"--search-path={folder}", "--changelog-file=changelog.yaml", "update"]));
        }
        yield return new("DbUp", true, c => ("dotnet", [typeof(Tool).Assembly.Location, "dbup", Path.Combine(folder, "scripts"), c.ConnectionString]));
        yield return new("psql", false, c => ("env", [$"PGPASSWORD={c.Password}", "psql", "-q", "-h", c.Host!, "-p", $"{c.Port}", "-U", c.Username!, "-d", c.Database!, "-f", Path.Combine(folder, "all.sql")]));
    }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public Task<Measurement> RunAsync(NpgsqlConnectionStringBuilder connection)
    {
        var (program, arguments) = CommandLine(connection);
        return MeasureAsync(Name, program, arguments);
    }

    /// <summary>Applies a changelog with this product, on any database.</summary>
    public static Task<Measurement> ApplyAsync(string host, string changelog, string connection) =>
        MeasureAsync("Migrations", "dotnet", host, $"Invoke-Migration '{changelog}' -SearchPath '{Path.GetDirectoryName(changelog)}' -Connection '{connection}' -Confirm:$false");

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<Measurement> MeasureAsync(string name, string program, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        var ended = process.WaitForExitAsync();
        while (await Task.WhenAny(ended, Task.Delay(20)) != ended)
            peak = Math.Max(peak, PeakOf(process));
        var seconds = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? new(seconds, peak / 1048576.0) : throw new InvalidOperationException($"{name} ended with {process.ExitCode}:\n{await output}\n{await error}");
    }

    static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has ended between the two lines.
            return 0;
        }
    }

    /// <summary>Publishes this product as its users get it: compiled ahead of time, in a folder of its own.</summary>
    /// <returns>The path of the host.</returns>
    public static async Task<string> PublishAsync(string folder)
    {
        using var publish = Process.Start("dotnet", ["publish", Path.Combine(Repository(), "src", "Migrations.Host"), "-c", "Release", "-o", folder, "-v", "quiet", "-nologo"]);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(folder, "Migrations.Host.dll") : throw new InvalidOperationException("the host could not be published");
    }

    static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Module.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the repository was not found above the benchmark's assembly");
    }
}

/// <summary>What a run cost.</summary>
/// <param name="Seconds">Wall time of the whole process.</param>
/// <param name="PeakMegabytes">Its largest working set.</param>
sealed record Measurement(double Seconds, double PeakMegabytes);
