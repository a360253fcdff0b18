using Migrations.Changelog;

namespace Migrations.Execution;

/// <summary>Makes the one error of a change set that failed: place, change set, statement, cause, what to do.</summary>
static class StatementErrors
{
    /// <param name="set">The change set.</param>
    /// <param name="failure">What the server said.</param>
    /// <param name="index">Which of its statements failed; one that is none of them is our own.</param>
    /// <param name="spans">Where the change stands that each statement comes from.</param>
    /// <param name="target">The database.</param>
    /// <param name="secrets">What must not be shown.</param>
    public static MigrationException Of(ChangeSet set, StatementFailedException failure, int index, IReadOnlyList<SourceSpan> spans, MigrationTarget target, SecretMask secrets)
    {
        // The statements around those of the change set are our own: history and progress.
        var count = spans.Count;
        var ours = index < 0 || index >= count;
        var where = ours ? "while it was being recorded in history" : FormattableString.Invariant($"at statement {index + 1} of {count}");
        var position = failure.Position is { } p ? FormattableString.Invariant($" (line {p.Line}, column {p.Column} of the statement)") : "";
        return new(ErrorCode.ChangeSetFailed, $"change set {set.Identity} failed on {target} {where}{position}: {secrets.Mask(failure.Message)}", Advice(failure), ours ? set.Span : spans[index], failure.InnerException)
        {
            ChangeSet = set.Identity,
            Statement = secrets.Mask(failure.Statement.Text),
        };
    }

    /// <summary>The error of a statement that belongs to no change set: the lock, history, progress, a look at the schema.</summary>
    public static MigrationException OfOurOwn(StatementFailedException failure) => new(ErrorCode.HistoryUnusable,
        $"the database refused a statement by which a run is recorded or the schema is looked at: {failure.Message}", failure.Kind switch
        {
            StatementFailure.NoRights => "Grant the role the right to read the catalogue, and to read and write the history tables and MIGRATIONS_STATE.",
            StatementFailure.NotWritable => "Connect so that the database can be written, and make room on the disk.",
            StatementFailure.LockTimeout or StatementFailure.Deadlock => "Somebody else holds a lock on the history tables. Run again when they are done, or give more time with -LockTimeout.",
            _ => "Look at the history tables, DATABASECHANGELOG, DATABASECHANGELOGLOCK and MIGRATIONS_STATE: something about them is not as this product makes them.",
        }, innerException: failure.InnerException) { Statement = failure.Statement.Text };

    public static MigrationException LockLost(ChangeSet set, MigrationTarget target) => LockLost($"change set {set.Identity} was not recorded", target).For(set.Identity, set.Span);

    /// <summary>The error of a write to history that belongs to no change set.</summary>
    /// <param name="consequence">What has not happened.</param>
    /// <param name="target">The database.</param>
    public static MigrationException LockLost(string consequence, MigrationTarget target) => new(ErrorCode.LockLost,
        $"the lock on {target} was taken away from this run while it was working; {consequence}",
        "Find out who broke the lock (Unlock-Migration, or Liquibase's release-locks), and run again when no other run works.");

    static string Advice(StatementFailedException failure) => failure.Kind switch
    {
        StatementFailure.NoRights => "Grant the role the right that is missing, or run as another user.",
        StatementFailure.LockTimeout => "Somebody else holds a lock on the object. Run again when they are done, or give more time with -LockTimeout.",
        StatementFailure.Deadlock => "Run again: nothing of this change set has been kept.",
        StatementFailure.NotWritable => "Make room on the disk, or make the database writable, and run again.",
        StatementFailure.NoSuchTable => "Check the table's name, and that the change set that creates it comes before this one.",
        StatementFailure.Action => "Find out what it has done before it failed, and run again: it is then done once more; change sets before it stay applied.",
        _ => "Correct the change set and run again; change sets before it stay applied.",
    };
}
