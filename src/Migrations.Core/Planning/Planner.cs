using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>
/// The only composer of plans: for the dry run, for the run, and for what is decided while running (DESIGN 3a.4). Pure: what it would have to ask the
/// database is recorded in <see cref="SchemaModel.Wanted"/> and <see cref="PlanFacts.Wanted"/>, fetched by the caller, and planned again.
/// </summary>
/// <param name="changelog">The changelog, prepared for the database.</param>
/// <param name="history">What has run.</param>
/// <param name="dialect">The database.</param>
/// <param name="contexts">The contexts of the run.</param>
/// <param name="labels">The label expression of the run.</param>
public sealed class Planner(PreparedChangelog changelog, HistoryIndex history, SqlDialect dialect, IReadOnlyCollection<string> contexts, LabelExpression labels)
{
    readonly ChangeSetClassifier classifier = new(history, contexts, labels, dialect.Name);
    readonly PreconditionGate gate = new(changelog, history, dialect);
    readonly UndoPlanner undoPlanner = new(changelog, dialect, contexts, labels);

    /// <summary>Which of the change sets that would run are to run.</summary>
    public RunSelection Selection { get; init; } = RunSelection.Everything;

    /// <summary>Whether those that have not run are recorded as if they had, and nothing is run.</summary>
    public bool MarkOnly { get; init; }

    /// <summary>Plans the whole run.</summary>
    /// <param name="schema">What is known of the schema.</param>
    /// <param name="facts">What is known of data; null without a server.</param>
    /// <exception cref="MigrationException">The changelog cannot be run on this database as it is.</exception>
    public PlannedRun Plan(SchemaModel schema, PlanFacts? facts)
    {
        var planned = ImmutableArray.CreateBuilder<PlannedChangeSet>();
        var sums = ImmutableArray.CreateBuilder<(HistoryRow, string)>();
        var findings = ImmutableArray.CreateBuilder<MigrationFinding>();
        var applied = 0;
        var resumesFirst = false;
        var willRun = new HashSet<ChangeSetIdentity>();
        var offline = facts is null;
        findings.AddRange(gate.CheckHeaders(schema, facts));
        var walk = Selection.Along(changelog, history);
        foreach (var prepared in changelog.ChangeSets)
        {
            var (state, reason, row) = Select(classifier.Classify(prepared), prepared, walk);
            if (state == MigrationState.Applied)
            {
                applied++;
                if (StoredChecksum.UpgradeOf(row!, prepared) is { } sum)
                    sums.Add((row!, sum));
                continue;
            }
            if (state == MigrationState.Interrupted && history.ProgressOf(prepared.ChangeSet) is { IsUndo: true } undo)
                throw InterruptedChangeSet.InTheWay(undo, prepared.ChangeSet.Span);
            if (state == MigrationState.Changed)
                throw ChecksumMismatch(prepared, row!);
            var one = state switch
            {
                MigrationState.MarkRan => PlanMark(prepared),
                MigrationState.Pending or MigrationState.Rerun => PlanOne(prepared, state, reason, row, schema, facts, willRun, offline),
                MigrationState.Interrupted => new Outcome(InterruptedChangeSet.Plan(prepared, history.ProgressOf(prepared.ChangeSet)!, row, reason), SchemaModel.Unknown(dialect.Names)),
                _ => new PlannedChangeSet { Prepared = prepared, State = state, Reason = reason, Row = row },
            };
            planned.Add(resumesFirst ? InterruptedChangeSet.Behind(one.Set) : one.Set);
            schema = one.After ?? schema;
            resumesFirst |= state == MigrationState.Interrupted;
            if (one.Set.WillRun)
            {
                willRun.Add(prepared.Identity);
                // Data may be different from now on, so what queries return cannot be known before it has run.
                facts = one.Set.Nodes.IsEmpty && one.Set.State != MigrationState.Interrupted ? facts : null;
            }
        }
        return new(planned.ToImmutable(), applied, sums.ToImmutable(), findings.ToImmutable(), history) { After = schema, Dialect = dialect };
    }

    /// <summary>What becomes of a change set, given what of all is selected. What was cut off is carried on in any case: it has begun.</summary>
    (MigrationState, string?, HistoryRow?) Select((MigrationState State, string? Reason, HistoryRow? Row) found, PreparedChangeSet prepared, RunSelection.Walk walk)
    {
        if (MarkOnly && found.State == MigrationState.Interrupted)
            throw HasBegun(prepared.ChangeSet);
        // As in Liquibase's changelog-sync, what has run before is left as it is.
        if (MarkOnly && found.State == MigrationState.Rerun)
            found = (MigrationState.Skipped, $"{found.Reason}; it has run before, and only what has not is recorded", found.Row);
        var wouldRun = found.State is MigrationState.Pending or MigrationState.Rerun;
        if (walk.Next(prepared, wouldRun) is { } leftOut)
            return (MigrationState.Skipped, leftOut, found.Row);
        return MarkOnly && wouldRun ? (MigrationState.MarkRan, null, found.Row) : found;
    }

    /// <summary>A change set that is recorded without running: neither its preconditions nor its changes are looked at.</summary>
    PlannedChangeSet PlanMark(PreparedChangeSet prepared)
    {
        CheckPathIdentity(prepared);
        return new() { Prepared = prepared, State = MigrationState.MarkRan, Reason = "recorded as if it had run", RecordedAs = "EXECUTED" };
    }

