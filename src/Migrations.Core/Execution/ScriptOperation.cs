using Migrations.Changelog;
using Migrations.History;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>
/// Writes a plan as a script for the database's own client: what a run would send, history rows included. The script takes Liquibase's lock, goes on
/// only if history is what it was made for, and stops at the first error. It holds no session lock, so its row in the lock table names no run of ours:
/// nobody takes it for dead, and after a failure it is freed by hand.
/// </summary>
public sealed class ScriptOperation
{
    readonly MigrationPlan plan;
    readonly PlannedRun planned;
    readonly SqlDialect dialect;
    readonly ScriptClient client;
    readonly HistoryTables tables;
    readonly LockStatements locks;
    readonly HistoryStore history;
    readonly ChangeSetRecords records;
    readonly SecretMask secrets;
    readonly TextWriter writer;
    readonly string owner;
    readonly string deploymentId;

    ScriptOperation(MigrationPlan plan, PlannedRun planned, RunSettings settings, TextWriter writer)
    {
        this.plan = plan;
        this.planned = planned;
        this.writer = writer;
        secrets = settings.Secrets.Mask;
        dialect = planned.Dialect;
        tables = planned.PlannedBy?.Tables ?? HistoryTables.Absent(dialect, settings.HistoryNames);
        deploymentId = plan.DeploymentId ?? MigrationRun.NewDeploymentId();
        client = dialect.Script;
        owner = $"script {plan.PlanId}";
        locks = new(tables, dialect);
        history = new(tables, dialect);
        records = new(tables, history, new(tables, dialect, history), owner, secrets);
    }

    /// <summary>Writes the script of a plan for a database, or of one that was made without a server, for an empty one.</summary>
    /// <param name="plan">The plan: to apply or to undo.</param>
    /// <param name="writer">The script.</param>
    /// <exception cref="MigrationException">
    /// The plan comes from a file, or a step can only be made when it runs, was cut off, or holds a secret (<see cref="ErrorCode.NotSupported"/>).
    /// </exception>
    public static void Write(MigrationPlan plan, TextWriter writer)
    {
        if (plan is not { Run: { } planned, Origin: { } settings })
        {
            throw new MigrationException(ErrorCode.NotSupported, $"{plan} comes from a file, which does not say what a script needs besides the statements",
                "Give it to Invoke-Migration or Undo-Migration with -ScriptPath and a connection, or write the script where the plan is made.");
        }
        new ScriptOperation(plan, planned, settings, writer).Write();
    }

    void Write()
    {
        var sets = planned.ChangeSets.Where(c => c.WillRun).ToList();
        sets.ForEach(RequireKnown);
        sets.ForEach(set => ActionRules.RequireScriptable(set, client, secrets));
        WriteHeader(sets.Count);
        if (sets.Count == 0 && planned.ChecksumUpdates.IsEmpty)
            return;
        if (client.Requires(sets.SelectMany(s => s.Statements).Select(s => s.Text)) is { } required)
            Demand(required.Condition, required.Message);
        Section("the history tables and the lock");
        tables.CreateMissing(locks).ForEach(Send);
        Send(locks.Take(owner));
        Demand(dialect.Condition(new RowExists(tables.Lock, locks.HeldBy(owner))), "Another run holds the lock.");
        Demand(FormattableString.Invariant($"(SELECT COUNT(*) FROM {dialect.Quote(tables.Log)}) = {planned.History.Rows.Length}"), "History has moved since this script was made.");
        foreach (var (row, checksum) in planned.ChecksumUpdates)
            Send(history.UpdateChecksum(row, checksum, owner));
        WriteChangeSets(sets);
        Section("the lock is given back");
        Send(locks.Release(owner));
    }

    void WriteHeader(int count)
    {
        Comment(FormattableString.Invariant($"Migrations plan {plan.PlanId}: {count} change sets to {(plan.IsUndo ? "undo" : "apply")} on {plan.Target} ({dialect.DisplayName})"));
        Comment(FormattableString.Invariant($"made {plan.CreatedAt:yyyy-MM-dd HH:mm} from {plan.Changelog}"));
        Comment($"Run it with: {client.Usage}");
        Comment("It stops at the first error; change sets before it stay, and the lock stays taken: then see Unlock-Migration.");
        foreach (var line in client.Prologue)
            writer.WriteLine(line);
    }

