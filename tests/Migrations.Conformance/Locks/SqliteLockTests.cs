using Microsoft.Data.Sqlite;
using Migrations.Dialects;
using Migrations.Schema;
using Migrations.Sql;
using SQLitePCL;

namespace Migrations.Conformance.Locks;

/// <summary>What a plan states on SQLite is what its pager counts: pages read and pages written; and that nobody else writes meanwhile.</summary>
public sealed class SqliteLockTests(Servers servers)
{
    const int Missed = 8, Written = 9;

    /// <summary>What stands before every case: wide rows, so that an index is much smaller than its table.</summary>
    const string Tables = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE t (id INTEGER PRIMARY KEY, a int, b varchar(50), w text);
        INSERT INTO parent WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 100) SELECT n FROM s;
        INSERT INTO t WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 3000) SELECT n, n, 'b' || n, hex(randomblob(200)) FROM s;
        """;

    const string Index = "CREATE INDEX i ON t (b); ";

    static string Add(string column) => $"addColumn: {{tableName: t, columns: [column: {{name: x, {column}}}]}}";

    static readonly ObjectName T = ObjectName.Of("t");

    const string CreateTrigger = "CREATE TRIGGER g BEFORE UPDATE ON t BEGIN SELECT 1; END";

    static readonly LockCase[] Cases =
    [
        new("01 add a nullable column", Add("type: int")),
        new("01 add a column with a constant default", Add("type: int, defaultValueNumeric: 5")),
        new("01 add a NOT NULL column with a constant default", Add("type: int, defaultValueNumeric: 5, constraints: {nullable: false}")),
        new("02 add a column with an expression as default", Add("type: datetime, defaultValueComputed: CURRENT_TIMESTAMP")),
        LockCase.Node("05 add a virtual column", "ALTER TABLE t ADD x int AS (a + 1) VIRTUAL", new AddColumn(T, new("x", new("int")) { Generated = "a + 1" }, null, [])),
        LockCase.Node("06 add a column with a check", "ALTER TABLE t ADD x int CHECK (x > 0)", new AddColumn(T, new("x", new("int")), null, [new CheckConstraint(null, "x > 0")])),
        new("08 add a column with a foreign key", Add("type: int, constraints: {foreignKeyName: f, references: parent(id)}")),
        new("09 drop a column", "dropColumn: {tableName: t, columnName: a}"),
        new("09 drop a column with its index", "dropColumn: {tableName: t, columnName: b}", Index),
        new("10 rename a column", "renameColumn: {tableName: t, oldColumnName: a, newColumnName: z}"),
        new("11 int to bigint", "modifyDataType: {tableName: t, columnName: a, newDataType: bigint}"),
        new("12 longer varchar", "modifyDataType: {tableName: t, columnName: b, newDataType: varchar(500)}"),
        new("15 NOT NULL", "addNotNullConstraint: {tableName: t, columnName: a}"),
        new("16 NULL", "dropNotNullConstraint: {tableName: t, columnName: n}", "ALTER TABLE t ADD n int NOT NULL DEFAULT 1; "),
        new("17 change a default", "addDefaultValue: {tableName: t, columnName: a, defaultValueNumeric: 5}"),
        new("18 create an index", "createIndex: {tableName: t, indexName: i, columns: [column: {name: b}]}"),
        new("19 drop an index", "dropIndex: {tableName: t, indexName: i}", Index),
        LockCase.Raw("20 reindex", "REINDEX t", RawOperationKind.Reindex, Index),
        new("21 add UNIQUE", "addUniqueConstraint: {tableName: t, constraintName: u, columnNames: a}"),
        new("22 add a primary key", "addPrimaryKey: {tableName: k, columnNames: id}", "CREATE TABLE k AS SELECT id, w FROM t; ", "k"),
        new("23 add a check", "addCheckConstraint: {tableName: t, constraintName: k, constraintBody: a > 0}"),
        new("24 add a foreign key", "addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: parent, referencedColumnNames: id, constraintName: f}", "DELETE FROM t WHERE a > 100; "),
        new("27 drop a check", "dropCheckConstraint: {tableName: c, constraintName: k}", "CREATE TABLE c (id int, w text, CONSTRAINT k CHECK (id > 0)); INSERT INTO c SELECT id, w FROM t; ", "c"),
        new("28 rename a table", "renameTable: {oldTableName: t, newTableName: z}"),
        new("29 drop a table", "dropTable: {tableName: t}"),
        new("29 create a table", "createTable: {tableName: z, columns: [column: {name: p, type: int}]}"),
        LockCase.Node("36 create a trigger", CreateTrigger, new CreateStoredProgram(new(ObjectKind.Trigger, T.Sibling("g"), CreateTrigger) { Table = T })),
        LockCase.Raw("38 vacuum", "VACUUM", RawOperationKind.Rewrite),
        new("39 replace a view", "createView: {viewName: v, replaceIfExists: true, selectQuery: 'SELECT id, a FROM t'}", "CREATE VIEW v AS SELECT id FROM t; "),
        new("41 update all rows", "update: {tableName: t, columns: [column: {name: a, valueNumeric: 1}]}"),
        new("41 delete all rows", "delete: {tableName: t}"),
    ];

    /// <summary>The cases by name.</summary>
    public static TheoryData<string> Names() => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_plan_states_what_the_database_does(string name)
    {
        var one = Cases.Single(c => c.Name == name);
        var connection = await servers.CreateDatabaseAsync("sqlite");
        await using (var setup = await OpenAsync(connection))
        {
            Execute(setup, Tables + one.Setup);
        }
        var statements = await one.PlanAsync(connection, "sqlite");
        var stated = statements.Select(s => s.Lock).Aggregate(StatementLock.None, StatementLock.Heavier);
        Assert.Equal(Describe(stated.Impact >= LockImpact.Writes, stated.Rewrites, stated.Scans), await ObserveAsync(connection, one, statements));
    }

    static string Describe(bool locks, bool rewrites, bool scans) => $"{(locks ? "keeps writers out" : "lets writers in")}{(rewrites ? " rewrites" : scans ? " scans" : "")}";

    static async Task<string> ObserveAsync(string text, LockCase one, IReadOnlyList<SqlStatement> statements)
    {
        await using var worker = await OpenAsync(text);
        await using var other = await OpenAsync(text);
        Execute(other, "PRAGMA busy_timeout = 0");
        var pages = Convert.ToInt32(Scalar(other, $"SELECT count(*) FROM {one.Table}"), null) / 9;
        var inside = statements.All(s => s.Text != "VACUUM");
        foreach (var statement in inside ? DialectRegistry.Get("sqlite").DefaultDialect.Opening(statements) : [])
            Execute(worker, statement.Text);
        var (missed, written) = (Counter(worker, Missed), Counter(worker, Written));
        foreach (var statement in statements)
            Execute(worker, statement.Text);
        var locked = inside ? Assert.Throws<SqliteException>(() => Execute(other, "BEGIN IMMEDIATE")).SqliteErrorCode == raw.SQLITE_BUSY : true;
        // With a write-ahead log readers go on in any case.
        Scalar(other, "SELECT count(*) FROM parent");
        if (inside)
            Execute(worker, "COMMIT");
        var (reads, writes) = (Counter(worker, Missed) - missed, Counter(worker, Written) - written);
        return Describe(locked, writes > pages / 2, reads > pages / 2);
    }

    static int Counter(SqliteConnection connection, int which)
    {
        raw.sqlite3_db_status(connection.Handle, which, out var now, out _, 0);
        return now;
    }

    static async Task<SqliteConnection> OpenAsync(string text)
    {
        var connection = new SqliteConnection(text + ";Pooling=False;Default Timeout=1");
        await connection.OpenAsync();
        Execute(connection, "PRAGMA cache_size = 50");
        return connection;
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection) { CommandTimeout = 1 };
        command.ExecuteNonQuery();
    }

    static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