    /// <summary>Plans one change set against the schema as it is; the executor calls it for what only the run can decide.</summary>
    public PlannedChangeSet PlanAtRunTime(PlannedChangeSet planned, SchemaModel schema, PlanFacts facts) =>
        PlanOne(planned.Prepared, planned.Row is null ? MigrationState.Pending : MigrationState.Rerun, planned.Reason, planned.Row, schema, facts, [], offline: false).Set;

    Outcome PlanOne(
        PreparedChangeSet prepared, MigrationState state, string? reason, HistoryRow? row, SchemaModel schema, PlanFacts? facts, HashSet<ChangeSetIdentity> willRun, bool offline)
    {
        _ = RunWith.ClientOf(prepared.ChangeSet, dialect); // an error also where none of its changes would be given to it
        if (state == MigrationState.Pending)
            CheckPathIdentity(prepared);
        if (prepared.ValidationError is { } error)
            return new PlannedChangeSet { Prepared = prepared, State = MigrationState.MarkRan, Reason = $"onValidationFail: {error.Message}", Row = row };
        var outcome = gate.Check(prepared, row, schema, facts, willRun, offline);
        if (outcome.Instead is { } instead)
            return instead;
        var lowered = Lower(prepared, state, outcome.Note is { } note ? Join(reason, note) : reason, row, schema, outcome.AtRunTime);
        return outcome.Finding is { } finding ? lowered with { Set = lowered.Set with { Findings = lowered.Set.Findings.Add(finding) } } : lowered;
    }

    Outcome Lower(PreparedChangeSet prepared, MigrationState state, string? reason, HistoryRow? row, SchemaModel before, string? atRunTime)
    {
        var findings = new List<MigrationFinding>(prepared.Findings);
        var set = prepared.ChangeSet;
        var planned = new PlannedChangeSet { Prepared = prepared, State = state, Reason = reason, Row = row, AtRunTimeReason = atRunTime };
        var lowering = new ChangeSetLowering(changelog, dialect, contexts, labels);
        try
        {
            var logical = lowering.Lower(set, prepared.Changes, before, findings);
            var (nodes, after) = lowering.Render(set, logical, before, rollback: false);
            var undo = undoPlanner.Plan(prepared, logical, before, after);
            planned = planned with
            {
                Nodes = nodes,
                Before = before,
                After = after,
                Undo = undo,
                Transactional = PlannedChangeSet.FitsOneTransaction(set, nodes, dialect),
                Findings = [.. findings, .. PlanFindings.Of(set, nodes, undo, dialect)],
            };
            // A change set that may or may not run leaves what it touches unknown.
            return new(planned, atRunTime is null ? after : after.Forget(nodes.SelectMany(n => n.Node.Touches)));
        }
        catch (UnknownObjectException e)
        {
            return new(planned with
            {
                AtRunTimeReason = atRunTime ?? $"the shape of {e.Key} is looked at when it runs",
                Undo = new(UndoKind.AtRunTime, [], [], null),
                Transactional = set.RunInTransaction && dialect.Features.TransactionalDdl,
                Findings = [.. findings],
            }, before.ForgetAll());
        }
        catch (MigrationException e) when (e.ChangeSet is null)
        {
            throw e.For(set.Identity, set.Span);
        }
    }

    void CheckPathIdentity(PreparedChangeSet prepared)
    {
        var set = prepared.ChangeSet;
        var elsewhere = history.FindElsewhere(set.Id, set.Author).FirstOrDefault(r => r.Md5Sum == prepared.Checksum && !changelog.Contains(r.Identity));
        if (elsewhere is not null)
        {
            throw new MigrationException(ErrorCode.PathIdentityChanged,
                $"change set {set.Id} of {set.Author} is pending as '{set.FileName}', but the same change set has run as '{elsewhere.FileName}'",
                $"Set -SearchPath so that the file is found as '{elsewhere.FileName}', or write 'logicalFilePath: {elsewhere.FileName}' into the changelog.", set.Span)
            { ChangeSet = set.Identity };
        }
    }

    static MigrationException ChecksumMismatch(PreparedChangeSet prepared, HistoryRow row) => new(ErrorCode.ChecksumMismatch,
        $"change set {prepared.ChangeSet.Identity} has run and was edited since: its checksum was {row.Md5Sum} and is now {StoredChecksum.Now(row, prepared)}",
        $"Put it back as it was and write a new change set; or, if the edit is meant to count as the same, add 'validCheckSum: {StoredChecksum.Now(row, prepared)}' to it, or record its sum here alone with Repair-MigrationHistory -RecalculateChecksum.", prepared.ChangeSet.Span)
    { ChangeSet = prepared.ChangeSet.Identity };

    static MigrationException HasBegun(ChangeSet set) => new(ErrorCode.StepInDoubt,
        $"change set {set.Identity} was begun by a run that was cut off, so it is neither run nor to be recorded as if it had", "Run without -MarkOnly first: that carries it on.", set.Span)
    { ChangeSet = set.Identity };

    static string Join(string? first, string second) => first is null ? second : $"{first}; {second}";

    /// <summary>A planned change set and the schema after it; null where the schema stays as it was.</summary>
    readonly record struct Outcome(PlannedChangeSet Set, SchemaModel? After)
    {
        public static implicit operator Outcome(PlannedChangeSet set) => new(set, null);
    }
}
