using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Conformance.Locks.LockCase;

namespace Migrations.Conformance.Locks;

/// <summary>What a plan states of locks, rewrites and scans on PostgreSQL is what pg_locks, the table's file and its statistics show.</summary>
public sealed class PostgreSqlLockTests(Servers servers, PostgreSqlLockProbe probe) : IClassFixture<PostgreSqlLockProbe>
{
    /// <summary>What stands before every case.</summary>
    const string Tables = """
        CREATE TABLE parent (id int PRIMARY KEY);
        CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(50), n numeric(10,2), s timestamp, e varchar(50));
        INSERT INTO parent SELECT generate_series(1, 100);
        INSERT INTO t SELECT i, i, 'b' || i, i, now(), 'e' FROM generate_series(1, 100) i;
        """;

    const string Child = "ALTER TABLE t ADD p int DEFAULT 1 CONSTRAINT fk REFERENCES parent; ";
    const string Referencing = "CREATE TABLE other (id int, t_id int CONSTRAINT fk REFERENCES t); ";
    const string Index = "CREATE INDEX i ON t (b); ";
    const string Check = "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0); ";
    const string Partitions = "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (1000); CREATE TABLE p2 (id int); INSERT INTO p2 VALUES (1500); ";
    const string View = "CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t; CREATE UNIQUE INDEX mi ON m (id); ";

    static readonly ObjectName T = ObjectName.Of("t");

    static string Add(string column) => $"addColumn: {{tableName: t, columns: [column: {{name: x, {column}}}]}}";

