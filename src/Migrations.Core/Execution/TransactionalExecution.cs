using Migrations.Changelog;
using Migrations.History;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>
/// Runs change sets that fit into a transaction with their row of history. Where the server ends a batch at the first failure, everything and COMMIT is one batch,
/// and several change sets may share it; elsewhere COMMIT follows when the row is known to be written: two round trips.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="secrets">What must not be shown.</param>
sealed class TransactionalExecution(MigrationRun run, SecretMask secrets)
{
    readonly SqlDialect dialect = run.Session.Dialect;
    readonly StatementSender sender = new(run);

    /// <summary>Whether a change set, its row and COMMIT can be one batch. A row that is rewritten cannot fail by itself where the lock is lost.</summary>
    /// <param name="planned">The change set.</param>
    /// <param name="features">What the database can do.</param>
    public static bool FitsOneBatch(PlannedChangeSet planned, DialectFeatures features) => planned.Transactional && features.BatchEndsAtFailure && ChangeSetRecords.AddsRow(planned);

    /// <summary>
    /// One batch with everything, each change set with a COMMIT of its own. Where the lock is no longer ours, the row of history is an error, and what is behind it
    /// does not happen.
    /// </summary>
    /// <param name="sets">The change sets. Only a single one may have what is no SQL.</param>
    /// <param name="noted">What has to have ended before it is sent.</param>
    /// <param name="cancellationToken">Stops the running statement.</param>
    /// <returns>How many of them have been committed, and why the next was not; null where all were.</returns>
    public async Task<(int Committed, MigrationException? Failure)> InOneBatchAsync(IReadOnlyList<ReadyChangeSet> sets, Task noted, CancellationToken cancellationToken)
    {
        var parts = sets.Select(Batch).ToList();
        await noted;
        try
        {
            await sender.ExecuteAsync(sets[0].Planned.ChangeSet, [.. parts.SelectMany(p => p)], cancellationToken);
            return (sets.Count, null);
        }
        catch (StatementFailedException e)
        {
            await RollbackAsync(e);
            var (failed, index) = (0, e.Index);
            while (index >= parts[failed].Count)
                index -= parts[failed++].Count;
            return (failed, await FailureAsync(sets[failed], e, index - dialect.Opening(sets[failed].Statements).Count, cancellationToken));
        }
        catch (MigrationException e) when (e.Code == ErrorCode.ConnectionLost)
        {
            var committed = await run.CountRecordedAsync([.. sets.Select(s => s.Row)], cancellationToken);
            // The last may be the one whose COMMIT had no answer; of the others, the next is the one that was not.
            return (Math.Min(committed, sets.Count - 1), Lost(sets[Math.Min(committed, sets.Count - 1)].Planned.ChangeSet, committed == sets.Count, e));
        }
        catch (Exception e)
        {
            await RollbackAsync(e);
            throw;
        }
    }

    /// <summary>One batch with everything, then COMMIT.</summary>
    /// <param name="planned">The change set.</param>
    /// <param name="statements">What is run of it.</param>
    /// <param name="records">What records it; the first has to affect exactly one row.</param>
    /// <param name="row">The row that a lost COMMIT is looked up by; null where there is none to find.</param>
    /// <param name="noted">What has to have ended before COMMIT.</param>
    /// <param name="cancellationToken">Stops the running statement.</param>
    public async Task InTransactionAsync(PlannedChangeSet planned, IReadOnlyList<SqlStatement> statements, SqlStatement[] records, HistoryRow? row, Task noted, CancellationToken cancellationToken)
    {
        try
        {
            var affected = await sender.ExecuteAsync(planned.ChangeSet, [.. dialect.Opening(statements), .. statements, .. records], cancellationToken);
            if (affected[^records.Length] != 1)
                throw StatementErrors.LockLost(planned.ChangeSet, run.Session.Target);
            await noted;
        }
        catch (Exception e)
        {
            await RollbackAsync(e);
            if (e is StatementFailedException failed)
                throw Failed(planned, statements.Count, failed, failed.Index - dialect.Opening(statements).Count);
            throw;
        }
        await CommitAsync(planned, row, cancellationToken);
    }

    List<SqlStatement> Batch(ReadyChangeSet set)
    {
        // Row and change set come and go together, and giving back the lock makes all of them durable: no change set needs to wait for the disk by itself.
        SqlStatement[] later = dialect.Features.DurableLater is { } statement ? [statement] : [];
        return [.. dialect.Opening(set.Statements), .. set.Statements, .. set.Records, .. later, dialect.CommitTransaction];
    }

    async Task<MigrationException> FailureAsync(ReadyChangeSet set, StatementFailedException failure, int index, CancellationToken cancellationToken)
    {
        var isRow = index == set.Statements.Count;
        return isRow && !await run.Lock.IsHeldAsync(cancellationToken)
            ? StatementErrors.LockLost(set.Planned.ChangeSet, run.Session.Target)
            : Failed(set.Planned, set.Statements.Count, failure, index);
    }

    async Task CommitAsync(PlannedChangeSet planned, HistoryRow? row, CancellationToken cancellationToken)
    {
        try
        {
            // Once COMMIT is on its way there is no stopping it, only not knowing.
            await run.Session.ExecuteAsync([dialect.CommitTransaction], CancellationToken.None);
        }
        catch (StatementFailedException e)
        {
            await RollbackAsync(e);
            throw Failed(planned, 0, e, 0);
        }
        catch (MigrationException e) when (e.Code == ErrorCode.ConnectionLost && row is not null)
        {
            throw Lost(planned.ChangeSet, await run.CountRecordedAsync([row], cancellationToken) == 1, e);
        }
    }

    async Task RollbackAsync(Exception cause)
    {
        if (cause is MigrationException { Code: ErrorCode.ConnectionLost })
            return;
        try
        {
            await run.Session.ExecuteAsync([dialect.RollbackTransaction], CancellationToken.None);
        }
        catch (Exception e) when (e is StatementFailedException or MigrationException)
        {
            // The server has rolled back by itself (and says that there is nothing to roll back), or is gone; the cause is what matters.
            run.Observer.Debug($"ROLLBACK after a failure: {e.Message}");
        }
    }

    /// <summary>The error of a connection that was lost when COMMIT may have been on its way: says what became of the change set.</summary>
    static MigrationException Lost(ChangeSet set, bool committed, MigrationException cause) => new(ErrorCode.ConnectionLost,
        $"the connection was lost while change set {set.Identity} was being run; it was {(committed ? "committed" : "rolled back")}: {cause.Message}",
        "Run the command again: it carries on from there.", innerException: cause) { ChangeSet = set.Identity };

    /// <param name="planned">The change set.</param>
    /// <param name="count">How many of its statements were to run.</param>
    /// <param name="failure">What the server said.</param>
    /// <param name="index">Which of its statements failed; one that is none of them is our own.</param>
    MigrationException Failed(PlannedChangeSet planned, int count, StatementFailedException failure, int index) =>
        StatementErrors.Of(planned.ChangeSet, failure, index, [.. planned.StatementSpans.Take(count)], run.Session.Target, secrets);
}
