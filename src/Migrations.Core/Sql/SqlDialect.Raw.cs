using Migrations.Schema;

namespace Migrations.Sql;

/// <content>SQL that the changelog's author wrote: sent as it is, and as far as it has been understood, looked at like any other change.</content>
public abstract partial class SqlDialect
{
    /// <summary>The author's own statement, as it is, with the locks of what it has been understood to do.</summary>
    public virtual IEnumerable<SqlStatement> Render(RawSql node, SchemaModel before) =>
        [new(node.Text, LockOf(node, before)) { Transactional = IsTransactional(node), OwnBatch = node.OwnBatch }];

    /// <summary>The lock of something that only raw SQL does.</summary>
    /// <param name="operation">What it does.</param>
    /// <param name="before">The schema before it.</param>
    public virtual StatementLock LockOf(RawOperation operation, SchemaModel before) => StatementLock.Unknown;

    /// <summary>What the work under a lock costs; null where that has not been measured.</summary>
    /// <param name="taken">The lock, which says how the work is done.</param>
    public virtual WorkCosts? CostsOf(StatementLock taken) => null;

    /// <summary>The query that tells how fast the database's machine is; null where work has not been measured.</summary>
    public virtual SpeedProbe? Speed => null;

    StatementLock LockOf(RawSql node, SchemaModel before)
    {
        if (node.PlainData)
            return StatementLock.Rows;
        if (node.Effects is not { } effects)
            return StatementLock.Unknown;
        var heaviest = StatementLock.None;
        var schema = before;
        foreach (var effect in effects)
        {
            foreach (var statement in effect.Render(this, schema))
                heaviest = StatementLock.Heavier(heaviest, statement.Lock);
            schema = Apply(effect, schema);
        }
        return heaviest;
    }
}
