using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Conformance.Locks.LockCase;

namespace Migrations.Conformance.Locks;

/// <summary>What a plan states of locks and rewrites on MariaDB is the cheapest ALGORITHM and LOCK that the server accepts; and what it has no such words for waits for readers.</summary>
public sealed class MariaDbLockTests(Servers servers, MariaDbLockProbe probe) : IClassFixture<MariaDbLockProbe>
{
    /// <summary>What stands before every case.</summary>
    const string Tables = """
        CREATE TABLE parent (id int PRIMARY KEY);
        CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(50) CHARACTER SET utf8mb4, n decimal(10,2), s timestamp NULL, e enum('x','y'), u varchar(20) CHARACTER SET ascii);
        INSERT INTO parent SELECT seq FROM seq_1_to_5000;
        INSERT INTO t SELECT seq, seq, concat('b', seq), 5, now(), 'x', 'u' FROM seq_1_to_5000;
        """;

    const string Child = "ALTER TABLE t ADD p int DEFAULT 1, ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent (id); ";
    const string Index = "CREATE INDEX i ON t (b); ";
    const string Virtual = "ALTER TABLE t ADD v int AS (a + 1) VIRTUAL; ";
    const string Partitions = "CREATE TABLE p (id int) PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (1000)); CREATE TABLE q (id int); ";
    const string CreateTrigger = "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 1";

    static readonly ObjectName T = ObjectName.Of("t");

    static string Add(string column) => $"addColumn: {{tableName: t, columns: [column: {{name: x, {column}}}]}}";

    static string Modify(string column, string type) => $"modifyDataType: {{tableName: t, columnName: {column}, newDataType: \"{type}\"}}";

