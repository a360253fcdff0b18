using Migrations.Changelog;
using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>What preconditions let a change set do.</summary>
/// <param name="Instead">What happens in place of running it; null where it runs.</param>
/// <param name="AtRunTime">Why only the run can tell; null where it is told.</param>
/// <param name="Note">What is to be said of a condition that it runs in spite of; null where there is nothing of the kind.</param>
/// <param name="Finding">The warning about such a condition.</param>
readonly record struct GateOutcome(PlannedChangeSet? Instead, string? AtRunTime = null, string? Note = null, MigrationFinding? Finding = null);

/// <summary>Decides what preconditions lead to: whether the run goes on, and whether a change set runs, is recorded as run or is passed over.</summary>
/// <param name="changelog">The changelog.</param>
/// <param name="history">What has run.</param>
/// <param name="dialect">The database.</param>
sealed class PreconditionGate(PreparedChangelog changelog, HistoryIndex history, SqlDialect dialect)
{
    /// <summary>Checks the preconditions in the headers of all files. Other than in a change set only WARN lets the run go on.</summary>
    /// <returns>Findings on those that are not met and only warn.</returns>
    /// <exception cref="MigrationException">One is not met (<see cref="ErrorCode.PreconditionFailed"/>).</exception>
    public IEnumerable<MigrationFinding> CheckHeaders(SchemaModel schema, PlanFacts? facts)
    {
        foreach (var header in changelog.Model.HeaderPreconditions)
        {
            var outcome = Evaluator(QuotingStrategy.Legacy, schema, facts, []).Evaluate(header.Root);
            if (outcome.State is not (PreconditionState.NotMet or PreconditionState.Error))
                continue;
            if (ActionOf(header, outcome) != PreconditionAction.Warn)
            {
                throw new MigrationException(ErrorCode.PreconditionFailed, $"a precondition of the changelog is not met: {MessageOf(header, outcome)}",
                    "Bring the database to the state it asks for.", outcome.Span);
            }
            yield return PlanRule.UnmetPrecondition.At(outcome.Span, $"a precondition of the changelog is not met: {MessageOf(header, outcome)}");
        }
    }

    /// <summary>Decides for a change set that would run.</summary>
    /// <param name="prepared">The change set.</param>
    /// <param name="row">Its row in history.</param>
    /// <param name="schema">The schema at this point.</param>
    /// <param name="facts">What is known of data at this point.</param>
    /// <param name="willRun">The change sets that will have run by then.</param>
    /// <param name="offline">Whether there is no database: then <c>onSqlOutput</c> has a say.</param>
    /// <exception cref="MigrationException">A condition is not met and stops the run (<see cref="ErrorCode.PreconditionFailed"/>).</exception>
    public GateOutcome Check(PreparedChangeSet prepared, HistoryRow? row, SchemaModel schema, PlanFacts? facts, HashSet<ChangeSetIdentity> willRun, bool offline)
    {
        if (prepared.ChangeSet.Preconditions is not { } preconditions)
            return default;
        if (offline && preconditions.OnSqlOutput == OnSqlOutputAction.Fail)
        {
            throw new MigrationException(ErrorCode.PreconditionFailed, $"change set {prepared.ChangeSet.Identity} has preconditions and says 'onSqlOutput: FAIL', so there is no plan without its database",
                "Plan with -Connection.", preconditions.Span) { ChangeSet = prepared.ChangeSet.Identity };
        }
        var outcome = Evaluator(prepared.ChangeSet.ObjectQuotingStrategy, schema, facts, willRun).Evaluate(preconditions.Root);
        return outcome.State switch
        {
            PreconditionState.Met => default,
            PreconditionState.Unknown when offline && preconditions.OnSqlOutput == OnSqlOutputAction.Ignore => new(null, Note: $"its precondition is taken as met, because {outcome.Message}"),
            PreconditionState.Unknown => new(null, outcome.Message),
            _ => Unmet(prepared, row, preconditions, outcome),
        };
    }

    GateOutcome Unmet(PreparedChangeSet prepared, HistoryRow? row, PreconditionContainer preconditions, PreconditionOutcome outcome)
    {
        var set = prepared.ChangeSet;
        var reason = $"precondition not met: {MessageOf(preconditions, outcome)}";
        var passedOver = new PlannedChangeSet { Prepared = prepared, State = MigrationState.Skipped, Reason = reason, Row = row };
        return ActionOf(preconditions, outcome) switch
        {
            PreconditionAction.Warn => new(null, Note: reason, Finding: PlanRule.UnmetPrecondition.At(outcome.Span, $"change set {set.Id} runs although its {reason}")),
            PreconditionAction.MarkRan => new(passedOver with { State = MigrationState.MarkRan }),
            PreconditionAction.Continue => new(passedOver),
            _ when !set.FailOnError => new(passedOver with { Reason = $"{reason}; passed over because of 'failOnError: false'" }),
            _ => throw new MigrationException(ErrorCode.PreconditionFailed, $"a precondition of change set {set.Identity} is not met: {MessageOf(preconditions, outcome)}",
                "Bring the database to the state it asks for, or let 'onFail' say what else shall happen (MARK_RAN, CONTINUE, WARN).", outcome.Span) { ChangeSet = set.Identity },
        };
    }

    static PreconditionAction ActionOf(PreconditionContainer preconditions, PreconditionOutcome outcome) =>
        outcome.State == PreconditionState.Error ? preconditions.OnError : preconditions.OnFail;

    /// <summary>The author's own words where there are any. They may be written with a secret, and what the database answers may quote one.</summary>
    string MessageOf(PreconditionContainer preconditions, PreconditionOutcome outcome) =>
        changelog.Model.Secrets.Mask((outcome.State == PreconditionState.Error ? preconditions.OnErrorMessage : preconditions.OnFailMessage) ?? outcome.Message ?? "");

    /// <summary>File name and header are those of the changelog that was asked for, also in a file that it includes.</summary>
    PreconditionEvaluator Evaluator(QuotingStrategy strategy, SchemaModel schema, PlanFacts? facts, HashSet<ChangeSetIdentity> willRun) => new(
        dialect, strategy, changelog.Model.QuotingStrategy, schema, facts, i => history.Find(i) is not null || willRun.Contains(i), changelog.Model.FileName, changelog.Property);
}
