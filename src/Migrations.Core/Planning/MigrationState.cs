namespace Migrations;

/// <summary>What a change set is to a database.</summary>
public enum MigrationState
{
    /// <summary>It has not run and will.</summary>
    Pending,
    /// <summary>It has run before and will run again (<c>runAlways</c>, <c>runOnChange</c>).</summary>
    Rerun,
    /// <summary>It will be recorded as run without running (a precondition with <c>MARK_RAN</c>).</summary>
    MarkRan,
    /// <summary>It is passed over this time: for another context, label or database, ignored, or by a precondition with <c>CONTINUE</c>.</summary>
    Skipped,
    /// <summary>It has begun in an earlier run that was cut off, outside a transaction, and will be carried on.</summary>
    Interrupted,
    /// <summary>It has run.</summary>
    Applied,
    /// <summary>It has run, and was edited since.</summary>
    Changed,
    /// <summary>It has run, and the changelog does not have it.</summary>
    Unexpected,
    /// <summary>It will be undone.</summary>
    Undo,
    /// <summary>It has been undone.</summary>
    Undone,
    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>What states mean for a run.</summary>
static class MigrationStates
{
    /// <summary>Whether a run does something for a change set in this state.</summary>
    public static bool WillRun(this MigrationState state) =>
        state is MigrationState.Pending or MigrationState.Rerun or MigrationState.MarkRan or MigrationState.Interrupted or MigrationState.Undo;
}
