using Migrations.History;
using Migrations.Planning;

namespace Migrations.Execution;

/// <summary>Puts rows of history right by hand, without running anything.</summary>
/// <param name="run">The run.</param>
/// <param name="kind">What is done to the rows.</param>
/// <param name="changelog">The changelog; null where the kind needs none.</param>
public sealed class RepairOperation(MigrationRun run, RepairKind kind, PreparedChangelog? changelog)
{
    /// <summary>The rows that are to be repaired and what becomes of them. Writes nothing.</summary>
    /// <param name="selection">Which rows.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="MigrationException">An id is not in history (<see cref="ErrorCode.ObjectNotFound"/>).</exception>
    public async Task<IReadOnlyList<HistoryRepair>> PlanAsync(RepairSelection selection, CancellationToken cancellationToken)
    {
        var history = await run.ReadHistoryAsync(cancellationToken);
        var rows = selection.Ids is { } ids ? history.WithIds(ids)
            : selection.Identities is { } identities ? history.Rows.Where(r => identities.Contains(r.Identity))
            : history.Rows;
        return [.. rows.Select(r => Repair(r, isSelected: selection != RepairSelection.Everything)).OfType<HistoryRepair>()];
    }

    /// <summary>Repairs what was agreed to.</summary>
    /// <param name="agreed">The rows.</param>
    /// <param name="repaired">Is given each when it is done.</param>
    /// <param name="cancellationToken">Stops before the next row.</param>
    /// <exception cref="MigrationException">
    /// A row is no longer as it was (<see cref="ErrorCode.PlanOutdated"/>), the lock is held by somebody else or was lost, or the connection was.
    /// </exception>
    public async Task RunAsync(IReadOnlyList<HistoryRepair> agreed, Func<MigrationRepair, Task> repaired, CancellationToken cancellationToken)
    {
        if (agreed.Count > 0)
            await run.Lock.HoldAsync(run.Settings.WaitTimeout, run.Observer, stop => RunLockedAsync(agreed, repaired, stop), cancellationToken);
    }

    async Task RunLockedAsync(IReadOnlyList<HistoryRepair> agreed, Func<MigrationRepair, Task> repaired, CancellationToken cancellationToken)
    {
        await run.RefreshTablesAsync(cancellationToken);
        var rows = (await run.ReadHistoryAsync(cancellationToken)).Rows;
        if (agreed.FirstOrDefault(r => !rows.Contains(r.Row)) is { } moved)
            throw Outdated(moved.Row);
        foreach (var repair in agreed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteAsync(repair, cancellationToken);
            await repaired(Result(repair));
        }
    }

    HistoryRepair? Repair(HistoryRow row, bool isSelected) => kind switch
    {
        RepairKind.ClearChecksum => row.Md5Sum is null ? null : new(row, null),
        RepairKind.RecalculateChecksum => Recalculated(row, isSelected),
        _ => new(row, null),
    };

    /// <summary>A change set with <c>runOnChange</c> is meant to run again when it has been edited; only where it is selected is it taken as it is.</summary>
    HistoryRepair? Recalculated(HistoryRow row, bool isSelected) =>
        changelog!.Find(row.Identity) is { Checksum.Length: > 0 } prepared && row.Md5Sum != prepared.Checksum
            && (row.Md5Sum is null || isSelected || (!StoredChecksum.IsValid(row, prepared) && !prepared.ChangeSet.RunOnChange))
            ? new(row, prepared.Checksum)
            : null;

    async Task WriteAsync(HistoryRepair repair, CancellationToken cancellationToken)
    {
        var (row, owner, dialect) = (repair.Row, run.Lock.Owner, run.Session.Dialect);
        long affected;
        if (kind != RepairKind.Forget)
            affected = (await run.Session.ExecuteAsync([run.History.UpdateChecksum(row, repair.Checksum, owner)], cancellationToken))[0];
        else if (!run.Tables.StateExists)
            affected = (await run.Session.ExecuteAsync([run.History.Delete(row, owner)], cancellationToken))[0];
        else
        {
            // The way back of a row that is gone would never be used again.
            var forget = run.State.Delete(StateKind.Undo, StateStore.UndoKey(row), owner);
            affected = (await run.Session.ExecuteAsync([dialect.BeginTransaction, run.History.Delete(row, owner), forget, dialect.CommitTransaction], cancellationToken))[1];
        }
        if (affected != 1)
            throw StatementErrors.LockLost($"the row of {row.FileName}::{row.Id}::{row.Author} stays as it was", run.Session.Target);
    }

    MigrationRepair Result(HistoryRepair repair) => new()
    {
        Id = repair.Row.Id,
        Author = repair.Row.Author,
        File = repair.Row.FileName,
        Kind = kind,
        OldChecksum = repair.Row.Md5Sum,
        Checksum = repair.Checksum,
        Description = repair.Row.Description,
        AppliedAt = repair.Row.DateExecuted,
        OrderExecuted = repair.Row.OrderExecuted,
        Tag = repair.Row.Tag,
        Target = run.Session.Target,
        RunId = run.RunId,
    };

    MigrationException Outdated(HistoryRow row) => new(ErrorCode.PlanOutdated,
        $"the row of {row.FileName}::{row.Id}::{row.Author} in {run.Session.Target} is no longer as it was when you were asked", "Look at history with Get-Migration, and run the command again.");
}

/// <summary>A row that is to be repaired.</summary>
/// <param name="Row">The row as it is.</param>
/// <param name="Checksum">The checksum that it gets; null where it is cleared, or the row goes.</param>
public sealed record HistoryRepair(HistoryRow Row, string? Checksum);

/// <summary>Which rows to repair.</summary>
public sealed record RepairSelection
{
    /// <summary>All that the repair is about.</summary>
    public static RepairSelection Everything { get; } = new();

    /// <summary>Those with one of these ids.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Just these.</summary>
    public IReadOnlyList<ChangeSetIdentity>? Identities { get; init; }
}
