using System.Collections.Immutable;
using Migrations.Sql;

namespace Migrations.Changelog;

/// <summary>A condition that must hold before a changelog or change set runs.</summary>
/// <param name="Span">Where it stands.</param>
public abstract record Precondition(SourceSpan Span)
{
    /// <summary>Holds where all nested conditions hold.</summary>
    /// <param name="Nested">The nested conditions; none holds.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record And(ImmutableArray<Precondition> Nested, SourceSpan Span) : Precondition(Span);

    /// <summary>Holds where at least one nested condition holds.</summary>
    /// <param name="Nested">The nested conditions; none does not hold.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Or(ImmutableArray<Precondition> Nested, SourceSpan Span) : Precondition(Span);

    /// <summary>Holds where none of the nested conditions holds.</summary>
    /// <param name="Nested">The nested conditions; none holds.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Not(ImmutableArray<Precondition> Nested, SourceSpan Span) : Precondition(Span);

    /// <summary>The target is one of these databases. Unlike elsewhere, an empty filter does not hold.</summary>
    /// <param name="Type">The databases.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Dbms(DbmsFilter Type, SourceSpan Span) : Precondition(Span);

    /// <summary>The connection's user is this one, without regard to case.</summary>
    /// <param name="UserName">The user, without <c>@host</c>.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record RunningAs(string UserName, SourceSpan Span) : Precondition(Span);

    /// <summary>A change set has been run.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Author">Its author.</param>
    /// <param name="ChangeLogFile">Its file name; null is the changelog in which the condition stands.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record ChangeSetExecuted(string Id, string Author, string? ChangeLogFile, SourceSpan Span) : Precondition(Span);

    /// <summary>A query returns this one value.</summary>
    /// <param name="Sql">The query.</param>
    /// <param name="ExpectedResult">The text of the value that it must return.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record SqlCheck(string Sql, string ExpectedResult, SourceSpan Span) : Precondition(Span);

    /// <summary>A property of the changelog has a value.</summary>
    /// <param name="Property">The name of the property.</param>
    /// <param name="Value">The value that it must have; null for any.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record ChangeLogPropertyDefined(string Property, string? Value, SourceSpan Span) : Precondition(Span);

    /// <summary>The header of the changelog says this quoting strategy. What a change set says of its own does not count, nor does the default.</summary>
    /// <param name="Strategy">The strategy; null asks for a header that says none.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record ExpectedQuotingStrategy(QuotingStrategy? Strategy, SourceSpan Span) : Precondition(Span);

    /// <summary>Never holds: it names too little for that, and Liquibase accepts it all the same.</summary>
    /// <param name="Why">What is missing.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Never(string Why, SourceSpan Span) : Precondition(Span);
}
