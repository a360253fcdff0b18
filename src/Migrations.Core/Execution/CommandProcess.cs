using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Runs a program for a changelog: never through a shell, and never longer than its time or the run.</summary>
static class CommandProcess
{
    /// <summary>How many of its last lines the error of a command shows.</summary>
    const int TailLength = 10;

    /// <summary>How long is waited for what a program that has ended still has to say; one that it started in the background may keep its output open for ever.</summary>
    static readonly TimeSpan Lingering = TimeSpan.FromSeconds(2);

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="command">The command.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="said">Gets every line that it writes.</param>
    /// <param name="cancellationToken">Ends it and what it has started.</param>
    /// <exception cref="ActionFailedException">It cannot be started, took too long, or ended with an exit code other than 0.</exception>
    public static Task RunAsync(CommandAction command, string folder, Action<string> said, CancellationToken cancellationToken)
    {
        // A path starts where the caller stands; a name alone is looked up by the system.
        var isPath = command.Executable.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) >= 0;
        var start = StartInfo(isPath ? Path.GetFullPath(command.Executable, folder) : command.Executable, command.Arguments, folder);
        // Nobody answers it: a question ends it instead of the run waiting for ever.
        return RunAsync(start, command.Executable, "", command.Timeout, said, cancellationToken);
    }

    /// <summary>Runs a script with the database's own client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="action">The script.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="said">Gets every line that it writes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ActionFailedException">It cannot be started, or ended with an exit code other than 0.</exception>
    public static async Task RunAsync(ClientProgram client, ClientAction action, string folder, Action<string> said, CancellationToken cancellationToken)
    {
        var start = StartInfo(client.Executable, client.Arguments, folder);
        foreach (var (name, value) in client.Environment)
            start.Environment[name] = value;
        await using var spool = action.SpoolFile is { } path ? Spool(Path.GetFullPath(path, folder)) : null;
        var file = client.ScriptArgument is null ? null : Path.GetTempFileName();
        try
        {
            if (file is not null)
            {
                await File.WriteAllTextAsync(file, action.Script, Utf8, cancellationToken);
                start.ArgumentList.Add(client.ScriptArgument!);
                start.ArgumentList.Add(file);
            }
            await RunAsync(start, client.Executable, file is null ? action.Script : "", null, line =>
            {
                said(line);
                spool?.WriteLine(line);
            }, cancellationToken);
        }
        finally
        {
            if (file is not null)
                File.Delete(file);
        }
    }

    static TextWriter Spool(string path)
    {
        try
        {
            return TextWriter.Synchronized(new StreamWriter(path, append: false, Utf8));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ActionFailedException($"the spool file {path} cannot be written: {e.Message}", e);
        }
    }

    static async Task RunAsync(ProcessStartInfo start, string name, string input, TimeSpan? timeout, Action<string> said, CancellationToken cancellationToken)
    {
        using var process = Start(start, name);
        var tail = new Tail(said);
        var reading = Task.WhenAll(tail.ReadAsync(process.StandardOutput), tail.ReadAsync(process.StandardError), WriteAsync(process.StandardInput, input));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout is { } time)
            limit.CancelAfter(time);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ActionFailedException($"{name} was ended because it took longer than {timeout}{tail}");
        }
        await Task.WhenAny(reading, Task.Delay(Lingering, cancellationToken));
        if (process.ExitCode != 0)
            throw new ActionFailedException(FormattableString.Invariant($"{name} ended with the exit code {process.ExitCode}{tail}"));
    }

    static ProcessStartInfo StartInfo(string executable, IEnumerable<string> arguments, string folder) => new(executable, arguments)
    {
        WorkingDirectory = folder,
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = Utf8,
    };

    static Process Start(ProcessStartInfo start, string name)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new ActionFailedException($"{name} cannot be started: {e.Message}", e);
        }
    }

    static async Task WriteAsync(StreamWriter writer, string input)
    {
        try
        {
            await using (writer)
                await writer.WriteAsync(input);
        }
        catch (IOException)
        {
            // It has ended without reading all of it; its exit code tells why.
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
