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
/// <param name="schema">The schema at this point.</param>
/// <param name="facts">Results of queries; null where data at this point cannot be known (no server, or earlier steps will change it).</param>
/// <param name="hasRun">Whether a change set has run, or will have run by then.</param>
/// <param name="fileName">The identity of the changelog in which the condition stands.</param>
/// <param name="property">The value of a changelog property, or null.</param>
public sealed class PreconditionEvaluator(
    SqlDialect dialect, QuotingStrategy strategy, SchemaModel schema, PlanFacts? facts, Func<ChangeSetIdentity, bool> hasRun, string fileName, Func<string, string?> property)
{
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
        Precondition.ChangeLogPropertyDefined defined => Is(property(defined.Property) is { } value && (defined.Value is null || defined.Value == value), defined,
            $"the property {defined.Property} {(defined.Value is null ? "is not defined" : $"is not '{defined.Value}'")}"),
        Precondition.ExpectedQuotingStrategy expected => Is((int)expected.Strategy == (int)strategy, expected, $"the quoting strategy is not {expected.Strategy}"),
        ObjectPrecondition o => Object(o),
        _ => throw new MigrationException(ErrorCode.NotSupported, $"this kind of precondition is not supported yet: {condition.GetType().Name}",
            "Express it as a sqlCheck.", condition.Span),
    };

    PreconditionOutcome All(Precondition.And and)
    {
        PreconditionOutcome? unknown = null;
        foreach (var nested in and.Nested)
        {
            var outcome = Evaluate(nested);
            if (outcome.State is PreconditionState.NotMet or PreconditionState.Error)
                return outcome;
            unknown ??= outcome.State == PreconditionState.Unknown ? outcome : null;
        }
        return unknown ?? Met(and);
    }

    PreconditionOutcome Any(Precondition.Or or)
    {
        var outcomes = or.Nested.Select(Evaluate).ToList();
        return outcomes.Find(o => o.State == PreconditionState.Met) ?? outcomes.Find(o => o.State == PreconditionState.Unknown)
            ?? outcomes.Find(o => o.State == PreconditionState.Error)
            ?? new(PreconditionState.NotMet, outcomes.Count == 0 ? "none of no conditions is met" : string.Join("; ", outcomes.Select(o => o.Message)), or.Span);
    }

    PreconditionOutcome None(Precondition.Not not)
    {
        PreconditionOutcome? unknown = null;
        foreach (var nested in not.Nested)
        {
            var outcome = Evaluate(nested);
            if (outcome.State == PreconditionState.Met)
                return new(PreconditionState.NotMet, $"what must not be is: {Describe(nested)}", nested.Span);
            if (outcome.State == PreconditionState.Error)
                return outcome;
            unknown ??= outcome.State == PreconditionState.Unknown ? outcome : null;
        }
        return unknown ?? Met(not);
    }

    PreconditionOutcome Object(ObjectPrecondition o)
    {
        ObjectName Name(string name) => dialect.Resolve(o.CatalogName, o.SchemaName, name, strategy);
        bool Same(string? a, string? b) => b is not null && dialect.Names.Equals(a, dialect.Fold(b, strategy));
        bool SameColumns(IEnumerable<string> columns, IReadOnlyCollection<string> wanted) => columns.SequenceEqual(wanted.Select(c => dialect.Fold(c, strategy)), dialect.Names);
        return o switch
        {
            ObjectPrecondition.TableExists t => Exists(o, schema.Find(Name(t.TableName), out Table? _), $"table {t.TableName}"),
            ObjectPrecondition.ViewExists v => Exists(o, schema.Find(Name(v.ViewName), out View? _), $"view {v.ViewName}"),
            ObjectPrecondition.SequenceExists s => Exists(o, schema.Find(Name(s.SequenceName), out Sequence? _), $"sequence {s.SequenceName}"),
            ObjectPrecondition.ColumnExists c => InTable(o, Name(c.TableName), t => t.Columns.Any(x => Same(x.Name, c.ColumnName)), $"column {c.TableName}.{c.ColumnName}"),
            ObjectPrecondition.IndexExists { TableName: { } table } i => InTable(o, Name(table),
                t => t.Indexes.Any(x => (i.IndexName is null || Same(x.Name, i.IndexName)) && (i.ColumnNames.IsEmpty || SameColumns(x.Columns.Select(c => c.Name), i.ColumnNames)))
                    || (i.IndexName is not null && t.Constraints.Any(c => c is not ForeignKey && Same(c.Name, i.IndexName))),
                $"index {i.IndexName ?? $"on {table}({string.Join(", ", i.ColumnNames)})"}"),
            // Without a table Liquibase looks in the default schema, whatever schemaName says.
            ObjectPrecondition.IndexExists i => Exists(o, schema.FindTableOfIndex(ObjectName.Of(dialect.Fold(i.IndexName!, strategy)), out _), $"index {i.IndexName}"),
            ObjectPrecondition.ForeignKeyConstraintExists { ForeignKeyTableName: { } table } f => InTable(o, Name(table), t => t.ForeignKeys.Any(x => Same(x.Name, f.ForeignKeyName)), $"foreign key {f.ForeignKeyName}"),
            ObjectPrecondition.PrimaryKeyExists { TableName: { } table } p => InTable(o, Name(table),
                t => t.PrimaryKey is { } key && (p.PrimaryKeyName is null || key.Name is null || Same(key.Name, p.PrimaryKeyName)), $"primary key of {table}"),
            ObjectPrecondition.UniqueConstraintExists u => InTable(o, Name(u.TableName),
                t => t.UniqueConstraints.Any(x => (u.ConstraintName is null || Same(x.Name, u.ConstraintName)) && (u.ColumnNames.IsEmpty || SameColumns(x.Columns, u.ColumnNames))), $"unique constraint on {u.TableName}"),
            ObjectPrecondition.RowCount r => Query(o, $"SELECT COUNT(*) FROM {dialect.Quote(Name(r.TableName))}", r.ExpectedRows.ToString(CultureInfo.InvariantCulture), $"the number of rows in {r.TableName}"),
            ObjectPrecondition.TableIsEmpty e => Query(o, $"SELECT COUNT(*) FROM {dialect.Quote(Name(e.TableName))}", "0", $"the number of rows in {e.TableName}"),
            _ => throw new MigrationException(ErrorCode.MissingAttribute, "this precondition has to name the table", "Add the table's name.", o.Span),
        };
    }

    static PreconditionOutcome Exists(Precondition condition, Presence presence, string what) => presence switch
    {
        Presence.Known => Met(condition),
        Presence.Absent => new(PreconditionState.NotMet, $"{what} does not exist", condition.Span),
        _ => new(PreconditionState.Unknown, $"whether {what} exists is decided when it runs", condition.Span),
    };

    PreconditionOutcome InTable(Precondition condition, ObjectName table, Func<Table, bool> has, string what)
    {
        var presence = schema.Find(table, out Table? found);
        return Exists(condition, presence == Presence.Known && !has(found!) ? Presence.Absent : presence, what);
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
