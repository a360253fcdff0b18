namespace Migrations.Execution;

/// <summary>Is told what a run does. Calls come from one thread at a time, not always the same one.</summary>
public interface IRunObserver
{
    /// <summary>
    /// Whether somebody looks at each change set by itself: reads the statements before they are sent, or may have enough after any of them. Where nobody does,
    /// several may have been run when the first of them is told to have ended.
    /// </summary>
    bool FollowsEach { get; }

    /// <summary>A change set begins.</summary>
    /// <param name="step">The step.</param>
    /// <param name="index">Its place among those that will run, from 0.</param>
    /// <param name="count">How many will run.</param>
    void Started(PlanStep step, int index, int count);

    /// <summary>A statement is about to be sent. Told where <see cref="FollowsEach"/>.</summary>
    void Executing(PlanStep step, PlanStatement statement);

    /// <summary>Rows of a file are being loaded; told a few times a second where it takes longer than that.</summary>
    /// <param name="file">The file as the change names it.</param>
    /// <param name="rows">How many have been sent so far.</param>
    void RowsLoaded(string file, long rows);

    /// <summary>A change set has ended, well or not.</summary>
    /// <returns>Ends when somebody has taken note of it. Until then nothing further may be committed: whoever watches may have seen enough.</returns>
    /// <exception cref="OperationCanceledException">Nothing further is wanted.</exception>
    Task FinishedAsync(MigrationResult result);

    /// <summary>The server said something (NOTICE, PRINT, a warning).</summary>
    void ServerMessage(string message);

    /// <summary>The changelog has a message for the user.</summary>
    void Output(Sql.OutputTarget target, string message);

    /// <summary>A command of the changelog has written a line. Told from any thread, and while other things are.</summary>
    void CommandOutput(string line);

    /// <summary>Does a custom change, as whoever started the run has said.</summary>
    /// <param name="call">The custom change.</param>
    /// <param name="given">What was given for its class (<see cref="RunSettings.CustomChanges"/>).</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ActionFailedException">It failed.</exception>
    Task PerformAsync(CustomChangeCall call, object given, CancellationToken cancellationToken);

    /// <summary>Something the user should know.</summary>
    void Warning(string message);

    /// <summary>A decision or a duration, for those who look for the reason of something.</summary>
    void Debug(string message);
}
