using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using Microsoft.PowerShell;

namespace Migrations.Host;

/// <summary>One runspace with the module imported, one command line, one exit code.</summary>
/// <param name="module">The absolute path of the manifest to import.</param>
sealed class Session(string module)
{
    const int Failed = 1;
    const int Interrupted = 130;

    readonly ConsoleHost host = new();
    PowerShell? running;
    bool stopped;

    /// <summary>Runs the command line in the process's folder, shows what it gives, and returns the exit code.</summary>
    public int Run(string commandLine)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Environment.CurrentDirectory));

        Console.CancelKeyPress += (_, key) => key.Cancel = Stop();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = Stop());

        bool succeeded = Invoke(runspace, shell => shell.AddCommand("Import-Module").AddParameter("Name", module).AddParameter("ErrorAction", ActionPreference.Stop))
            && Invoke(runspace, shell => shell.AddScript(commandLine))
            && LastCommandSucceeded(runspace);
        host.Console.EndProgress();
        if (host.ExitCode is { } exitCode)
            return exitCode;
        if (stopped)
            return Interrupted;
        if (host.Console.ErrorShown && CommandWasMissing(runspace))
            host.Console.WriteErrorLine("This host has the commands of the PowerShell engine (Get-Command -Module Microsoft.PowerShell.Core) and of Migrations. "
                + "Format-Table, Select-Object, ConvertTo-Json and the like come with PowerShell itself (pwsh).");
        return succeeded && !host.Console.ErrorShown ? 0 : Failed;
    }

    /// <summary>Runs commands with their errors among their output, as a console shows them. False when a terminating error ended them.</summary>
    bool Invoke(Runspace runspace, Action<PowerShell> addCommands)
    {
        using var shell = PowerShell.Create(runspace);
        addCommands(shell);
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        running = shell;
        try
        {
            if (!stopped)
                shell.Invoke();
            return !stopped;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException failure)
        {
            Show(runspace, failure.ErrorRecord);
            return false;
        }
        finally
        {
            running = null;
        }
    }

    /// <summary>A terminating error leaves the pipeline as an exception; shown as any other, it looks as in pwsh.</summary>
    static void Show(Runspace runspace, ErrorRecord error)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("[CmdletBinding()] param($ErrorRecord) $PSCmdlet.WriteError($ErrorRecord)").AddArgument(error).AddParameter("ErrorAction", ActionPreference.Continue);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default").Invoke();
    }

    static bool LastCommandSucceeded(Runspace runspace)
    {
        using var shell = PowerShell.Create(runspace);
        return shell.AddScript("$global:?").Invoke<bool>() is [true];
    }

    static bool CommandWasMissing(Runspace runspace) =>
        runspace.SessionStateProxy.GetVariable("Error") is ArrayList errors && errors.OfType<ErrorRecord>().Any(error => error.Exception is CommandNotFoundException);

    /// <summary>Stops what runs, once. False when it is already being stopped, or waits for an answer: then the process may end.</summary>
    bool Stop()
    {
        if (stopped || host.Console.IsAsking)
            return false;
        stopped = true;
        running?.BeginStop(null, null);
        return true;
    }
}