    void WriteChangeSets(List<PlannedChangeSet> sets)
    {
        var order = planned.History.NextOrder;
        var stateExists = tables.StateExists;
        for (var i = 0; i < sets.Count; i++)
        {
            var set = sets[i];
            Section(FormattableString.Invariant($"change set {i + 1} of {sets.Count}: {set.ChangeSet.Identity}: {secrets.Mask(set.Prepared.Description)}"));
            if (set.AtRunTimeReason is { } notChecked)
                Comment($"not checked here: {notChecked}");
            else if (set.Reason is { } reason)
                Comment(secrets.Mask(reason));
            if (!stateExists && set.Undo.Keep && set.State != MigrationState.Undo)
            {
                foreach (var statement in tables.CreateState().Render(dialect, Schema.SchemaModel.Empty(dialect.Names)))
                    Send(statement);
                stateExists = true;
            }
            WriteChangeSet(set, Records(set, order++));
        }
    }

    SqlStatement[] Records(PlannedChangeSet set, int order)
    {
        if (set.State == MigrationState.Undo)
            return records.Undone(set.Row!);
        var row = HistoryRows.For(set, order, deploymentId, secrets);
        return [records.Row(set, row), .. records.KeepUndo(set, row)];
    }

    void WriteChangeSet(PlannedChangeSet set, SqlStatement[] recorded)
    {
        List<SqlStatement> statements = set.State == MigrationState.MarkRan ? [] : [.. set.Statements];
        if (!set.Transactional)
            statements.ForEach(Send);
        foreach (var statement in set.Transactional ? [.. dialect.Opening(statements), .. statements, .. recorded] : (IEnumerable<SqlStatement>)[dialect.BeginTransaction, .. recorded])
            Send(statement);
        Send(dialect.CommitTransaction);
    }

    /// <summary>Refuses what a script could only guess.</summary>
    static void RequireKnown(PlannedChangeSet set)
    {
        if (set.Progress is not null)
        {
            throw new MigrationException(ErrorCode.NotSupported, $"change set {set.ChangeSet.Identity} was cut off, and a script cannot find out where",
                "Finish it with Invoke-Migration or Undo-Migration, and make the script of the rest.", set.ChangeSet.Span) { ChangeSet = set.ChangeSet.Identity };
        }
        if (set.State != MigrationState.Undo && set.ChangeSet.Preconditions is { OnSqlOutput: OnSqlOutputAction.Fail } refusing)
        {
            throw new MigrationException(ErrorCode.PreconditionFailed, $"change set {set.ChangeSet.Identity} has preconditions and says 'onSqlOutput: FAIL', so there is no script of it",
                "Run it with Invoke-Migration.", refusing.Span) { ChangeSet = set.ChangeSet.Identity };
        }
        var isPrecondition = set.ChangeSet.Preconditions is not null && !set.Nodes.IsEmpty && set.State != MigrationState.Undo;
        if (set.AtRunTimeReason is { } reason && !(isPrecondition && set.ChangeSet.Preconditions!.OnSqlOutput == OnSqlOutputAction.Ignore))
        {
            throw new MigrationException(ErrorCode.NotSupported, $"what change set {set.ChangeSet.Identity} does is only known when it runs: {reason}",
                isPrecondition ? "Apply what comes before it, then make the script of the rest; or write 'onSqlOutput: IGNORE' into its preConditions."
                    : "Apply what comes before it, then make the script of the rest.", set.ChangeSet.Span) { ChangeSet = set.ChangeSet.Identity };
        }
    }

    void Demand(string condition, string message) => client.Write(writer, client.Demand(condition, message));

    void Send(SqlStatement statement)
    {
        if (statement.Action is ClientAction own)
        {
            client.Write(writer, Open(own.Script) + "\n");
            return;
        }
        if (statement.Action is { } action)
        {
            Comment(secrets.Mask(action.Summary));
            return;
        }
        if (statement.Rows is { } rows)
        {
            foreach (var batch in rows.ToStatements(dialect))
                Send(new SqlStatement(batch.Sql, statement.Lock));
            return;
        }
        client.Write(writer, Open(statement.Text));
    }

    /// <summary>A text that anybody may read.</summary>
    string Open(string text) => secrets.Mask(text) is var masked && masked == text
        ? text
        : throw new MigrationException(ErrorCode.NotSupported, $"a script would hold a secret in the open: {masked}", "Run it with Invoke-Migration, which keeps the secret in memory.") { Statement = masked };

    void Section(string title)
    {
        writer.WriteLine();
        Comment(title);
    }

    /// <summary>One line, whatever the text holds: a line break would end the comment.</summary>
    void Comment(string text) => writer.WriteLine("-- " + string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));
}
