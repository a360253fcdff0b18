using System.ComponentModel;
using System.Diagnostics;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Runs a command of a changelog: never through a shell, and never longer than its time or the run.</summary>
static class CommandProcess
{
    /// <summary>How many of its last lines the error of a command shows.</summary>
    const int TailLength = 10;

    /// <summary>How long is waited for what a program that has ended still has to say; one that it started in the background may keep its output open for ever.</summary>
    static readonly TimeSpan Lingering = TimeSpan.FromSeconds(2);

    /// <summary>Runs it to its end.</summary>
    /// <param name="command">The command.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="said">Gets every line that it writes.</param>
    /// <param name="cancellationToken">Ends it and what it has started.</param>
    /// <exception cref="ActionFailedException">It cannot be started, took too long, or ended with an exit code other than 0.</exception>
    public static async Task RunAsync(CommandAction command, string folder, Action<string> said, CancellationToken cancellationToken)
    {
        using var process = Start(command, folder);
        var tail = new Tail(said);
        var reading = Task.WhenAll(tail.ReadAsync(process.StandardOutput), tail.ReadAsync(process.StandardError));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (command.Timeout is { } timeout)
            limit.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ActionFailedException($"{command.Executable} was ended because it took longer than {command.Timeout}{tail}");
        }
        await Task.WhenAny(reading, Task.Delay(Lingering, cancellationToken));
        if (process.ExitCode != 0)
            throw new ActionFailedException(FormattableString.Invariant($"{command.Executable} ended with the exit code {process.ExitCode}{tail}"));
    }

    static Process Start(CommandAction command, string folder)
    {
        // A path starts where the caller stands; a name alone is looked up by the system.
        var isPath = command.Executable.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) >= 0;
        var start = new ProcessStartInfo(isPath ? Path.GetFullPath(command.Executable, folder) : command.Executable)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start)!;
            // Nobody answers it: a question ends it instead of the run waiting for ever.
            process.StandardInput.Close();
            return process;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new ActionFailedException($"{command.Executable} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Passes lines on and keeps the last ones.</summary>
    sealed class Tail(Action<string> said)
    {
        readonly Queue<string> lines = new();

        public async Task ReadAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                said(line);
                lock (lines)
                {
                    lines.Enqueue(line);
                    if (lines.Count > TailLength)
                        lines.Dequeue();
                }
            }
        }

        public override string ToString()
        {
            lock (lines)
                return lines.Count == 0 ? "" : ":\n" + string.Join('\n', lines);
        }
    }
}
