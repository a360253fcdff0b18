using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Migrations.Tests;

/// <summary>
/// The real PowerShell engine with the built module imported. Its location is a temporary folder of its own, which goes with it.
/// Cmdlets of the test assembly itself (<see cref="TestCmdlets"/>) are there too.
/// </summary>
public sealed class ModuleSession : IDisposable
{
    readonly Runspace runspace;

    /// <summary>Opens a runspace and imports the module.</summary>
    public ModuleSession()
    {
        Folder = Directory.CreateTempSubdirectory("migrations-").FullName;
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        foreach (var (name, type) in TestCmdlets.All)
            state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFileName: null));
        runspace = RunspaceFactory.CreateRunspace(Host, state);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Folder));
        Run("Import-Module -Name $args[0] -ErrorAction Stop", BuiltModule.Manifest);
    }

    /// <summary>The session's location: an empty folder.</summary>
    public string Folder { get; }

    /// <summary>What was shown, what was asked, and what is answered.</summary>
    public RecordingHost Host { get; } = new();

    /// <summary>Writes a file into the session's folder and gives its absolute path.</summary>
    public string WriteFile(string path, string content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    /// <summary>Runs a script and gives all its streams. A terminating error is the last of the errors.</summary>
    public Streams Run(string script, params object?[] arguments) => Invoke(Prepare(script, arguments));

    /// <summary>Runs a script as a console does and gives the text that it shows, as wide as the host's screen, without colours.</summary>
    public string Show(string script, params object?[] arguments)
    {
        using var shell = Prepare(script, arguments);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        Host.Screen.Clear();
        Host.Coloured.Clear();
        shell.Invoke();
        return Host.Screen.ToString();
    }

    /// <summary>Runs a script, stops it as Ctrl+C does once <paramref name="started"/> has ended, and gives the time that the stop took.</summary>
    public async Task<TimeSpan> StopAsync(string script, Task started)
    {
        using var shell = Prepare(script, []);
        var running = shell.InvokeAsync();
        await started;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await shell.StopAsync(null, null);
        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() => running);
        return watch.Elapsed;
    }

    /// <summary>Closes the runspace and deletes its folder.</summary>
    public void Dispose()
    {
        runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    PowerShell Prepare(string script, object?[] arguments)
    {
        var shell = PowerShell.Create(runspace).AddScript(script);
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        return shell;
    }

    static Streams Invoke(PowerShell prepared)
    {
        using var shell = prepared;
        var output = new Collection<PSObject>();
        var errors = new List<ErrorRecord>();
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException exception)
        {
            errors.Add(exception.ErrorRecord);
        }
        errors.InsertRange(0, shell.Streams.Error);
        return new Streams(
            [.. output],
            errors,
            [.. shell.Streams.Warning.Select(record => record.Message)],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            [.. shell.Streams.Debug.Select(record => record.Message)],
            [.. shell.Streams.Information],
            [.. shell.Streams.Progress]);
    }
}

/// <summary>What came out of a script.</summary>
public sealed record Streams(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<InformationRecord> Information,
    IReadOnlyList<ProgressRecord> Progress)
{
    /// <summary>The objects that came out, as what they are. Fails when there was an error.</summary>
    public IReadOnlyList<T> Of<T>()
    {
        Assert.Empty(Errors.Select(error => error.ToString()));
        return [.. Output.Select(item => Assert.IsType<T>(item.BaseObject, exactMatch: false))];
    }

    /// <summary>The only error, by its full id such as <c>LockHeld,Migrations.InvokeMigration</c>.</summary>
    public ErrorRecord Error(string id)
    {
        var error = Assert.Single(Errors);
        Assert.Equal(id, error.FullyQualifiedErrorId);
        return error;
    }
}
