using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Migrations.Execution;

namespace Migrations;

/// <summary>Runs the script blocks that the caller gave for custom changes.</summary>
static class CustomChangeBlock
{
    /// <summary>The tag of what they return.</summary>
    public const string Tag = "Migrations.CustomChange";

    /// <summary>The blocks of -CustomChange by class.</summary>
    /// <exception cref="MigrationException">A value is no script block.</exception>
    public static Dictionary<string, object> Read(Hashtable parameter)
    {
        var blocks = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in parameter)
        {
            var name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            blocks[name] = (entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value) as ScriptBlock ?? throw new MigrationException(ErrorCode.InvalidValue,
                $"-CustomChange has no script block for '{name}'", $"Write -CustomChange @{{ '{name}' = {{ param($Context) … }} }}.");
        }
        return blocks;
    }

    /// <summary>Runs a block on the pipeline thread. Every error in it is one of the change; what it returns is shown as information.</summary>
    /// <exception cref="ActionFailedException">It failed.</exception>
    public static async Task RunAsync(ScriptBlock block, CustomChangeCall call, CommandOutput output, CancellationToken cancellationToken)
    {
        var context = new CustomChangeContext(call, cancellationToken);
        try
        {
            var results = await output.OnPipelineAsync(() =>
                block.InvokeWithContext(null, [new PSVariable("ErrorActionPreference", ActionPreference.Stop)], context));
            foreach (var result in results.Where(r => r is not null))
                output.WriteInformation(result.ToString(), Tag);
        }
        catch (RuntimeException e)
        {
            throw Failure(call, e, cancellationToken);
        }
        finally
        {
            context.End();
        }
    }

    /// <summary>What stopped the run or lost the connection is told as that, however deep PowerShell has wrapped it.</summary>
    static Exception Failure(CustomChangeCall call, RuntimeException error, CancellationToken cancellationToken)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is PipelineStoppedException or OperationCanceledException)
                return new OperationCanceledException("the run was stopped", cause, cancellationToken);
            if (cause is MigrationException failure)
                return failure;
            if (cause is StatementFailedException refused)
                return new ActionFailedException($"the custom change {call.Action.Class} failed: {refused.Message} ({refused.Statement.Text})", error);
        }
        return new ActionFailedException($"the custom change {call.Action.Class} failed: {error.ErrorRecord.Exception.Message}", error);
    }
}
