using Migrations.History;

namespace Migrations.Execution;

/// <summary>Tags the state that a database is in: the row of the change set that ran last, as Liquibase's <c>tag</c> does.</summary>
/// <param name="run">The run.</param>
public sealed class TagOperation(MigrationRun run)
{
    /// <summary>The row that would be tagged now; null where nothing has run yet: then one is made.</summary>
    public async Task<HistoryRow?> FindAsync(CancellationToken cancellationToken) => (await run.ReadHistoryAsync(cancellationToken)).Rows.LastOrDefault();

    /// <summary>Sets the tag. A tag of that name on an earlier row stays, as in Liquibase.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Stops waiting for the lock.</param>
    /// <returns>The row that has it.</returns>
    /// <exception cref="MigrationException">The lock is held by somebody else or was lost, or the connection was.</exception>
    public async Task<MigrationInfo> RunAsync(string tag, CancellationToken cancellationToken)
    {
        await run.Lock.HoldAsync(run.Settings.WaitTimeout, run.Observer, stop => SetAsync(tag, stop), cancellationToken);
        return StatusOperation.Of(run, (await FindAsync(cancellationToken))!, MigrationState.Applied, null);
    }

    async Task SetAsync(string tag, CancellationToken cancellationToken)
    {
        await run.RefreshTablesAsync(cancellationToken);
        var last = await FindAsync(cancellationToken);
        var write = last is null ? run.History.Insert(HistoryRow.ForTag(tag, run.DeploymentId), run.Lock.Owner) : run.History.Tag(last, tag, run.Lock.Owner);
        if ((await run.Session.ExecuteAsync([write], cancellationToken))[0] != 1)
            throw StatementErrors.LockLost($"the tag '{tag}' was not set", run.Session.Target);
    }
}
