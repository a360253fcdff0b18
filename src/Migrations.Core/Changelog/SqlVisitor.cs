namespace Migrations.Changelog;

/// <summary>One edit of the SQL of a change set, from <c>modifySql</c>.</summary>
/// <param name="Filter">When it applies.</param>
/// <param name="Span">Where it stands.</param>
public abstract record SqlVisitor(SqlVisitorFilter Filter, SourceSpan Span)
{
    /// <summary>Puts text before each statement.</summary>
    /// <param name="Value">The text; null where none is given.</param>
    /// <param name="Filter">When it applies.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Prepend(string? Value, SqlVisitorFilter Filter, SourceSpan Span) : SqlVisitor(Filter, Span);

    /// <summary>Puts text after each statement.</summary>
    /// <param name="Value">The text; null where none is given.</param>
    /// <param name="Filter">When it applies.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Append(string? Value, SqlVisitorFilter Filter, SourceSpan Span) : SqlVisitor(Filter, Span);

    /// <summary>Replaces every occurrence of a text.</summary>
    /// <param name="Search">The text to find: the attribute <c>replace</c>.</param>
    /// <param name="With">What takes its place.</param>
    /// <param name="Filter">When it applies.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record Replace(string? Search, string? With, SqlVisitorFilter Filter, SourceSpan Span) : SqlVisitor(Filter, Span);

    /// <summary>Replaces every match of a regular expression (Java's syntax).</summary>
    /// <param name="Pattern">The expression: the attribute <c>replace</c>.</param>
    /// <param name="With">What takes its place; <c>$1</c> is the first group.</param>
    /// <param name="Filter">When it applies.</param>
    /// <param name="Span">Where it stands.</param>
    public sealed record RegExpReplace(string? Pattern, string? With, SqlVisitorFilter Filter, SourceSpan Span) : SqlVisitor(Filter, Span);
}

/// <summary>When the edits of one <c>modifySql</c> apply.</summary>
/// <param name="Dbms">For which databases.</param>
/// <param name="Context">In which contexts; null where none is given.</param>
/// <param name="Labels">Its labels; null where none are given.</param>
/// <param name="ApplyToRollback">Whether they apply to the SQL of the rollback too.</param>
public sealed record SqlVisitorFilter(DbmsFilter Dbms, ContextExpression? Context, LabelSet? Labels, bool ApplyToRollback);
