using System.Text;

namespace Migrations.Host;

/// <summary>Runs one PowerShell command line with the Migrations module imported, where there is .NET but no PowerShell.</summary>
static class Program
{
    const int UsageError = 2;

    const string Usage = """
        Runs one PowerShell command line with the Migrations module imported.

        Usage: Migrations.Host [--module PATH] [--] COMMAND LINE

          --module PATH  the Migrations.psd1 to import (default: the one beside this program, or out/Migrations/Migrations.psd1
                         in a folder above it)

        Exit code: N after 'exit N'; otherwise 0 when nothing failed, 1 when an error was shown or the last command failed,
        2 when this command itself was misused, 130 when interrupted.
        """;

    static int Main(string[] args)
    {
        // The engine would collect usage data for its makers and, with that, start more slowly. This program is not theirs.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        string? module = null;
        var rest = new Queue<string>(args);
        while (rest.TryPeek(out var option) && option.StartsWith("--", StringComparison.Ordinal))
        {
            rest.Dequeue();
            if (option == "--")
                break;
            if (option is "--help")
                return Say(Console.Out, Usage, 0);
            if (option is not "--module")
                return Say(Console.Error, $"Unknown option {option}.\n\n{Usage}", UsageError);
            if (!rest.TryDequeue(out module))
                return Say(Console.Error, "--module needs the path of a Migrations.psd1.", UsageError);
        }
        if (rest.Count == 0)
            return Say(Console.Error, Usage, UsageError);

        module = module is null ? FindModule() : Path.GetFullPath(module);
        if (!File.Exists(module))
            return Say(Console.Error, $"The module is not at {module ?? "out/Migrations/Migrations.psd1"}. Build it with 'dotnet build', or name it with --module.", UsageError);
        return new Session(module).Run(string.Join(' ', rest));
    }

    static string? FindModule()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "Migrations", "Migrations.psd1");
        if (File.Exists(beside))
            return beside;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "out", "Migrations", "Migrations.psd1");
            if (File.Exists(built))
                return built;
        }
        return null;
    }

    static int Say(TextWriter writer, string text, int exitCode)
    {
        writer.WriteLine(text);
        return exitCode;
    }
}
