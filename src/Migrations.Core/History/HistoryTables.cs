using System.Collections.Immutable;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.History;

/// <summary>What the history tables are called, as the user set it.</summary>
/// <param name="Schema">Their schema; null for the connection's default one.</param>
/// <param name="Log">The table of what has run.</param>
/// <param name="Lock">The table of Liquibase's lock.</param>
public sealed record HistoryNames(string? Schema = null, string Log = "DATABASECHANGELOG", string Lock = "DATABASECHANGELOGLOCK")
{
    /// <summary>Our own table, beside the others: undo information and progress of steps outside a transaction.</summary>
    public const string State = "MIGRATIONS_STATE";
}

/// <summary>
/// The history tables of one database: their names as the catalogue spells them and their shapes as Liquibase 4.28 makes them (DESIGN 3a.6).
/// Shapes are nodes, so a dialect writes no history SQL.
/// </summary>
public sealed class HistoryTables
{
    readonly SqlDialect dialect;
    readonly HistoryTypes types;

    HistoryTables(SqlDialect dialect, ObjectName log, ObjectName @lock, ObjectName state)
    {
        this.dialect = dialect;
        types = dialect.HistoryTypes;
        Log = log;
        Lock = @lock;
        State = state;
    }

    /// <summary>The table of what has run.</summary>
    public ObjectName Log { get; }

    /// <summary>Whether <see cref="Log"/> exists.</summary>
    public bool LogExists { get; private set; }

    /// <summary>The table of Liquibase's lock.</summary>
    public ObjectName Lock { get; }

    /// <summary>Whether <see cref="Lock"/> exists.</summary>
    public bool LockExists { get; private set; }

    /// <summary>Our own table.</summary>
    public ObjectName State { get; }

    /// <summary>Whether <see cref="State"/> exists.</summary>
    public bool StateExists { get; private set; }

    /// <summary>Finds the tables in the catalogue without regard to case: one match is used as spelled, none will be created in Liquibase's spelling.</summary>
    /// <exception cref="MigrationException">Two tables differ only in case (<see cref="ErrorCode.HistoryUnusable"/>).</exception>
    public static async Task<HistoryTables> FindAsync(IDatabaseSession session, HistoryNames names, CancellationToken cancellationToken)
    {
        var dialect = session.Dialect;
        var schema = names.Schema is null ? null : dialect.Resolve(null, names.Schema, names.Log, QuotingStrategy.Legacy).Schema;
        var found = await session.FindTablesAsync(schema, [names.Log, names.Lock, HistoryNames.State], cancellationToken);
        var (log, logExists) = Pick(names.Log);
        var (@lock, lockExists) = Pick(names.Lock);
        var (state, stateExists) = Pick(HistoryNames.State);
        return new(dialect, log, @lock, state) { LogExists = logExists, LockExists = lockExists, StateExists = stateExists };

        (ObjectName Name, bool Exists) Pick(string name)
        {
            var spellings = found.Where(f => f.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            return spellings.Count switch
            {
                0 => (new(schema, dialect.Fold(name, QuotingStrategy.Legacy)), false),
                1 => (new(schema, spellings[0]), true),
                _ => throw new MigrationException(ErrorCode.HistoryUnusable, $"there are {spellings.Count} tables named {string.Join(" and ", spellings)} in {session.Target}",
                    "Rename or drop the one that is not the history, or name another with -HistoryTable."),
            };
        }
    }

    /// <summary>The names as they would be created on an empty database.</summary>
    public static HistoryTables Absent(SqlDialect dialect, HistoryNames names)
    {
        ObjectName Of(string name) => dialect.Resolve(null, names.Schema, name, QuotingStrategy.Legacy);
        return new(dialect, Of(names.Log), Of(names.Lock), Of(HistoryNames.State));
    }

    /// <summary>Whether a table is one of these, which schema comparisons leave out.</summary>
    public bool Contains(ObjectName table) => table == Log || table == Lock || table == State;

    /// <summary>The name of a history column as the catalogue spells it.</summary>
    public string Column(string name) => dialect.Fold(name, QuotingStrategy.Legacy);

    /// <summary>What creates DATABASECHANGELOG.</summary>
    public CreateTable CreateLog() => Create(Log,
    [
        Text("ID", 255, false), Text("AUTHOR", 255, false), Text("FILENAME", 255, false),
        new(Column("DATEEXECUTED"), types.Timestamp) { Nullable = false }, new(Column("ORDEREXECUTED"), types.Number) { Nullable = false },
        Text("EXECTYPE", 10, false), Text("MD5SUM", 35), Text("DESCRIPTION", 255), Text("COMMENTS", 255), Text("TAG", 255), Text("LIQUIBASE", 20),
        Text("CONTEXTS", 255), Text("LABELS", 255), Text("DEPLOYMENT_ID", 10),
    ]);

    /// <summary>What creates DATABASECHANGELOGLOCK.</summary>
    public CreateTable CreateLock() => Create(Lock,
    [
        new(Column("ID"), types.Number) { Nullable = false }, new(Column("LOCKED"), types.Flag) { Nullable = false },
        new(Column("LOCKGRANTED"), types.Timestamp), Text("LOCKEDBY", 255),
    ], "ID");

    /// <summary>What creates our own table.</summary>
    public CreateTable CreateState() => Create(State,
    [
        new(Column("FORMAT"), types.Number) { Nullable = false }, Text("KIND", 20, false), Text("STATE_KEY", 64, false),
        new(Column("DATA"), types.Document) { Nullable = false },
    ], "KIND", "STATE_KEY");

    /// <summary>The statements that create what is missing of DATABASECHANGELOG and DATABASECHANGELOGLOCK, with its row.</summary>
    internal List<SqlStatement> CreateMissing(LockStatements statements)
    {
        var empty = SchemaModel.Empty(dialect.Names);
        List<SqlStatement> create = LockExists ? [] : [.. CreateLock().Render(dialect, empty), statements.AddRow()];
        if (!LogExists)
            create.AddRange(CreateLog().Render(dialect, empty));
        return create;
    }

    /// <summary>Notes that the tables are there now.</summary>
    internal void Created(bool log, bool @lock, bool state)
    {
        LogExists |= log;
        LockExists |= @lock;
        StateExists |= state;
    }

    CreateTable Create(ObjectName name, ImmutableArray<Column> columns, params string[] key)
    {
        var table = new Table(name, columns);
        if (key.Length > 0)
        {
            var primaryKey = new PrimaryKey(null, [.. key.Select(Column)]);
            table = table with { PrimaryKey = primaryKey with { Name = dialect.DefaultConstraintName(name, primaryKey) } };
        }
        return new(dialect.Normalize(table));
    }

    Column Text(string name, int length, bool nullable = true) => new(Column(name), types.Text(length)) { Nullable = nullable };
}
