using Migrations.Changelog;
using Migrations.Planning;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>
/// Runs a change set that does not fit into one transaction (DESIGN 3a.2). Before every statement that cannot be taken back its intent is committed, behind it
/// its progress; one that can be taken back commits together with its progress. After a crash the live schema decides of the statement in between,
/// and where it cannot, the user does. Nothing runs twice.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="secrets">What must not be stored or shown.</param>
public sealed class StepwiseExecution(MigrationRun run, SecretMask secrets)
{
    readonly SqlDialect dialect = run.Session.Dialect;
    readonly StatementSender sender = new(run);

    /// <summary>Runs a change set from its beginning.</summary>
    /// <param name="planned">The change set.</param>
    /// <param name="records">What records it when it is complete; the first has to affect exactly one row.</param>
    /// <param name="cancellationToken">Stops the running statement; the next run carries on.</param>
    public Task RunAsync(PlannedChangeSet planned, SqlStatement[] records, CancellationToken cancellationToken)
    {
        var set = planned.ChangeSet;
        var progress = new StepProgress
        {
            Id = set.Id,
            Author = set.Author,
            FileName = set.FileName,
            Checksum = planned.Prepared.Checksum,
            RunId = run.RunId,
            IsUndo = planned.State == MigrationState.Undo,
            Undo = planned.Undo.Keep && planned.State != MigrationState.Undo ? secrets.Mask(UndoPlanner.Serialize(planned.Undo.Nodes)) : null,
            Statements = [.. planned.Nodes.SelectMany(n => n.Statements.Select((s, i) => Describe(n, s, i)))],
        };
        return RunAsync(planned.Prepared, progress, [.. planned.StatementSpans], resumed: false, records, cancellationToken);
    }

    /// <summary>Carries a change set on that was cut off.</summary>
    /// <exception cref="MigrationException">Nobody can tell whether a statement has run (<see cref="ErrorCode.StepInDoubt"/>).</exception>
    public async Task ResumeAsync(PlannedChangeSet planned, SqlStatement[] records, CancellationToken cancellationToken)
    {
        var progress = planned.Progress!;
        if (progress.Position.Intent)
        {
            var ran = await HasRunAsync(planned.ChangeSet, progress, cancellationToken);
            progress = progress with { Position = new(progress.Done + (ran ? 1 : 0), Intent: false) };
        }
        // Where the statements of an earlier run stood is not kept.
        await RunAsync(planned.Prepared, progress, [.. Enumerable.Repeat(planned.ChangeSet.Span, progress.Statements.Length)], resumed: true, records, cancellationToken);
    }

    ProgressStatement Describe(PlannedNode node, SqlStatement statement, int index) => new(secrets.Mask(statement.Text), IsTakenBack(node.Node, statement), node.Node.Touches,
        // The fingerprints are those around the whole node: they tell of the only statement, not of one among several.
        node.Statements.Length == 1 ? node.Before : index == 0 ? node.Before : null, node.Statements.Length == 1 ? node.After : null, statement.OwnBatch,
        node.Node is CreateView { Replace: true } or DropView { IfExists: true } or CreateStoredProgram { Replace: true } or DropStoredProgram { IfExists: true },
        statement.Rows is { } rows ? secrets.Mask(rows.Serialize()) : null, statement.Action?.Edit(secrets.Mask).Serialize());

    bool IsTakenBack(SqlNode node, SqlStatement statement) => statement.Transactional && dialect.IsTransactional(node) && node is not RawSql { PlainData: false };

