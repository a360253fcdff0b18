using System.Globalization;
using System.Management.Automation;
using Migrations.Changelog;

namespace Migrations.Tests;

/// <summary>Small commands over the same base as the real ones.</summary>
static class TestCmdlets
{
    public static IReadOnlyList<(string Name, Type Type)> All { get; } =
        [("Test-Stream", typeof(TestStream)), ("Test-Question", typeof(TestQuestion)), ("Test-Failure", typeof(TestFailure)), ("Test-Endless", typeof(TestEndless)), ("Test-First", typeof(TestFirst))];
}

/// <summary>Writes to every stream from threads of the pool, and tells what thread and culture it runs with.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Stream")]
public sealed class TestStream : MigrationCmdlet
{
    [Parameter]
    public int Count { get; set; } = 3;

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var pipelineThread = await Output.OnPipelineAsync(() => Environment.CurrentManagedThreadId);
        for (int i = 1; i <= Count; i++)
        {
            await Task.Yield();
            Output.WriteProgress(new ProgressRecord(1, "Counting", $"{i} of {Count}"));
            Output.WriteVerbose($"verbose {i}");
            Output.WriteObject(i);
        }
        Output.WriteObject(pipelineThread == Environment.CurrentManagedThreadId ? "same thread" : "another thread");
        Output.WriteObject(CultureInfo.CurrentCulture.Name);
        Output.WriteWarning("warning");
        Output.WriteDebug("debug");
        Output.WriteInformation("notice", "Migrations.Server");
        Output.WriteError(new MigrationException(ErrorCode.ChangeSetFailed, "It failed, and the run goes on."));
        Output.WriteObject("end");
    }
}

/// <summary>Asks both kinds of question and gives the answers.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Question", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class TestQuestion : MigrationCmdlet
{
    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var process = await Output.ShouldProcessAsync("server/database", "apply change set 1");
        Output.WriteObject(process);
        if (process)
            Output.WriteObject(await Output.ShouldContinueAsync("This loses data. Go on?", "Data loss"));
    }
}

/// <summary>Fails in a way that is understood, or in one that is not.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Failure")]
public sealed class TestFailure : MigrationCmdlet
{
    [Parameter]
    public SwitchParameter Unexpected { get; set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Unexpected)
            throw new KeyNotFoundException("no such key");
        throw new MigrationException(
            ErrorCode.LockHeld, "Another run holds the lock.", "Wait for it, or see Unlock-Migration.", new SourceSpan("db/a.yaml", 3, 5), new TimeoutException("inner"))
        { ChangeSet = "db/a.yaml::1::ann" };
    }
}

/// <summary>Writes one object, and then works until it is cancelled.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Endless")]
public sealed class TestEndless : MigrationCmdlet
{
    /// <summary>Ends when the work has begun.</summary>
    public static TaskCompletionSource Started { get; private set; } = new();

    /// <summary>Ends when the work was cancelled.</summary>
    public static TaskCompletionSource Cancelled { get; private set; } = new();

    public static void Reset() => (Started, Cancelled) = (new(), new());

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        Output.WriteObject("begun");
        Started.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Cancelled.TrySetResult();
        }
    }
}

/// <summary>Takes so many objects and stops the commands before it, as Select-Object -First does, which the bare engine has not.</summary>
[Cmdlet(VerbsDiagnostic.Test, "First")]
public sealed class TestFirst : PSCmdlet
{
    int taken;

    [Parameter(Position = 0)]
    public int Count { get; set; } = 1;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++taken < Count)
            return;
        // The engine's own exception for it; it has no public constructor.
        var stop = typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(stop, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic, null, [this], CultureInfo.InvariantCulture)!;
    }
}
