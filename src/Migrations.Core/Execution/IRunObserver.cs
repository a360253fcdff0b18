namespace Migrations.Execution;

/// <summary>Is told what a run does. Calls come from one thread at a time, not always the same one.</summary>
public interface IRunObserver
{
    /// <summary>A change set begins.</summary>
    /// <param name="step">The step.</param>
    /// <param name="index">Its place among those that will run, from 0.</param>
    /// <param name="count">How many will run.</param>
    void Started(PlanStep step, int index, int count);

    /// <summary>A statement is about to be sent.</summary>
    void Executing(PlanStep step, PlanStatement statement);

    /// <summary>Rows of a file are being loaded; told a few times a second where it takes longer than that.</summary>
    /// <param name="file">The file as the change names it.</param>
    /// <param name="rows">How many have been sent so far.</param>
    void RowsLoaded(string file, long rows);

    /// <summary>A change set has ended, well or not.</summary>
    void Finished(MigrationResult result);

    /// <summary>The server said something (NOTICE, PRINT, a warning).</summary>
    void ServerMessage(string message);

    /// <summary>Something the user should know.</summary>
    void Warning(string message);

    /// <summary>A decision or a duration, for those who look for the reason of something.</summary>
    void Debug(string message);
}
