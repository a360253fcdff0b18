using System.Management.Automation;
using Migrations.Changelog;
using Migrations.Ci;

namespace Migrations;

/// <summary>
/// The pipeline as the asynchronous code of a command sees it: every member may be called from any thread, and takes effect on
/// PowerShell's pipeline thread in the order of the calls.
/// </summary>
/// <param name="cmdlet">The command that is running.</param>
/// <param name="pipeline">Where it runs.</param>
sealed class CommandOutput(PSCmdlet cmdlet, PipelineThread pipeline)
{
    bool showsVerbose, showsDebug, isEnd, isLast;

    /// <summary>Whether somebody reads along what is sent, or a command behind this one may have enough after any step.</summary>
    public bool FollowsSteps => showsVerbose || showsDebug || !isEnd;

    /// <summary>Finds out what is shown at all, so that the rest need not cross threads. Called on the pipeline thread.</summary>
    public void Begin()
    {
        showsVerbose = IsShown("Verbose");
        showsDebug = IsShown("Debug");
        isEnd = cmdlet.MyInvocation.PipelinePosition == cmdlet.MyInvocation.PipelineLength;
        // Called by no script or function, and with no command behind it: nobody is there who could have enough of the results.
        isLast = isEnd && cmdlet.CommandOrigin == CommandOrigin.Runspace;
    }

    bool IsShown(string stream) => cmdlet.MyInvocation.BoundParameters.TryGetValue(stream, out var given)
        ? LanguagePrimitives.IsTrue(given)
        : !LanguagePrimitives.TryConvertTo(cmdlet.SessionState.PSVariable.GetValue($"{stream}Preference"), out ActionPreference preference)
            || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>The secrets of the run. This is the one door to all streams of text, so here they are masked, whoever wrote the text.</summary>
    public KnownSecrets Secrets { private get; set; } = new();

    /// <summary>Makes harmless what a build agent would take for a command. What is foreign in a text comes from changelogs, servers and files, so all of it is looked at.</summary>
    public Func<string, string> Neutralize { private get; set; } = CiReporters.Neutralize;

    /// <summary>A text without secrets.</summary>
    public string Masked(string text) => Secrets.ShownMask.Mask(text);

    /// <summary>A text as it may be shown.</summary>
    string Shown(string text) => Neutralize(Masked(text));

    /// <summary>The record of an exception, as it may be shown.</summary>
    public ErrorRecord Record(Exception exception) => ErrorRecords.From(exception, Shown);

    /// <summary>Sends one object down the pipeline; a collection is sent as one object.</summary>
    public void WriteObject(object? value) => pipeline.Post(() => cmdlet.WriteObject(value));

    /// <summary>
    /// Sends what became of one step down the pipeline.
    /// </summary>
    /// <returns>
    /// Ends when it has been taken: where the next command has enough, or stops for a look, no further step is to be completed. Where there is none, it has ended at
    /// once, and the next step runs while this one is shown.
    /// </returns>
    /// <exception cref="OperationCanceledException">The pipeline takes no more.</exception>
    public Task WriteStepAsync(object result)
    {
        if (!isLast)
            return pipeline.SendAsync(() => cmdlet.WriteObject(result));
        WriteObject(result);
        return Task.CompletedTask;
    }

    /// <summary>Shows an error and carries on. To end the command, throw instead.</summary>
    public void WriteError(MigrationException error) => pipeline.Post(() => cmdlet.WriteError(Record(error)));

    /// <summary>Warns.</summary>
    public void WriteWarning(string text) => Post(text, cmdlet.WriteWarning);

    /// <summary>Tells what -Verbose shows: the SQL.</summary>
    public void WriteVerbose(string text)
    {
        if (showsVerbose)
            Post(text, cmdlet.WriteVerbose);
    }

    /// <summary>Tells what -Debug shows: timings and decisions.</summary>
    public void WriteDebug(string text)
    {
        if (showsDebug)
            Post(text, cmdlet.WriteDebug);
    }

    /// <summary>Tells what can be captured with <c>6&gt;</c>: a server's own messages, for example.</summary>
    /// <param name="message">The text, or a HostInformationMessage.</param>
    /// <param name="tags">Where it comes from, such as <c>Migrations.Server</c>; <c>PSHOST</c> shows it in any case.</param>
    public void WriteInformation(object message, params string[] tags) => pipeline.Post(() => cmdlet.WriteInformation(message is string text ? Shown(text) : message, tags));

    /// <summary>Shows a message as Write-Host does.</summary>
    public void Show(string message) => WriteInformation(new HostInformationMessage { Message = Shown(message) }, "PSHOST");

    /// <summary>Writes a line that a build agent reads. The foreign text in it is masked and escaped by who made it.</summary>
    public void WriteAgentCommand(string line) => WriteInformation(new HostInformationMessage { Message = line }, "PSHOST", "Migrations.CI");

    /// <summary>Shows how far the command is. Whoever starts an activity sends its record of type Completed, too.</summary>
    public void WriteProgress(ProgressRecord record)
    {
        record.Activity = Shown(record.Activity);
        record.StatusDescription = Shown(record.StatusDescription);
        if (record.CurrentOperation is { } operation)
            record.CurrentOperation = Shown(operation);
        pipeline.Post(() => cmdlet.WriteProgress(record));
    }

    /// <summary>Asks whether to go ahead, as -WhatIf and -Confirm say.</summary>
    public Task<bool> ShouldProcessAsync(string target, string action) => pipeline.AskAsync(() => ShouldProcess(target, action));

    /// <summary>Asks about one thing after the other, up to the first No. All at once: most questions need no answer, and crossing threads is most of what they cost.</summary>
    /// <returns>How many have been agreed to.</returns>
    public Task<int> CountAgreedAsync(string target, IEnumerable<string> actions) => pipeline.AskAsync(() => actions.TakeWhile(action => ShouldProcess(target, action)).Count());

    bool ShouldProcess(string target, string action) => cmdlet.ShouldProcess(Shown(target), Shown(action));

    /// <summary>Whether -WhatIf, its preference variable included, keeps everything from running.</summary>
    public Task<bool> IsWhatIfAsync() => pipeline.AskAsync(() => cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference")));

    /// <summary>Asks about something out of the ordinary. The command has a switch that makes this question needless.</summary>
    public Task<bool> ShouldContinueAsync(string query, string caption) => pipeline.AskAsync(() => cmdlet.ShouldContinue(Shown(query), Shown(caption)));

    /// <summary>A file as Get-Item gives it: with PSPath, and on Linux with the mode and owner that the table of files shows.</summary>
    public Task<PSObject> FileAsync(string fullPath) => pipeline.AskAsync(() => cmdlet.InvokeProvider.Item.Get([$"Microsoft.PowerShell.Core\\FileSystem::{fullPath}"], force: true, literalPath: true)[0]);

    /// <summary>Does something else that PowerShell allows only on the pipeline thread, such as resolving a path.</summary>
    public Task<T> OnPipelineAsync<T>(Func<T> action) => pipeline.AskAsync(action);

    void Post(string text, Action<string> write)
    {
        var shown = Shown(text);
        pipeline.Post(() => write(shown));
    }
}
