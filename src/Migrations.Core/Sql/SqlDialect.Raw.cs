using Migrations.Schema;
using Migrations.Sql.Text;

namespace Migrations.Sql;

/// <content>SQL that the changelog's author wrote: sent as it is, and as far as it has been understood, looked at like any other change.</content>
public abstract partial class SqlDialect
{
    // ---- reading -----------------------------------------------------------------------------------------------

    /// <summary>What a statement of this database does; null where it has not been understood.</summary>
    /// <param name="statement">The statement.</param>
    public virtual StatementReading? ReadEffects(string statement) => EffectReader.Read(statement, this);

    /// <summary>The canonical spelling of a type as this database's own SQL writes it; null where the text alone does not tell it.</summary>
    /// <param name="written">The type as written.</param>
    public virtual SqlType? NativeType(string written) => null;

    /// <summary>The table that a CREATE TABLE makes, where the dialect has a reader of its own for that; null where it has none, or does not understand the statement.</summary>
    /// <param name="createTable">The statement.</param>
    /// <param name="name">The table's resolved name.</param>
    public virtual Table? NativeTable(string createTable, ObjectName name) => null;

    // ---- following ---------------------------------------------------------------------------------------------

    /// <summary>
    /// What a raw statement does, one effect after the other, each with the schema around it. What only the schema tells is filled in: of which kind a constraint is
    /// that is dropped by its name, which columns an index has that is taken over. What IF NOT EXISTS leaves alone is left out.
    /// </summary>
    /// <param name="raw">A statement that has been understood.</param>
    /// <param name="before">The schema before it.</param>
    public IEnumerable<RawEffect> Follow(RawSql raw, SchemaModel before)
    {
        var schema = before;
        foreach (var effect in raw.Effects ?? [])
        {
            var (node, certain) = RawEffects.Resolve(effect, raw.IsGuarded, schema);
            if (node is null)
                continue;
            var after = AfterEffect(node, schema);
            yield return new(node, schema, after ?? schema) { IsCertain = certain && after is not null };
            schema = after ?? schema;
        }
    }

    /// <summary>The schema after an effect; null where it is not what this database can do.</summary>
    SchemaModel? AfterEffect(SqlNode effect, SchemaModel before)
    {
        try
        {
            return ApplyOwn(effect, before);
        }
        catch (Exception e) when (e is MigrationException or UnknownObjectException)
        {
            return null;
        }
    }

    /// <summary>The schema after raw SQL: followed where that is certain, else what it may touch is forgotten.</summary>
    SchemaModel Apply(RawSql raw, SchemaModel before)
    {
        var after = raw.IsComplete && !before.NamesMoved ? Followed(raw, before) ?? raw.Apply(before) : raw.Apply(before);
        return raw.MovesNames ? after.WithNamesMoved() : after;
    }

    SchemaModel? Followed(RawSql raw, SchemaModel before)
    {
        var schema = before;
        foreach (var step in Follow(raw, before))
        {
            if (!step.IsCertain)
                return null;
            schema = step.After;
        }
        return schema;
    }

    // ---- locks -------------------------------------------------------------------------------------------------

    /// <summary>The author's own statement, as it is, with the locks of what it has been understood to do.</summary>
    public virtual IEnumerable<SqlStatement> Render(RawSql node, SchemaModel before) =>
        [new(node.Text, LockOf(node, before)) { Transactional = IsTransactional(node), OwnBatch = node.OwnBatch }];

    /// <summary>The lock of something that only raw SQL does.</summary>
    /// <param name="operation">What it does.</param>
    /// <param name="before">The schema before it.</param>
    public virtual StatementLock LockOf(RawOperation operation, SchemaModel before) => StatementLock.Unknown;

    /// <summary>The lock of something that a raw statement does: that of the statement which this database's dialect would write for it.</summary>
    /// <param name="effect">What it does.</param>
    /// <param name="before">The schema before it.</param>
    public StatementLock LockOf(SqlNode effect, SchemaModel before)
    {
        try
        {
            return effect.Render(this, before).Aggregate(StatementLock.None, (heaviest, statement) => StatementLock.Heavier(heaviest, statement.Lock));
        }
        catch (Exception e) when (e is MigrationException or UnknownObjectException)
        {
            // The dialect would write it in another way, or would have to know more.
            return StatementLock.Unknown;
        }
    }

    /// <summary>The lock of a statement that says how it is to be done.</summary>
    /// <param name="taken">The lock that the database would choose.</param>
    /// <param name="clause">How it is to be done.</param>
    public virtual StatementLock Bounded(StatementLock taken, RawOperation clause) => taken;

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
        var heaviest = Follow(node, before).Aggregate(StatementLock.None, (taken, step) => StatementLock.Heavier(taken, LockOf(step.Node, step.Before)));
        return effects.OfType<RawOperation>().Where(e => e.Kind == RawOperationKind.OnlineClause).Aggregate(heaviest, Bounded);
    }
}
