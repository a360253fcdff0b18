using System.Diagnostics;

namespace Migrations.Conformance;

/// <summary>Runs programs of the operating system.</summary>
static class Command
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await error}");
    }

    /// <summary>Starts a program whose output can be read.</summary>
    public static Process Start(string program, params string[] arguments) => StartIn(Path.GetTempPath(), program, arguments);

    /// <summary>Starts a program in a folder.</summary>
    public static Process StartIn(string folder, string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder })!;

    /// <summary>The first of some paths that exists.</summary>
    public static string? FirstExisting(params IEnumerable<string> paths) => paths.FirstOrDefault(File.Exists);
}
