using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.History;

/// <summary>The statements that write the row of DATABASECHANGELOGLOCK: the same for a run and for a script.</summary>
/// <param name="tables">The history tables.</param>
/// <param name="dialect">The database.</param>
public sealed class LockStatements(HistoryTables tables, SqlDialect dialect)
{
    readonly SchemaModel schema = SchemaModel.Empty(dialect.Names).With(tables.CreateLock().Table);

    /// <summary>The condition for the only row.</summary>
    public SqlPredicate Id => new ColumnEquals(tables.Column("ID"), new NumberValue("1"));

    /// <summary>The condition that the lock is an owner's.</summary>
    public SqlPredicate HeldBy(string owner) => new AllOf([Id, new ColumnEquals(tables.Column("LOCKEDBY"), new StringValue(owner))]);

    /// <summary>Takes a lock that is free; affects no row where it is not.</summary>
    public SqlStatement Take(string owner) =>
        Render(new UpdateRows(tables.Lock, Values(true, owner), new AllOf([Id, new ColumnEquals(tables.Column("LOCKED"), new BooleanValue(false))])));

    /// <summary>Takes the lock from an owner who is dead; affects no row where it is no longer theirs.</summary>
    public SqlStatement TakeOver(string owner, string from) => Render(new UpdateRows(tables.Lock, Values(true, owner), HeldBy(from)));

    /// <summary>Gives the lock of an owner back; affects no row where it is no longer theirs.</summary>
    public SqlStatement Release(string owner) => Render(new UpdateRows(tables.Lock, Values(false, null), HeldBy(owner)));

    /// <summary>Adds the row, free.</summary>
    public SqlStatement AddRow() => Render(new InsertRows(tables.Lock, [new(tables.Column("ID"), new NumberValue("1")), new(tables.Column("LOCKED"), new BooleanValue(false))]));

    ImmutableArray<ColumnValue> Values(bool locked, string? owner) =>
    [
        new(tables.Column("LOCKED"), new BooleanValue(locked)),
        new(tables.Column("LOCKGRANTED"), locked ? new ExpressionValue(dialect.CurrentTimestamp) : new NullValue()),
        new(tables.Column("LOCKEDBY"), owner is null ? new NullValue() : new StringValue(owner)),
    ];

    SqlStatement Render(SqlNode node) => node.Render(dialect, schema).Single();
}
