using System.Management.Automation;

namespace Migrations;

/// <summary>Shows who holds the lock, and breaks it.</summary>
[Cmdlet(VerbsCommon.Unlock, "Migration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MigrationLock))]
public sealed class UnlockMigrationCommand : DatabaseCmdlet
{
    /// <summary>Breaks the lock even of a run that is alive. That run can record nothing more.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var run = await OpenAsync(Settings(), new RunReport(Output, "Unlocking"), cancellationToken);
        var target = run.Session.Target;
        if (await run.Lock.LookAsync(cancellationToken) is not { } holder)
        {
            Output.WriteObject(new MigrationLock { Target = target });
            return;
        }
        if (holder.Alive && !Force)
        {
            throw new MigrationException(ErrorCode.LockHeld, $"the run that holds the lock on {target} is alive: {holder.Describe()}",
                "Wait for it, or stop it; -Force breaks its lock all the same.");
        }
        var broken = await Output.ShouldProcessAsync(target.ToString(), $"break the lock {holder.Describe()}") && await run.Lock.BreakAsync(holder, cancellationToken);
        Output.WriteObject(new MigrationLock { LockedBy = holder.LockedBy, Since = holder.Since, IsAlive = holder.Alive, Broken = broken, Target = target });
    }
}
