namespace Migrations.Tests;

/// <summary>The host, as build agents run it.</summary>
static class HostProcess
{
    public static string Program { get; } = BuiltModule.Program("src", "Migrations.Host");

    /// <summary>Runs one command line in a folder (default: the repository).</summary>
    public static Task<Ended> RunAsync(string commandLine, string? folder = null) =>
        ChildProcess.RunAsync(folder ?? BuiltModule.Repository, Program, "--module", BuiltModule.Manifest, commandLine);
}
