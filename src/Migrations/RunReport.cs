using System.Globalization;
using System.Management.Automation;
using Migrations.Ci;
using Migrations.Execution;
using Migrations.Sql;

namespace Migrations;

/// <summary>Shows a run as PowerShell does: results on the pipeline, SQL on -Verbose, decisions on -Debug, the server's words as information, progress.</summary>
/// <param name="output">The pipeline.</param>
/// <param name="activity">What the progress bar says.</param>
/// <param name="ci">What the build agent is told; null for commands that tell it nothing.</param>
sealed class RunReport(CommandOutput output, string activity, CiReport? ci = null) : IRunObserver
{
    const int ChangeSetsId = 1, RowsId = 2;

    /// <summary>The console draws at most five times a second and forgets what comes in between, so what is running is said again and again.</summary>
    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    readonly object progress = new();
    (PlanStep Step, int Index, int Count) running;
    bool shown, rowsShown;

    /// <summary>The tag of what the server said.</summary>
    public const string ServerTag = "Migrations.Server";

    /// <summary>The tag of what commands of the changelog wrote.</summary>
    public const string CommandTag = "Migrations.Command";

    /// <inheritdoc/>
    public bool FollowsEach => output.FollowsSteps;

    /// <inheritdoc/>
    public void Started(PlanStep step, int index, int count)
    {
        lock (progress)
        {
            running = (step, index, count);
            if (!shown)
            {
                shown = true;
                Show();
                _ = ShowOnAsync();
            }
        }
        ci?.Begin(step, index, count);
        output.WriteDebug($"change set {step}");
    }

    /// <inheritdoc/>
    public void Executing(PlanStep step, PlanStatement statement) => output.WriteVerbose(statement.Sql);

    /// <inheritdoc/>
    public void RowsLoaded(string file, long rows)
    {
        rowsShown = true;
        output.WriteProgress(new(RowsId, file, string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows")) { ParentActivityId = ChangeSetsId });
    }

    /// <summary>How many change sets have ended.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public Task FinishedAsync(MigrationResult result)
    {
        Count++;
        CompleteRows();
        ci?.End(result);
        return output.WriteStepAsync(result);
    }

    /// <inheritdoc/>
    public void ServerMessage(string message) => output.WriteInformation(message, ServerTag);

    /// <summary>
    /// Messages for whoever looks on are shown as Write-Host shows them, whichever of the two outputs they are for: what Liquibase writes to standard error is
    /// mostly no error.
    /// </summary>
    public void Output(OutputTarget target, string message)
    {
        switch (target)
        {
            case OutputTarget.Fatal:
                output.WriteError(new MigrationException(ErrorCode.ChangelogMessage, message, null));
                break;
            case OutputTarget.Warn:
                output.WriteWarning(message);
                break;
            case OutputTarget.Info:
                output.WriteVerbose(message);
                break;
            case OutputTarget.Debug:
                output.WriteDebug(message);
                break;
            default:
                output.Show(message);
                break;
        }
    }

    /// <inheritdoc/>
    public void CommandOutput(string line) => output.WriteInformation(line, CommandTag);

    /// <inheritdoc/>
    public Task PerformAsync(CustomChangeCall call, object given, CancellationToken cancellationToken) => CustomChangeBlock.RunAsync((ScriptBlock)given, call, output, cancellationToken);

    /// <inheritdoc/>
    public void Warning(string message) => output.WriteWarning(message);

    /// <inheritdoc/>
    public void Debug(string message) => output.WriteDebug(message);

    /// <summary>Takes the progress bar away.</summary>
    public void Complete()
    {
        CompleteRows();
        lock (progress)
        {
            if (shown)
                output.WriteProgress(new(ChangeSetsId, activity, "done") { RecordType = ProgressRecordType.Completed });
            shown = false;
        }
    }

    void Show()
    {
        var (step, index, count) = running;
        output.WriteProgress(new(ChangeSetsId, activity, $"{step.Id} ({index + 1}/{count})") { CurrentOperation = step.Description, PercentComplete = index * 100 / Math.Max(count, 1) });
    }

    async Task ShowOnAsync()
    {
        while (true)
        {
            await Task.Delay(ProgressInterval);
            lock (progress)
            {
                if (!shown)
                    return;
                Show();
            }
        }
    }

    void CompleteRows()
    {
        if (rowsShown)
            output.WriteProgress(new(RowsId, activity, "done") { RecordType = ProgressRecordType.Completed });
        rowsShown = false;
    }
}
