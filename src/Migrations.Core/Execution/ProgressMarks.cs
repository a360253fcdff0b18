using System.Text.Json;
using Migrations.History;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>
/// Makes the statements that record how far a change set has come: the whole of it once, then only the position,
/// so that a change set of many statements writes no more than its own length.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="progress">The change set.</param>
/// <param name="resumed">Whether an earlier run has begun it, and so its record is there.</param>
sealed class ProgressMarks(MigrationRun run, StepProgress progress, bool resumed)
{
    readonly string key = StateStore.ProgressKey(progress.Id, progress.Author, progress.FileName);
    bool begun = resumed;
    bool stepped = progress.HasPositionRow;

    /// <summary>Records a position before or behind the next statement.</summary>
    public SqlStatement At(StepPosition position)
    {
        if (!begun)
        {
            begun = true;
            return run.State.Insert(StateKind.Progress, key, JsonSerializer.Serialize(progress with { Position = position }, StateStore.Json), run.Lock.Owner);
        }
        var write = stepped ? run.State.Update(StateKind.Step, key, Write(position), run.Lock.Owner) : Insert(position);
        stepped = true;
        return write;
    }

    /// <summary>Records a position after a failure, when it is not known which of the rows made so far are there.</summary>
    public IEnumerable<SqlStatement> Replace(StepPosition position) => [run.State.Delete(StateKind.Step, key, run.Lock.Owner), Insert(position)];

    SqlStatement Insert(StepPosition position) => run.State.Insert(StateKind.Step, key, Write(position), run.Lock.Owner);

    static string Write(StepPosition position) => JsonSerializer.Serialize(position, StateStore.Json);

    /// <summary>Removes what was recorded.</summary>
    public IEnumerable<SqlStatement> Delete()
    {
        if (begun)
            yield return run.State.Delete(StateKind.Progress, key, run.Lock.Owner);
        if (stepped)
            yield return run.State.Delete(StateKind.Step, key, run.Lock.Owner);
    }
}
