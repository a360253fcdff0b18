using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>One node as rules see it: what it is, what is around it, and what it costs here.</summary>
/// <param name="ChangeSet">The change set that it is in.</param>
/// <param name="Node">The node: a typed change's, or what a raw statement has been understood to do.</param>
/// <param name="Span">Where the change stands that it came from.</param>
/// <param name="Statements">Its statements.</param>
/// <param name="Before">The schema before it.</param>
/// <param name="After">The schema after it.</param>
public sealed record LintNode(LintChangeSet ChangeSet, SqlNode Node, SourceSpan Span, IReadOnlyList<SqlStatement> Statements, SchemaModel Before, SchemaModel After)
{
    /// <summary>The database.</summary>
    public SqlDialect Dialect => ChangeSet.Dialect;

    /// <summary>The raw statement that it has been read from; null for a typed change.</summary>
    public RawSql? Raw { get; init; }

    /// <summary>The statement with the heaviest lock.</summary>
    public SqlStatement? Statement => Statements.MaxBy(s => (s.Lock.Impact, s.Lock.Rewrites, s.Lock.Scans));

    /// <summary>The heaviest lock of its statements.</summary>
    public StatementLock Lock => Statement?.Lock ?? StatementLock.None;

    /// <summary>The table that it is mainly about; null where it is about none.</summary>
    public ObjectName? Table => Node.Touches.FirstOrDefault(key => key.Kind == ObjectKind.Table)?.Name;

    /// <summary>How large that table is; null where that is not known.</summary>
    public TableStatistics? Statistics => Table is { } table ? ChangeSet.Run.StatisticsOf(table) : null;

    /// <summary>
    /// Whether nobody can be harmed: the table was made by this deployment, or is known to be empty. Without a connection the changelog alone tells.
    /// </summary>
    public bool IsHarmless => Table is { } table && (ChangeSet.Run.IsNew(table) || Statistics is { IsEmpty: true });

    /// <summary>How much it has to do with the rows that are there: none where the deployment itself has made the table; null where it is not known.</summary>
    public WorkEstimate? Estimate => Table is not { } table || Lock.Impact == LockImpact.None ? null
        : ChangeSet.Run.IsNew(table) ? WorkEstimate.Nothing
        : Statistics is { } size ? WorkEstimate.Of(this, size, ChangeSet.Run.Speed) : null;

    /// <summary>How long its statements are likely to take; null where that is not known.</summary>
    public TimeSpan? Duration => Estimate?.Duration;

    /// <summary>Which of the change set's planned nodes it comes from.</summary>
    internal int Order { get; init; }
}
