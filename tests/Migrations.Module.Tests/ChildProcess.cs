using System.Diagnostics;

namespace Migrations.Tests;

/// <summary>How a program ended.</summary>
sealed record Ended(int ExitCode, string Output, string Error);

/// <summary>Runs a .NET program of this repository as a process of its own.</summary>
static class ChildProcess
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<Ended> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Start(folder, program, arguments);
        return await EndAsync(process);
    }

    /// <summary>Starts a program with all its streams redirected and nothing to read.</summary>
    public static Process Start(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the end of a program; one that takes too long is killed and fails the test.</summary>
    public static async Task<Ended> EndAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new Ended(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