    static readonly LockCase[] Cases =
    [
        new("01 add a nullable column", Add("type: int")),
        new("01 add a column with a constant default", Add("type: int, defaultValueNumeric: 5")),
        new("01 add a NOT NULL column with a constant default", Add("type: int, defaultValueNumeric: 5, constraints: {nullable: false}")),
        new("01 add a column with a stable default", Add("type: timestamp, defaultValueComputed: now()")),
        new("01 add a column with an immutable function as default", Add("type: text, defaultValueComputed: md5('x')")),
        new("02 add a column with a volatile default", Add("type: uuid, defaultValueComputed: gen_random_uuid()")),
        new("02 add a column with a clock as default", Add("type: timestamp, defaultValueComputed: clock_timestamp()")),
        new("03 add a NOT NULL column without default", Add("type: int, constraints: {nullable: false}"), "DELETE FROM t; "),
        new("04 add a serial column", Add("type: serial")),
        new("04 add a bigserial column", Add("type: bigint, autoIncrement: true")),
        Node("05 add a stored generated column", "ALTER TABLE t ADD x int GENERATED ALWAYS AS (a + 1) STORED", new AddColumn(T, new("x", new("int")) { Generated = "(a + 1)", GeneratedStored = true }, null, [])),
        new("06 add a column with a check", Add("type: int, constraints: {checkConstraint: x > 0}")),
        Node("06 add a column with default and check", "ALTER TABLE t ADD x int DEFAULT 1 CHECK (x > 0)", new AddColumn(T, new("x", new("int")) { Default = new NumberValue("1") }, null, [new CheckConstraint("k", "x > 0")])),
        new("07 add a column with UNIQUE", Add("type: int, constraints: {unique: true, uniqueConstraintName: u}")),
        new("08 add a column with a foreign key", Add("type: int, constraints: {foreignKeyName: f, references: parent(id)}")),
        new("08 add a column with default and foreign key", Add("type: int, defaultValueNumeric: 1, constraints: {foreignKeyName: f, references: parent(id)}")),
        new("09 drop a column", "dropColumn: {tableName: t, columnName: a}"),
        new("09 drop a column with its foreign key", "dropColumn: {tableName: t, columnName: p}", Child),
        new("09 drop a column with its index", "dropColumn: {tableName: t, columnName: b}", Index),
        new("10 rename a column", "renameColumn: {tableName: t, oldColumnName: a, newColumnName: z}"),
        new("11 int to bigint", "modifyDataType: {tableName: t, columnName: a, newDataType: bigint}"),
        new("11 shorter varchar", "modifyDataType: {tableName: t, columnName: b, newDataType: varchar(20)}"),
        new("11 other scale", "modifyDataType: {tableName: t, columnName: n, newDataType: 'numeric(12,3)'}"),
        new("11 timestamp with time zone", "modifyDataType: {tableName: t, columnName: s, newDataType: timestamp with time zone}", "SET TIME ZONE 'UTC'; ") { TimeZone = "Europe/Berlin" },
        new("11 key to bigint with a foreign key on it", "modifyDataType: {tableName: t, columnName: id, newDataType: bigint}", Referencing),
        new("11 foreign key to bigint", "modifyDataType: {tableName: t, columnName: p, newDataType: bigint}", Child),
        new("12 longer varchar", "modifyDataType: {tableName: t, columnName: b, newDataType: varchar(500)}"),
        new("12 longer varchar with an index", "modifyDataType: {tableName: t, columnName: b, newDataType: varchar(500)}", Index),
        new("12 varchar to text with an index", "modifyDataType: {tableName: t, columnName: b, newDataType: text}", Index),
        new("12 varchar to text with an index over an expression", "modifyDataType: {tableName: t, columnName: b, newDataType: text}", "CREATE INDEX i ON t (lower(b)); "),
        new("12 varchar to text with a partial index", "modifyDataType: {tableName: t, columnName: b, newDataType: text}", "CREATE INDEX i ON t (a) WHERE b IS NOT NULL; "),
        new("12 longer varchar with a check", "modifyDataType: {tableName: t, columnName: b, newDataType: varchar(500)}", "ALTER TABLE t ADD CHECK (b <> ''); "),
        new("12 greater precision", "modifyDataType: {tableName: t, columnName: n, newDataType: 'numeric(14,2)'}"),
        new("12 timestamp with time zone in UTC", "modifyDataType: {tableName: t, columnName: s, newDataType: timestamp with time zone}") { TimeZone = "UTC" },
        new("12 timestamp with time zone in UTC with an index", "modifyDataType: {tableName: t, columnName: s, newDataType: timestamp with time zone}", "CREATE INDEX i ON t (s); ") { TimeZone = "UTC" },
        new("12 varchar to text under a foreign key", "modifyDataType: {tableName: c, columnName: k, newDataType: text}", "CREATE TABLE q (k varchar(9) PRIMARY KEY); CREATE TABLE c (k varchar(9) REFERENCES q); INSERT INTO q VALUES ('a'); INSERT INTO c VALUES ('a'); ", "c"),
        new("13 collation", "modifyDataType: {tableName: t, columnName: e, newDataType: 'varchar(50) COLLATE \"C\"'}"),
        new("13 collation with an index", "modifyDataType: {tableName: t, columnName: b, newDataType: 'varchar(50) COLLATE \"C\"'}", Index),
        new("14 narrower integer", "modifyDataType: {tableName: t, columnName: a, newDataType: smallint}"),
        new("15 SET NOT NULL", "addNotNullConstraint: {tableName: t, columnName: a}"),
        new("15 SET NOT NULL proven by a check", "addNotNullConstraint: {tableName: t, columnName: a}", "ALTER TABLE t ADD CHECK (a IS NOT NULL); "),
        new("15 SET NOT NULL proven by a part of a check", "addNotNullConstraint: {tableName: t, columnName: a}", "ALTER TABLE t ADD CHECK (a IS NOT NULL AND n > 0); "),
        new("15 SET NOT NULL with a check that has not been validated", "addNotNullConstraint: {tableName: t, columnName: a}", "ALTER TABLE t ADD CHECK (a IS NOT NULL) NOT VALID; "),
        new("15 SET NOT NULL with another check", "addNotNullConstraint: {tableName: t, columnName: a}", Check),
        new("15 SET NOT NULL on what is", "addNotNullConstraint: {tableName: t, columnName: id}"),
        new("16 DROP NOT NULL", "dropNotNullConstraint: {tableName: t, columnName: a}", "ALTER TABLE t ALTER a SET NOT NULL; "),
        new("17 change a default", "addDefaultValue: {tableName: t, columnName: a, defaultValueNumeric: 5}"),
        new("17 drop a default", "dropDefaultValue: {tableName: t, columnName: a}", "ALTER TABLE t ALTER a SET DEFAULT 1; "),
        new("17 comment on a column", "setColumnRemarks: {tableName: t, columnName: a, remarks: words}"),
        new("17 comment on a table", "setTableRemarks: {tableName: t, remarks: words}"),
        new("18 create an index", "createIndex: {tableName: t, indexName: i, columns: [column: {name: b}]}"),
        Node("18 create an index concurrently", "CREATE INDEX CONCURRENTLY i ON t (b)", new CreateIndex(T, new("i", [new("b")])) { Concurrently = true }),
        new("19 drop an index", "dropIndex: {tableName: t, indexName: i}", Index),
        Node("19 drop an index concurrently", "DROP INDEX CONCURRENTLY i", new DropIndex(T, ObjectName.Of("i")) { Concurrently = true }, Index),
        Raw("20 reindex", "REINDEX TABLE t", RawOperationKind.Reindex, Index),
        Raw("20 reindex an index", "REINDEX INDEX i", RawOperationKind.Reindex, Index),
        Raw("20 reindex concurrently", "REINDEX TABLE CONCURRENTLY t", RawOperationKind.Reindex, Index, concurrently: true),
        new("21 add UNIQUE", "addUniqueConstraint: {tableName: t, constraintName: u, columnNames: a}"),
        new("21 add UNIQUE using an index", "addUniqueConstraint: {tableName: t, constraintName: u, columnNames: a, forIndexName: i}", "CREATE UNIQUE INDEX i ON t (a); "),
        new("22 add a primary key", "addPrimaryKey: {tableName: k, constraintName: kp, columnNames: id}", "CREATE TABLE k AS SELECT id FROM t; ", "k"),
        new("22 add a primary key using an index", "addPrimaryKey: {tableName: k, constraintName: kp, columnNames: id, forIndexName: ki}", "CREATE TABLE k AS SELECT id FROM t; CREATE UNIQUE INDEX ki ON k (id); ", "k"),
        new("22 add a primary key using an index of a NOT NULL column", "addPrimaryKey: {tableName: k, constraintName: kp, columnNames: id, forIndexName: ki}", "CREATE TABLE k AS SELECT id FROM t; CREATE UNIQUE INDEX ki ON k (id); ALTER TABLE k ALTER id SET NOT NULL; ", "k"),
        new("22 add a primary key using an index of a column that a check proves", "addPrimaryKey: {tableName: k, constraintName: kp, columnNames: id, forIndexName: ki}", "CREATE TABLE k AS SELECT id FROM t; CREATE UNIQUE INDEX ki ON k (id); ALTER TABLE k ADD CHECK (id IS NOT NULL); ", "k"),
        new("23 add a check", "addCheckConstraint: {tableName: t, constraintName: k, constraintBody: a > 0}"),
        new("23 add a check without validation", "addCheckConstraint: {tableName: t, constraintName: k, constraintBody: a > 0, validate: false}"),
        Raw("23 validate a check", "ALTER TABLE t VALIDATE CONSTRAINT k", RawOperationKind.ValidateConstraint, "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID; "),
        new("24 add a foreign key", "addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: parent, referencedColumnNames: id, constraintName: f}"),
        new("24 add a foreign key without validation", "addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: parent, referencedColumnNames: id, constraintName: f, validate: false}"),
        new("24 add a foreign key to itself", "addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: t, referencedColumnNames: id, constraintName: f}"),
        Raw("24 validate a foreign key", "ALTER TABLE t VALIDATE CONSTRAINT f", RawOperationKind.ValidateConstraint, "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES parent NOT VALID; "),
        Raw("26 add an exclusion constraint", "ALTER TABLE t ADD EXCLUDE USING btree (a WITH =)", RawOperationKind.AddExclusion),
        new("27 drop a foreign key", "dropForeignKeyConstraint: {baseTableName: t, constraintName: fk}", Child),
        new("27 drop a check", "dropCheckConstraint: {tableName: t, constraintName: k}", Check),
        new("27 drop UNIQUE", "dropUniqueConstraint: {tableName: t, constraintName: u}", "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a); "),
        new("27 drop a primary key", "dropPrimaryKey: {tableName: t}"),
        new("28 rename a table", "renameTable: {oldTableName: t, newTableName: z}"),
        new("29 drop a table", "dropTable: {tableName: t}"),
        new("29 drop a table with a foreign key", "dropTable: {tableName: t}", Child),
        new("29 drop a table that others point at", "dropTable: {tableName: t, cascadeConstraints: true}", Referencing),
        new("29 create a table with a foreign key", "createTable: {tableName: z, columns: [column: {name: p, type: int, constraints: {foreignKeyName: f, references: parent(id)}}]}", Table: "z"),
        Raw("30 drop a schema", "DROP SCHEMA s2 CASCADE", RawOperationKind.DropSchema, "CREATE SCHEMA s2; ALTER TABLE t SET SCHEMA s2; "),
        Raw("30 move a table to another schema", "ALTER TABLE t SET SCHEMA s2", RawOperationKind.RenameSchema, "CREATE SCHEMA s2; "),
        Raw("31 add a value to an enum", "ALTER TYPE mood ADD VALUE 'ok'", RawOperationKind.AddEnumValue, "CREATE TYPE mood AS ENUM ('sad'); ALTER TABLE t ADD m mood; "),
        Raw("32 rename a value of an enum", "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'", RawOperationKind.ChangeEnumValue, "CREATE TYPE mood AS ENUM ('sad'); ALTER TABLE t ADD m mood; "),
        Node("33 add a constraint to a domain", "ALTER DOMAIN d ADD CHECK (VALUE > 0)", new RawOperation(RawOperationKind.DomainConstraint, new(ObjectKind.Table, ObjectName.Of("d"))), "CREATE DOMAIN d AS int; ALTER TABLE t ADD x d; CREATE TABLE u (x d); "),
        new("33 add a column of a constrained domain", Add("type: d"), "CREATE DOMAIN d AS int CHECK (VALUE > 0); "),
        new("33 add a column of a free domain", Add("type: d"), "CREATE DOMAIN d AS int; "),
        new("34 attach a partition", "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (1000) TO (2000)", Partitions, "p2") { Effects = [new RawOperation(RawOperationKind.AttachPartition, new(ObjectKind.Table, ObjectName.Of("p"))) { Part = "p2" }] },
        Raw("35 detach a partition", "ALTER TABLE p DETACH PARTITION p1", RawOperationKind.DetachPartition, Partitions, "p", "p1"),
        Raw("35 detach a partition concurrently", "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", RawOperationKind.DetachPartition, Partitions, "p", "p1", concurrently: true),
        Raw("35 create a partition", "CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (2000) TO (3000)", RawOperationKind.CreatePartition, Partitions, "p", "p3"),
        Node("36 create a trigger", CreateTrigger, new CreateStoredProgram(new(ObjectKind.Trigger, ObjectName.Of("g"), CreateTrigger) { Table = T }), Function),
        Node("36 drop a trigger", "DROP TRIGGER g ON t", new DropStoredProgram(new(ObjectKind.Trigger, ObjectName.Of("g")), T), $"{Function}{CreateTrigger}; "),
        Raw("36 disable a trigger", "ALTER TABLE t DISABLE TRIGGER g", RawOperationKind.SwitchTrigger, $"{Function}{CreateTrigger}; "),
        Raw("37 row level security", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", RawOperationKind.TableSetting),
        Raw("37 replica identity", "ALTER TABLE t REPLICA IDENTITY FULL", RawOperationKind.TableSetting),
        Raw("37 owner", "ALTER TABLE t OWNER TO CURRENT_USER", RawOperationKind.TableSetting),
        Raw("37 storage", "ALTER TABLE t ALTER b SET STORAGE EXTERNAL", RawOperationKind.TableSetting),
        Raw("38 set unlogged", "ALTER TABLE t SET UNLOGGED", RawOperationKind.Rewrite),
        Raw("38 cluster", "CLUSTER t USING t_pkey", RawOperationKind.Rewrite),
        Raw("38 vacuum full", "VACUUM FULL t", RawOperationKind.Rewrite),
        Raw("39 refresh a materialized view", "REFRESH MATERIALIZED VIEW m", RawOperationKind.RefreshView, View, "m"),
        Raw("39 refresh a materialized view concurrently", "REFRESH MATERIALIZED VIEW CONCURRENTLY m", RawOperationKind.RefreshView, View, "m", concurrently: true),
        new("39 replace a view", "createView: {viewName: v, replaceIfExists: true, selectQuery: 'SELECT id, a FROM t'}", "CREATE VIEW v AS SELECT id FROM t; ", "v"),
        new("39 create a view", "createView: {viewName: v, selectQuery: 'SELECT id, a FROM t'}", Table: "v"),
        Raw("40 truncate", "TRUNCATE t", RawOperationKind.Truncate),
        Raw("40 truncate with what points at it", "TRUNCATE t CASCADE", RawOperationKind.Truncate, Referencing, cascade: true),
        Raw("40 lock", "LOCK TABLE t", RawOperationKind.LockTable),
        Raw("40 lock in a mode", "LOCK TABLE t IN SHARE MODE", RawOperationKind.LockTable, part: "SHARE"),
        new("41 update all rows", "update: {tableName: t, columns: [column: {name: a, valueNumeric: 1}]}"),
        new("41 delete all rows", "delete: {tableName: t}"),
    ];

    const string Function = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; ";
    const string CreateTrigger = "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()";

    /// <summary>The cases by name.</summary>
    public static TheoryData<string> Names() => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_plan_states_what_the_server_does(string name)
    {
        var one = Cases.Single(c => c.Name == name);
        await probe.ResetAsync(servers, Tables + one.Setup);
        var statements = await one.PlanAsync(probe.ConnectionIn(one.TimeZone), "postgresql");
        Assert.NotEmpty(statements);
        foreach (var statement in statements)
            Assert.Equal(PostgreSqlLockProbe.Stated(one.Table, statement.Lock), await probe.ObserveAsync(one, statement));
    }
}
