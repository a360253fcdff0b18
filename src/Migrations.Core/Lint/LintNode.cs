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
    public SqlStatement? Statement { get; } = Heaviest(Statements);

    /// <summary>The heaviest lock of its statements.</summary>
    public StatementLock Lock => Statement?.Lock ?? StatementLock.None;

    /// <summary>Whether it keeps others from writing to the table, for a moment or for long; what is not known counts as if it did.</summary>
    public bool BlocksWriters => Lock.Impact is LockImpact.Writes or LockImpact.ReadsAndWrites or LockImpact.Unknown;

    /// <summary>Whether it keeps others from writing while all rows are read or written.</summary>
    public bool BlocksForLong => BlocksWriters && (Lock.Rewrites || Lock.Scans);

    /// <summary>Who waits, in words.</summary>
    public string Whom => Lock.Impact == LockImpact.ReadsAndWrites ? "nobody can read or write" : "nobody can write to";

    /// <summary>The table that it is mainly about; null where it is about none.</summary>
    public ObjectName? Table { get; } = TableOf(Node, Before);

    /// <summary>Whether an earlier statement of this deployment created that table.</summary>
    public bool IsNewTable { get; internal set; }

    /// <summary>How large that table is; null where that is not known.</summary>
    public TableStatistics? Statistics => Table is { } table ? ChangeSet.Run.StatisticsOf(table) : null;

    /// <summary>
    /// Whether nobody can be harmed: the table was made by this deployment, or is known to be empty. Without a connection the changelog alone tells.
    /// </summary>
    public bool IsHarmless => IsNewTable || Statistics is { IsEmpty: true };

    /// <summary>How much it has to do with the rows that are there: none where the deployment itself has made the table; null where it is not known.</summary>
    public WorkEstimate? Estimate => Table is not { } table || Lock.Impact == LockImpact.None ? null
        : ChangeSet.Run.IsNew(table) ? WorkEstimate.Nothing
        : Statistics is { } size ? WorkEstimate.Of(this, size, ChangeSet.Run.Speed) : null;

    /// <summary>How long its statements are likely to take; null where that is not known.</summary>
    public TimeSpan? Duration => Estimate?.Duration;

    /// <summary>Which of the change set's planned nodes it comes from.</summary>
    internal int Order { get; init; }

    /// <summary>The table's shape before it; null where it is not known.</summary>
    public Table? TableBefore => Table is { } table ? Before.TableOrNull(table) : null;

    static SqlStatement? Heaviest(IReadOnlyList<SqlStatement> statements)
    {
        SqlStatement? heaviest = null;
        foreach (var statement in statements)
        {
            if (heaviest is null || Weight(statement.Lock) > Weight(heaviest.Lock))
                heaviest = statement;
        }
        return heaviest;
    }

    static int Weight(StatementLock taken) => ((int)taken.Impact * 4) + (taken.Rewrites ? 2 : 0) + (taken.Scans ? 1 : 0);

    static ObjectName? TableOf(SqlNode node, SchemaModel before)
    {
        foreach (var key in node.Touches)
        {
            if (key.Kind == ObjectKind.Table)
                return key.Name;
            if (key.Kind == ObjectKind.Index && before.FindTableOfIndex(key.Name, out var owner) == Presence.Known)
                return owner!.Name;
        }
        return null;
    }
}