    static readonly LockCase[] Cases =
    [
        new("01 add a nullable column", Add("type: int")),
        new("01 add a column with a constant default", Add("type: int, defaultValueNumeric: 5")),
        new("01 add a NOT NULL column with a constant default", Add("type: int, defaultValueNumeric: 5, constraints: {nullable: false}")),
        new("01 add a column behind another", Add("type: int, afterColumn: id")),
        new("01 add a column behind another of a table with a virtual column", Add("type: int, afterColumn: id"), Virtual),
        new("01 add a column to a table with a virtual column", Add("type: int"), Virtual),
        new("01 add a column to a table with a fulltext index", Add("type: int"), "CREATE FULLTEXT INDEX f ON t (b); "),
        new("02 add a column with now() as default", Add("type: timestamp, defaultValueComputed: now()")),
        new("02 add a column with uuid() as default", Add("type: varchar(36), defaultValueComputed: uuid()")),
        new("02 add a column with sysdate() as default", Add("type: datetime, defaultValueComputed: (sysdate())")),
        Node("02 add a column with another column as default", "ALTER TABLE t ADD x int DEFAULT (a + 1)", new AddColumn(T, new("x", new("int")) { Default = new ExpressionValue("(a + 1)") }, null, [])),
        new("02 add a column with an immutable function as default", Add("type: varchar(36), defaultValueComputed: md5('x')")),
        new("03 add a NOT NULL column without default", Add("type: int, constraints: {nullable: false}")),
        new("04 add a numbered column", Add("type: int, autoIncrement: true, constraints: {unique: true, uniqueConstraintName: u}")),
        Node("05 add a stored generated column", "ALTER TABLE t ADD x int AS (a + 1) STORED", new AddColumn(T, new("x", new("int")) { Generated = "a + 1", GeneratedStored = true }, null, [])),
        Node("05 add a virtual column", "ALTER TABLE t ADD x int AS (a + 1) VIRTUAL", new AddColumn(T, new("x", new("int")) { Generated = "a + 1" }, null, [])),
        Node("06 add a column with a check", "ALTER TABLE t ADD x int CHECK (x > 0)", new AddColumn(T, new("x", new("int")) { Options = "CHECK (`x` > 0)" }, null, [])),
        Node("06 add a column and a check", "ALTER TABLE t ADD x int, ADD CONSTRAINT k CHECK (x > 0)", new AddColumn(T, new("x", new("int")), null, [new CheckConstraint("k", "x > 0")])),
        new("07 add a column with UNIQUE", Add("type: int, constraints: {unique: true, uniqueConstraintName: u}")),
        new("08 add a column with a foreign key", Add("type: int, constraints: {foreignKeyName: f, references: parent(id)}")),
        new("09 drop a column", "dropColumn: {tableName: t, columnName: a}"),
        new("09 drop a column with the index of a foreign key", "dropColumn: {tableName: t, columnName: p}", Child + "ALTER TABLE t DROP FOREIGN KEY fk; "),
        new("09 drop a column of a compressed table", "dropColumn: {tableName: t, columnName: b}", "ALTER TABLE t ROW_FORMAT=COMPRESSED; "),
        new("09 drop a column with its index", "dropColumn: {tableName: t, columnName: b}", Index),
        new("09 drop a column of an index", "dropColumn: {tableName: t, columnName: b}", "CREATE INDEX i ON t (a, b); "),
        new("09 drop a column of a table with a virtual column", "dropColumn: {tableName: t, columnName: b}", Virtual),
        new("10 rename a column", "renameColumn: {tableName: t, oldColumnName: a, newColumnName: z, columnDataType: int}"),
        new("10 rename a column with an index", "renameColumn: {tableName: t, oldColumnName: b, newColumnName: z, columnDataType: varchar(50)}", Index),
        new("11 int to bigint", Modify("a", "bigint")),
        new("11 shorter varchar", Modify("b", "varchar(20)")),
        new("11 other scale", Modify("n", "decimal(12,3)")),
        new("11 greater precision", Modify("n", "decimal(14,2)")),
        new("11 varchar to text", Modify("b", "text")),
        new("11 key to bigint", Modify("id", "bigint")),
        new("12 longer varchar", Modify("b", "varchar(60)")),
        new("12 longer varchar beyond 255 bytes", Modify("b", "varchar(500)")),
        new("12 longer short varchar beyond 255 bytes", Modify("u", "varchar(500) CHARACTER SET ascii")),
        new("12 longer varchar with an index", Modify("b", "varchar(500)"), Index),
        new("12 longer varchar beyond 255 bytes in another row format", Modify("b", "varchar(500)"), "ALTER TABLE t ROW_FORMAT=COMPACT; "),
        new("12 longer varchar in a redundant row format", Modify("b", "varchar(500)"), "ALTER TABLE t ROW_FORMAT=REDUNDANT; "),
        new("13 collation", Modify("b", "varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")),
        new("13 collation with an index", Modify("b", "varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"), Index),
        new("13 utf8mb3 to utf8mb4 with an index", Modify("u", "varchar(20) CHARACTER SET utf8mb4"), "ALTER TABLE t MODIFY u varchar(20) CHARACTER SET utf8mb3; CREATE INDEX i ON t (u); "),
        Raw("13 convert a table", "ALTER TABLE t CONVERT TO CHARACTER SET latin1", RawOperationKind.Rewrite, part: "CONVERT TO CHARACTER SET latin1"),
        new("13 ascii to utf8mb4", Modify("u", "varchar(20) CHARACTER SET utf8mb4")),
        new("13 ascii to utf8mb4 with an index", Modify("u", "varchar(20) CHARACTER SET utf8mb4"), "CREATE INDEX i ON t (u); "),
        new("14 narrower integer", Modify("a", "smallint")),
        new("15 NOT NULL", "addNotNullConstraint: {tableName: t, columnName: a, columnDataType: int}"),
        new("15 NOT NULL on what is", "addNotNullConstraint: {tableName: t, columnName: a, columnDataType: int}", "ALTER TABLE t MODIFY a int NOT NULL; "),
        new("16 NULL", "dropNotNullConstraint: {tableName: t, columnName: a, columnDataType: int}", "ALTER TABLE t MODIFY a int NOT NULL; "),
        new("17 change a default", "addDefaultValue: {tableName: t, columnName: a, defaultValueNumeric: 5}"),
        new("17 drop a default", "dropDefaultValue: {tableName: t, columnName: a, columnDataType: int}", "ALTER TABLE t ALTER a SET DEFAULT 1; "),
        new("17 comment on a column", "setColumnRemarks: {tableName: t, columnName: a, columnDataType: int, remarks: words}"),
        new("17 comment on a table", "setTableRemarks: {tableName: t, remarks: words}"),
        new("17 number a column", "addAutoIncrement: {tableName: t, columnName: id, columnDataType: int}"),
        new("18 create an index", "createIndex: {tableName: t, indexName: i, columns: [column: {name: b}]}"),
        new("18 create a unique index", "createIndex: {tableName: t, indexName: i, unique: true, columns: [column: {name: b}]}"),
        Node("18 create a fulltext index", "CREATE FULLTEXT INDEX f ON t (b)", new CreateIndex(T, new("f", [new("b")]) { Method = "FULLTEXT" })),
        Node("18 create a second fulltext index", "CREATE FULLTEXT INDEX f ON t (b)", new CreateIndex(T, new("f", [new("b")]) { Method = "FULLTEXT" }), "CREATE FULLTEXT INDEX g ON t (b); "),
        Node("18 create a spatial index", "CREATE SPATIAL INDEX f ON t (g)", new CreateIndex(T, new("f", [new("g")]) { Method = "SPATIAL" }), "ALTER TABLE t ADD g point NOT NULL DEFAULT st_geomfromtext('POINT(1 1)'); "),
        new("19 drop an index", "dropIndex: {tableName: t, indexName: i}", Index),
        Raw("20 rebuild", "ALTER TABLE t FORCE", RawOperationKind.Rewrite),
        Raw("20 rebuild by naming the engine", "ALTER TABLE t ENGINE=InnoDB", RawOperationKind.Rewrite),
        new("21 add UNIQUE", "addUniqueConstraint: {tableName: t, constraintName: u, columnNames: a}"),
        new("22 add a primary key", "addPrimaryKey: {tableName: k, columnNames: id}", "CREATE TABLE k (id int NOT NULL); INSERT INTO k SELECT seq FROM seq_1_to_5000; ", "k"),
        new("22 add a primary key of a nullable column", "addPrimaryKey: {tableName: k, columnNames: id}", "CREATE TABLE k (id int); INSERT INTO k SELECT seq FROM seq_1_to_5000; ", "k"),
        new("23 add a check", "addCheckConstraint: {tableName: t, constraintName: k, constraintBody: a > 0}"),
        new("24 add a foreign key", "addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: parent, referencedColumnNames: id, constraintName: f}"),
        new("24 add a foreign key with an index", "addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: parent, referencedColumnNames: id, constraintName: f}", "CREATE INDEX i ON t (a); "),
        new("27 drop a foreign key", "dropForeignKeyConstraint: {baseTableName: t, constraintName: fk}", Child),
        new("27 drop a check", "dropCheckConstraint: {tableName: t, constraintName: k}", "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0); "),
        new("27 drop UNIQUE", "dropUniqueConstraint: {tableName: t, constraintName: u}", "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a); "),
        new("27 drop a primary key", "dropPrimaryKey: {tableName: t}"),
        new("28 rename a table", "renameTable: {oldTableName: t, newTableName: z}"),
        new("29 drop a table", "dropTable: {tableName: t}"),
        new("29 create a table with a foreign key", "createTable: {tableName: z, columns: [column: {name: p, type: int, constraints: {foreignKeyName: f, references: parent(id)}}]}", Table: "parent"),
        new("31 add a value to an enum", Modify("e", "enum('x','y','z')")),
        new("31 add a value into an enum", Modify("e", "enum('x','w','y')")),
        new("32 remove a value from an enum", Modify("e", "enum('x')")),
        Raw("34 exchange a partition", "ALTER TABLE p EXCHANGE PARTITION p1 WITH TABLE q", RawOperationKind.AttachPartition, Partitions, "p", "q"),
        Raw("35 add a partition", "ALTER TABLE p ADD PARTITION (PARTITION p2 VALUES LESS THAN (2000))", RawOperationKind.CreatePartition, Partitions, "p"),
        Node("36 create a trigger", CreateTrigger, new CreateStoredProgram(new(ObjectKind.Trigger, ObjectName.Of("g"), CreateTrigger) { Table = T })),
        Node("36 drop a trigger", "DROP TRIGGER g", new DropStoredProgram(new(ObjectKind.Trigger, ObjectName.Of("g")), T), $"{CreateTrigger}; "),
        Raw("38 optimize", "OPTIMIZE TABLE t", RawOperationKind.Rewrite),
        new("39 replace a view", "createView: {viewName: v, replaceIfExists: true, selectQuery: 'SELECT id, a FROM t'}", "CREATE VIEW v AS SELECT id FROM t; ", "v"),
        new("39 create a view", "createView: {viewName: v, selectQuery: 'SELECT id, a FROM t'}"),
        new("39 drop a view", "dropView: {viewName: v}", "CREATE VIEW v AS SELECT id FROM t; ", "v"),
        Raw("40 truncate", "TRUNCATE t", RawOperationKind.Truncate),
        Raw("40 lock", "LOCK TABLES t WRITE", RawOperationKind.LockTable),
        new("41 update all rows", "update: {tableName: t, columns: [column: {name: a, valueNumeric: 1}]}"),
        new("41 delete all rows", "delete: {tableName: t}"),
    ];

    /// <summary>The cases by name.</summary>
    public static TheoryData<string> Names() => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_plan_states_what_the_server_does(string name)
    {
        var one = Cases.Single(c => c.Name == name);
        await probe.ResetAsync(servers, Tables + one.Setup);
        var statements = await one.PlanAsync(probe.ConnectionString, "mariadb");
        Assert.NotEmpty(statements);
        foreach (var statement in statements)
            Assert.Equal(MariaDbLockProbe.Stated(statement), await probe.ObserveAsync(one, statement));
    }
}
