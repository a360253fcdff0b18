using System.Globalization;
using System.Management.Automation;

namespace Migrations;

/// <summary>
/// The base of every command: runs asynchronous code off the pipeline thread, takes what it says back onto it, cancels it when the
/// user stops the pipeline, and turns what it throws into one terminating error.
/// </summary>
public abstract class MigrationCmdlet : PSCmdlet, IDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly PipelineThread pipeline = new();

    private protected MigrationCmdlet() => Output = new CommandOutput(this, pipeline);

    /// <summary>The pipeline, for use from any thread while <see cref="RunAsync"/> or <see cref="EndAsync"/> runs.</summary>
    private protected CommandOutput Output { get; }

    /// <summary>The command's work, once for every object that comes down the pipeline, or once. Runs with the invariant culture.</summary>
    /// <param name="cancellationToken">Cancelled when the pipeline is stopped, or takes no more output.</param>
    /// <exception cref="MigrationException">Becomes the terminating error of the command.</exception>
    private protected abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>The rest of the work after the last object; for commands that have to see them all.</summary>
    /// <inheritdoc cref="RunAsync"/>
    private protected virtual Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Is told what the work has failed with, before it becomes the error of the command.</summary>
    private protected virtual void Failing(Exception exception)
    {
    }

    /// <summary>Refuses to run an older copy of the command than the imported module has. An override calls this one first.</summary>
    protected override void BeginProcessing()
    {
        if (MyInvocation.MyCommand.Module?.ModuleBase is { } folder && !ModuleLoader.IsLoadedFrom(folder))
            ThrowTerminatingError(ErrorRecords.ModuleReplaced(folder, ModuleLoader.Folder));
        Output.Begin();
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(RunAsync);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the command holds. PowerShell calls this when the pipeline has ended, however it did.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            stop.Dispose();
    }

    /// <summary>Where the caller stands: relative paths start here, never in the process's own directory.</summary>
    private protected string Location => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>The full path of a file or folder as the user wrote it. It need not exist.</summary>
    /// <exception cref="MigrationException">It leads to something that is no file system, such as <c>Env:</c> (<see cref="ErrorCode.InvalidValue"/>).</exception>
    private protected string FullPath(string path)
    {
        var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? full
            : throw new MigrationException(ErrorCode.InvalidValue, $"'{path}' leads to the provider {provider.Name}, not to a file system", "Give the path of a file or folder, or Set-Location to one.");
    }

    void Run(Func<CancellationToken, Task> work)
    {
        var ended = pipeline.Run(
            async () =>
            {
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                try
                {
                    await work(stop.Token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    Failing(exception);
                    throw;
                }
            },
            stop);
        if (ended.IsCompletedSuccessfully)
            return;
        if (Stopping)
            throw new PipelineStoppedException();
        try
        {
            ended.GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not IContainsErrorRecord)
        {
            ThrowTerminatingError(Output.Record(exception));
        }
    }
}
