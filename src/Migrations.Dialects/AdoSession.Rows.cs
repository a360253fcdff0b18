using Migrations.Execution;
using Migrations.Rows;
using Migrations.Sql;

namespace Migrations.Dialects;

/// <content>How the rows of a file get to the database.</content>
abstract partial class AdoSession
{
    /// <inheritdoc/>
    public event Action<string, long>? RowsLoaded;

    /// <summary>Loads the rows of a file; a row that is refused fails the statement, with the place of the row in the file.</summary>
    async Task<long> LoadAsync(RowLoad rows, SqlStatement statement, int index, CancellationToken cancellationToken)
    {
        var progress = new RowProgress(count => RowsLoaded?.Invoke(rows.Source.Format.File, count));
        try
        {
            await LoadAsync(rows, progress, cancellationToken);
            return progress.Count;
        }
        catch (RowRefusedException e) when (e.InnerException is StatementFailedException failure)
        {
            throw new StatementFailedException(index, statement, $"{e.Place}: {failure.Message}", failure.InnerException!) { Kind = failure.Kind };
        }
        catch (MigrationException e) when (e.Code != ErrorCode.ConnectionLost)
        {
            throw new StatementFailedException(index, statement, e.Advice is { } advice ? $"{e.Message}. {advice}" : e.Message, e);
        }
        catch (Exception e) when (Translate(e, index, statement, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Loads the rows of a file, by default as INSERT statements.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="progress">Is told how many have been sent.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="RowRefusedException">The database refused a row.</exception>
    protected virtual async Task LoadAsync(RowLoad rows, RowProgress progress, CancellationToken cancellationToken)
    {
        foreach (var batch in rows.ToStatements(Dialect))
            await InsertAsync(rows, batch, progress, cancellationToken);
    }

    /// <summary>Sends one INSERT statement of many rows.</summary>
    /// <exception cref="RowRefusedException">The database refused a row.</exception>
    protected async Task InsertAsync(RowLoad rows, RowBatch batch, RowProgress progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await SendAsync([.. RowRetry?.Before ?? [], new(batch.Sql, StatementLock.Rows)], [], cancellationToken);
            progress.Add(batch.Rows.Length);
        }
        catch (StatementFailedException e)
        {
            throw new RowRefusedException(await FindRefusedAsync(rows.Source.Format.File, batch, cancellationToken), e);
        }
    }

    /// <summary>
    /// How rows can be sent once more after one of them was refused: what has to run before them, and after the refusal; null where the server has then taken back everything.
    /// </summary>
    protected virtual (SqlStatement[] Before, SqlStatement[] After)? RowRetry => null;

    /// <summary>Where the row is that was refused: what was sent is lost anyway, so the rows are sent again one by one.</summary>
    async Task<string> FindRefusedAsync(string file, RowBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Rows is [var single])
            return PlaceOf(file, single.Line);
        var before = RowRetry is { } retry ? retry.After : null;
        foreach (var row in before is null ? [] : batch.Rows)
        {
            try
            {
                await SendAsync([.. before!, new(batch.Head + row.Sql, StatementLock.Rows)], [], cancellationToken);
                before = [];
            }
            catch (StatementFailedException)
            {
                return PlaceOf(file, row.Line);
            }
        }
        return FormattableString.Invariant($"{file}, lines {batch.Rows[0].Line} to {batch.Rows[^1].Line}");
    }

    /// <summary>Where a row is, in words.</summary>
    protected static string PlaceOf(string file, int line) => FormattableString.Invariant($"{file}, line {line}");
}
