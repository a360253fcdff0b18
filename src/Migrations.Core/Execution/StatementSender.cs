using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Sends the statements of a change set, and does between them what is no SQL, so that all of it happens in its order.</summary>
/// <param name="run">The run.</param>
sealed class StatementSender(MigrationRun run)
{
    /// <summary>As <see cref="IDatabaseSession.ExecuteAsync"/>.</summary>
    /// <param name="set">The change set.</param>
    /// <param name="statements">The statements; those with an action are not sent.</param>
    /// <param name="cancellationToken">Stops the running statement, or the command.</param>
    public async Task<IReadOnlyList<long>> ExecuteAsync(ChangeSet set, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var affected = new List<long>(statements.Count);
        while (affected.Count < statements.Count)
        {
            var done = affected.Count;
            if (statements[done].Action is { } action)
            {
                await PerformAsync(set, statements[done], action, done, cancellationToken);
                affected.Add(-1);
                continue;
            }
            try
            {
                affected.AddRange(await run.Session.ExecuteAsync([.. statements.Skip(done).TakeWhile(s => s.Action is null)], cancellationToken));
            }
            catch (StatementFailedException e) when (done > 0)
            {
                throw new StatementFailedException(done + e.Index, e.Statement, e.Message, e.InnerException) { Kind = e.Kind, Position = e.Position };
            }
        }
        return affected;
    }

    static ClientProgram ClientOf(ClientAction action, IDatabaseSession session) =>
        session.Client ?? throw new ActionFailedException($"{action.Client} cannot be told how to connect to {session.Target}: the run has logged in with what only the driver knows");

    async Task PerformAsync(ChangeSet set, SqlStatement statement, StatementAction action, int index, CancellationToken cancellationToken)
    {
        try
        {
            if (action is OutputAction output)
                run.Observer.Output(output.Target, output.Message);
            else if (action is CommandAction command)
                await CommandProcess.RunAsync(command, run.Settings.Location, run.Observer.CommandOutput, cancellationToken);
            else if (action is ClientAction client)
                await CommandProcess.RunAsync(ClientOf(client, run.Session), client, run.Settings.Location, run.Observer.CommandOutput, cancellationToken);
            else if (action is CustomAction custom)
                await run.Observer.PerformAsync(new(run.Session, set, custom), run.Settings.CustomChanges[custom.Class], cancellationToken);
        }
        catch (ActionFailedException e)
        {
            throw new StatementFailedException(index, statement, e.Message, e.InnerException) { Kind = StatementFailure.Action };
        }
    }
}