    /// <summary>All that is left, in as few round trips as the driver allows: a batch stops at the first statement that fails.</summary>
    async Task RunAsync(PreparedChangeSet prepared, StepProgress progress, SourceSpan[] spans, bool resumed, SqlStatement[] records, CancellationToken cancellationToken)
    {
        var batch = new List<(int Owner, SqlStatement Statement)>();
        var marks = new ProgressMarks(run, progress, resumed);
        for (var i = progress.Done; i < progress.Statements.Length; i++)
        {
            var statement = Statement(progress.Statements[i], prepared);
            IEnumerable<SqlStatement> steps = statement.Transactional
                ? [dialect.BeginTransaction, statement, marks.At(new(i + 1, Intent: false)), dialect.CommitTransaction]
                : [marks.At(new(i, Intent: true)), statement];
            batch.AddRange(steps.Select(s => (i, s)));
        }
        var record = batch.Count + 1;
        batch.AddRange(((IEnumerable<SqlStatement>)[dialect.BeginTransaction, .. records, .. marks.Delete(), dialect.CommitTransaction]).Select(s => (-1, s)));
        await SendAsync(prepared.ChangeSet, progress, spans, marks, batch, record, cancellationToken);
    }

    async Task SendAsync(
        ChangeSet set, StepProgress progress, SourceSpan[] spans, ProgressMarks marks, List<(int Owner, SqlStatement Statement)> batch, int record, CancellationToken cancellationToken)
    {
        try
        {
            var affected = await sender.ExecuteAsync(set, [.. batch.Select(b => b.Statement)], cancellationToken);
            if (affected[record] != 1)
                throw StatementErrors.LockLost(set, run.Session.Target);
        }
        catch (StatementFailedException e)
        {
            var index = batch[e.Index].Owner;
            await AfterFailureAsync(progress, marks, e, index);
            throw StatementErrors.Of(set, e, index, spans, run.Session.Target, secrets);
        }
    }

    /// <summary>A statement that the server refused has not run: what was announced is taken back, so that the next run is not in doubt.</summary>
    async Task AfterFailureAsync(StepProgress progress, ProgressMarks marks, StatementFailedException failure, int index)
    {
        var inTransaction = index < 0 || progress.Statements[index].Transactional;
        var done = index < 0 ? progress.Statements.Length : index;
        run.Observer.Debug(FormattableString.Invariant($"{done} of {progress.Statements.Length} statements have run ({failure.Kind}); the next run carries on behind them"));
        SqlStatement[] rollback = inTransaction ? [dialect.RollbackTransaction] : [];
        SqlStatement[] marked = done > 0 ? [.. marks.Replace(new(done, Intent: false))] : inTransaction ? [] : [.. marks.Delete()];
        await run.Session.ExecuteAsync([.. rollback, .. marked], CancellationToken.None);
    }

    async Task<bool> HasRunAsync(ChangeSet set, StepProgress progress, CancellationToken cancellationToken)
    {
        var statement = progress.Statements[progress.Done];
        if (run.Settings.StepInDoubt is { } decision)
            return decision == StepInDoubtDecision.Done;
        if (statement.Repeatable)
            return false;
        if (statement.Before is not null && statement.After is not null && statement.Before != statement.After)
        {
            var live = await run.Session.InspectAsync(statement.Touches, SchemaModel.Unknown(dialect.Names), cancellationToken);
            var now = SchemaFingerprint.Of(live, statement.Touches);
            if (now == statement.After)
                return true;
            if (now == statement.Before)
                return false;
        }
        throw new MigrationException(ErrorCode.StepInDoubt,
            FormattableString.Invariant($"change set {set.Identity} was cut off at statement {progress.Done + 1} of {progress.Statements.Length}, and the schema does not tell whether it ran: {statement.Sql}"),
            $"Look whether it has taken effect. If so, run {(progress.IsUndo ? "Undo-Migration" : "Invoke-Migration")} with -StepInDoubt Done; if not, with -StepInDoubt Repeat.", set.Span)
        { ChangeSet = set.Identity, Statement = statement.Sql };
    }

    SqlStatement Statement(ProgressStatement statement, PreparedChangeSet prepared) => new(secrets.Unmask(statement.Sql), StatementLock.Unknown)
    {
        Transactional = statement.Transactional,
        OwnBatch = statement.OwnBatch,
        Rows = statement.Rows is { } rows ? RowLoad.Read(secrets.Unmask(rows), prepared.Resources) : null,
        Action = statement.Action is { } action ? StatementAction.Read(action).Edit(secrets.UnmaskText) : null,
    };
}
