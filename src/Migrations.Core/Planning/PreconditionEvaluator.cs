using System.Globalization;
using Migrations.Changelog;
using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>What came of a precondition.</summary>
/// <param name="State">The outcome.</param>
/// <param name="Message">Why it is not met, unknown or in error.</param>
/// <param name="Span">The condition that decided it.</param>
public sealed record PreconditionOutcome(PreconditionState State, string? Message, SourceSpan Span);

/// <summary>Outcomes of a precondition.</summary>
public enum PreconditionState
{
    /// <summary>It holds.</summary>
    Met,
    /// <summary>It does not hold.</summary>
    NotMet,
    /// <summary>It cannot be told before the change set runs.</summary>
    Unknown,
    /// <summary>It could not be evaluated.</summary>
    Error,
}

/// <summary>
/// Evaluates preconditions against the schema model and the facts about data, so that the plan decides what the run will decide.
/// What the model does not know is wished for and stays unknown.
/// </summary>
/// <param name="dialect">The database.</param>
/// <param name="strategy">How names are resolved.</param>
/// <param name="written">The quoting strategy that the changelog's header says; null where it says none.</param>
/// <param name="schema">The schema at this point.</param>
/// <param name="facts">Results of queries; null where data at this point cannot be known (no server, or earlier steps will change it).</param>
/// <param name="hasRun">Whether a change set has run, or will have run by then.</param>
/// <param name="fileName">The file name that a condition means which names none.</param>
/// <param name="property">The value of a changelog property, or null.</param>
public sealed class PreconditionEvaluator(
    SqlDialect dialect, QuotingStrategy strategy, QuotingStrategy? written, SchemaModel schema, PlanFacts? facts, Func<ChangeSetIdentity, bool> hasRun, string fileName, Func<string, string?> property)
{
    readonly ExistenceEvaluator existence = new(dialect, strategy, schema, facts);

    /// <summary>Evaluates a condition.</summary>
    public PreconditionOutcome Evaluate(Precondition condition) => condition switch
    {
        Precondition.And and => All(and),
        Precondition.Or or => Any(or),
        Precondition.Not not => None(not),
        Precondition.Dbms dbms => Is(dbms.Type.Matches(dialect.Name, whenEmpty: false), dbms, $"the database is {dialect.Name}, not {dbms.Type}"),
        Precondition.SqlCheck check => Query(check, check.Sql, check.ExpectedResult, "the query"),
        Precondition.RunningAs user => RunningAs(user),
        Precondition.ChangeSetExecuted run => Is(hasRun(new(run.ChangeLogFile ?? fileName, run.Id ?? "", run.Author ?? "")), run, $"change set {run.Id} of {run.Author} has not run"),
        Precondition.Never never => new(PreconditionState.NotMet, never.Why, never.Span),
        Precondition.ChangeLogPropertyDefined defined => Is(property(defined.Property) is { } value && (defined.Value is null || defined.Value == value), defined,
            $"the property {defined.Property} {(defined.Value is null ? "is not defined" : $"is not '{defined.Value}'")}"),
        Precondition.ExpectedQuotingStrategy expected => Is(expected.Strategy == written, expected, $"the changelog does not say 'objectQuotingStrategy' with {expected.Strategy}"),
        ObjectPrecondition.RowCount r => Rows(r, r.TableName, r.ExpectedRows),
        ObjectPrecondition.TableIsEmpty e => Rows(e, e.TableName, 0),
        ObjectPrecondition o => existence.Evaluate(o),
        _ => throw new MigrationException(ErrorCode.NotSupported, $"this kind of precondition is not supported yet: {condition.GetType().Name}",
            "Express it as a sqlCheck.", condition.Span),
    };

    PreconditionOutcome All(Precondition.And and)
    {
        foreach (var nested in and.Nested)
        {
            var outcome = Evaluate(nested);
            if (outcome.State != PreconditionState.Met)
                return outcome;
        }
        return Met(and);
    }

    /// <summary>In the order in which they stand: what comes behind the first that is met or cannot be evaluated is not looked at.</summary>
    PreconditionOutcome Any(Precondition.Or or)
    {
        var unmet = new List<string>();
        foreach (var nested in or.Nested)
        {
            var outcome = Evaluate(nested);
            if (outcome.State != PreconditionState.NotMet)
                return outcome;
            unmet.Add(outcome.Message!);
        }
        return new(PreconditionState.NotMet, unmet.Count == 0 ? "none of no conditions is met" : string.Join("; ", unmet), or.Span);
    }

    PreconditionOutcome None(Precondition.Not not)
    {
        foreach (var nested in not.Nested)
        {
            var outcome = Evaluate(nested);
            if (outcome.State == PreconditionState.Met)
                return new(PreconditionState.NotMet, $"what must not be is: {Describe(nested)}", nested.Span);
            if (outcome.State != PreconditionState.NotMet)
                return outcome;
        }
        return Met(not);
    }

    PreconditionOutcome RunningAs(Precondition.RunningAs user)
    {
        if (dialect.CurrentUser is not { } expression)
            return new(PreconditionState.NotMet, $"{dialect.DisplayName} has no users", user.Span);
        if (facts is null || !facts.TryGet($"SELECT {expression}", out var name, out var error))
            return new(PreconditionState.Unknown, "the user is known when it runs", user.Span);
        if (error is not null)
            return new(PreconditionState.Error, error, user.Span);
        var at = name?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        return Is(string.Equals(at < 0 ? name : name![..at], user.UserName, StringComparison.OrdinalIgnoreCase), user, $"the user is {name}, not {user.UserName}");
    }

    PreconditionOutcome Rows(ObjectPrecondition condition, string table, long expected) => Query(condition,
        $"SELECT COUNT(*) FROM {dialect.Quote(dialect.Resolve(condition.CatalogName, condition.SchemaName, table, strategy))}",
        expected.ToString(CultureInfo.InvariantCulture), $"the number of rows in {table}");

    PreconditionOutcome Query(Precondition condition, string sql, string expected, string what)
    {
        if (facts is null || !facts.TryGet(sql, out var value, out var error))
            return new(PreconditionState.Unknown, $"{what} is asked when it runs", condition.Span);
        if (error is not null)
            return new(PreconditionState.Error, error, condition.Span);
        return Is(string.Equals(value, expected, StringComparison.Ordinal), condition, $"{what} gives '{value}', not '{expected}'");
    }

    static PreconditionOutcome Is(bool met, Precondition condition, string otherwise) => met ? Met(condition) : new(PreconditionState.NotMet, otherwise, condition.Span);

    static PreconditionOutcome Met(Precondition condition) => new(PreconditionState.Met, null, condition.Span);

    static string Describe(Precondition condition) => condition switch
    {
        ObjectPrecondition.TableExists t => $"table {t.TableName} exists",
        ObjectPrecondition.ColumnExists c => $"column {c.TableName}.{c.ColumnName} exists",
        ObjectPrecondition.ViewExists v => $"view {v.ViewName} exists",
        ObjectPrecondition.SequenceExists s => $"sequence {s.SequenceName} exists",
        ObjectPrecondition.IndexExists i => $"index {i.IndexName ?? $"on {i.TableName}"} exists",
        Precondition.SqlCheck s => $"the query gives '{s.ExpectedResult}'",
        Precondition.Dbms d => $"the database is {d.Type}",
        _ => $"the condition at {condition.Span} holds",
    };
}
