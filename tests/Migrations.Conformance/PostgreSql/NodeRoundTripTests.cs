using System.Collections.Immutable;
using System.Text.Json;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.History;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Conformance.PostgreSql;

/// <summary>
/// What is rendered, run on a server and read back from its catalogue is what the model says of the step; and what undoes it, after a way through JSON,
/// leads back to exactly what was there. This is what a resumed run relies on.
/// </summary>
public sealed class NodeRoundTripTests(Servers servers)
{
    static readonly SqlDialect Dialect = DialectRegistry.Get("postgresql").DefaultDialect;
    static readonly ObjectName Person = ObjectName.Of("person");
    static readonly ObjectName Pet = ObjectName.Of("pet");

    /// <summary>The cases by name.</summary>
    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_read_back_is_what_was_planned_there_and_back(string name)
    {
        var (setup, nodes) = Cases[name];
        await using var session = await OpenAsync();
        var model = SchemaModel.Empty(session.Dialect.Names);
        foreach (var node in setup)
            model = await RunAsync(session, node, model);
        model = await InspectAsync(session);
        var start = Describe(model);
        var undo = new List<SqlNode>();
        foreach (var node in nodes)
        {
            var before = model;
            undo.InsertRange(0, node.Invert(before).Nodes);
            model = await RunAsync(session, node, before);
            Assert.Equal(Describe(model), Describe(await InspectAsync(session)));
            model = await InspectAsync(session);
        }
        var kept = JsonSerializer.Deserialize<ImmutableArray<SqlNode>>(UndoPlanner.Serialize([.. undo]), StateStore.Json);
        foreach (var node in kept)
            model = await RunAsync(session, node, model);
        Assert.Equal(Describe(model), Describe(await InspectAsync(session)));
        Assert.Equal(start, Describe(model));
    }

    static async Task<SchemaModel> RunAsync(IDatabaseSession session, SqlNode node, SchemaModel model)
    {
        foreach (var adapted in session.Dialect.Adapt([node], model))
        {
            var statements = adapted.Render(session.Dialect, model).ToList();
            try
            {
                await session.ExecuteAsync(statements, CancellationToken.None);
            }
            catch (StatementFailedException e)
            {
                Assert.Fail($"{e.Message} at {e.Position}: {e.Statement.Text}");
            }
            model = session.Dialect.Apply(adapted, model);
        }
        return model;
    }

    static Task<SchemaModel> InspectAsync(IDatabaseSession session) => session.InspectAsync(null, SchemaModel.Unknown(session.Dialect.Names), CancellationToken.None);

    /// <summary>The whole schema but for what lies in other schemas, which a full inspection leaves out.</summary>
    static string Describe(SchemaModel schema) =>
        string.Join('\n', MigrationTool.Describe(schema, null).Where(d => !d.Key.Contains(" other.", StringComparison.Ordinal)).Select(d => $"{d.Key}: {d.Value}").Select(Lines));

    static string Lines(string json) => json.Replace("{\"", "\n{\"", StringComparison.Ordinal);

    async Task<IDatabaseSession> OpenAsync()
    {
        var connection = await servers.CreateDatabaseAsync("postgresql");
        var provider = DialectRegistry.Get("postgresql");
        await using (var first = await provider.OpenAsync(new(connection), CancellationToken.None))
            await first.ExecuteAsync([new("CREATE SCHEMA \"App\"", StatementLock.None), new("CREATE SCHEMA other", StatementLock.None)], CancellationToken.None);
        return await provider.OpenAsync(new(connection + ";Search Path='\"App\"'"), CancellationToken.None);
    }

    // ---- cases -------------------------------------------------------------------------------------------------

    static SqlType T(string type) => Dialect.MapType(type, autoIncrement: false);

    static Column C(string name, string type, SqlValue? value = null, bool nullable = true) => new(name, T(type)) { Default = value, Nullable = nullable };

    static CreateTable PersonTable { get; } = new(new(Person,
    [
        C("id", "int", nullable: false), C("name", "varchar(50)", new StringValue("it's \\ \"q\"\nü😀")), C("age", "int", new NumberValue("-5")), C("active", "boolean", new BooleanValue(true)),
        C("born", "timestamp", new DateValue("2020-01-02T03:04:05.6")), C("note", "text"),
    ])
    {
        PrimaryKey = new("person_pkey", ["id"]),
        Checks = [new("ck_age", "(age > '-10'::integer)")],
        Remarks = "people; it's",
    });

    static CreateTable PetTable { get; } = new(new(Pet, [C("id", "bigint", nullable: false), C("owner", "int"), C("tag", "char(3)")])
    {
        PrimaryKey = new("pk_pet", ["id"]),
        UniqueConstraints = [new("uq_tag", ["tag", "owner"]) { Deferrable = true }],
        ForeignKeys = [new("fk_owner", ["owner"], Person, ["id"]) { OnDelete = ReferentialAction.SetNull, OnUpdate = ReferentialAction.Cascade }],
        Indexes = [new("ix_owner", [new("owner"), new("tag") { Descending = true }])],
    });

    static AlterColumn Alter(ObjectName table, string column, Column after, ColumnAspects changed) => new(table, null, after with { Name = column }, changed);

    static RawSql Sql(string text) => new(text);

    static readonly SqlNode[] Both = [PersonTable, PetTable];

    static readonly Dictionary<string, (SqlNode[] Setup, SqlNode[] Nodes)> Cases = new()
    {
        ["create table"] = ([], [PersonTable]),
        ["create table with references"] = ([PersonTable], [PetTable]),
        ["create table that refers to itself"] = ([], [new CreateTable(new(Pet, [C("id", "int", nullable: false), C("parent", "int")])
        {
            PrimaryKey = new(null, ["id"]), UniqueConstraints = [new(null, ["parent"]) { InitiallyDeferred = true }], ForeignKeys = [new("fk_self", ["parent"], Pet, ["id"]) { Validated = false, InitiallyDeferred = true }],
        })]),
        ["names that need quotes"] = ([], [new CreateTable(new(ObjectName.Of("My \"Table\""), [C("Select", "int", nullable: false), C("a b", "text", new StringValue("x"))])
        {
            PrimaryKey = new(null, ["Select"]), UniqueConstraints = [new(null, ["a b", "Select"])], Indexes = [new("Ix \"1\"", [new("a b")])], Remarks = "x",
        })]),
        ["another schema"] = ([], [new CreateTable(new(new("other", "t"), [C("id", "int")]))]),
        ["deferrable primary key"] = ([], [new CreateTable(new(Pet, [C("id", "int")]) { PrimaryKey = new(null, ["id"]) { Deferrable = true, InitiallyDeferred = true } })]),
        ["every type"] = ([], [new CreateTable(new(Pet,
        [
            .. new[] { "bigint", "smallint", "int", "decimal", "decimal(10,2)", "decimal(10)", "double", "float", "float(10)", "real", "boolean", "char", "char(5)", "varchar", "varchar(20)", "nvarchar(20)", "clob", "blob", "longblob", "bytea",
                "date", "time", "time(3)", "timetz", "datetime", "timestamp(3)", "timestamp with time zone", "timestamptz(0)", "uuid", "json", "jsonb", "xml", "inet", "bit", "bit(8)", "bit varying(5)", "interval", "interval(3)", "text[]", "int[]",
                "varchar(20)[]", "numeric(10,2)[]", "timestamp(3) with time zone", "tsvector", "\"char\"", "bpchar", "oid", "name", "money", "int4range", "java.sql.Types.VARCHAR(10)", "interval day to second" }.Select((t, i) => C($"c{i}", t)),
        ]))]),
        ["every default"] = ([new CreateSequence(new(ObjectName.Of("seq1")))], [new CreateTable(new(Pet,
        [
            C("a", "int", new StringValue("5")), C("b", "bigint", new NumberValue("9999999999")), C("c", "numeric(10,2)", new NumberValue("1.50")), C("d", "double", new NumberValue(".5")), C("e", "numeric", new NumberValue("1e3")),
            C("f", "varchar(20)", new NumberValue("5")), C("g", "text", new BooleanValue(true)), C("h", "varchar(20)", new StringValue("NULL")), C("i", "date", new StringValue("2020-01-02")), C("j", "date", new DateValue("2020-01-02T03:04:05")),
            C("k", "timestamp", new StringValue("2020-01-02")), C("l", "timestamptz", new DateValue("2020-06-02T03:04:05.600")), C("m", "time", new DateValue("03:04:05")), C("n", "timestamp", new ExpressionValue("CURRENT_TIMESTAMP")),
            C("o", "timestamp", new ExpressionValue("current_datetime")), C("p", "timestamp", new StringValue("now()")), C("q", "uuid", new ExpressionValue("gen_random_uuid()")), C("r", "uuid", new StringValue("123E4567-e89b-12d3-a456-426614174000")),
            C("s", "int", new SequenceNextValue(ObjectName.Of("seq1"))), C("t", "boolean", new NumberValue("1")), C("u", "boolean", new StringValue("f")), C("v", "json", new StringValue("{\"a\": 1}")), C("w", "varchar(5)", new NullValue()),
            C("x", "int", new NullValue()), C("y", "text", new DateValue("2020-01-02T03:04:05")), C("z", "date", new ExpressionValue("current_date")), C("aa", "bit", new BooleanValue(true)), C("ab", "bit(8)", new StringValue("10101010")),
            C("ac", "int", new StringValue("nextval('seq1')")), C("ad", "char(3)", new StringValue("a")), C("ae", "int", new NumberValue("007")), C("af", "numeric", new NumberValue("-0.0")), C("ag", "bytea", new StringValue("\\x00ff")),
            C("ah", "text", new ExpressionValue("'x'")), C("ai", "boolean", new ExpressionValue("TRUE")), C("aj", "text[]", new StringValue("{a,b}")), C("ak", "int", new ExpressionValue("-3")), C("al", "varchar(50)", new ExpressionValue("CURRENT_USER")),
            C("am", "timestamp", new DateValue("2020-01-02T03:04:05")), C("an", "real", new StringValue("1.5")), C("ao", "text", new StringValue("")),
        ]))]),
        ["identity"] = ([], [new CreateTable(new(Pet,
            [C("id", "int", nullable: false) with { Identity = new(100, 5) }]) { PrimaryKey = new(null, ["id"]) }), new AddColumn(Pet, C("b", "bigint") with { Identity = null }, null, []), new DropColumn(Pet, "id")]),
        ["identity always"] = ([], [new CreateTable(new(Pet, [C("id", "bigint") with { Identity = new(null, null, "ALWAYS") }])), new AddColumn(Pet, C("x", "smallint"), null, [])]),
        ["serial is identity in a new table"] = ([], [new CreateTable(new(Pet, [new("id", new("bigserial")) { Nullable = false }]))]),
        ["collations, generated columns, what stands behind types"] = ([], [new CreateTable(new(Pet,
        [
            C("a", "varchar(20) collate \"C\""), C("b", "varchar(20) not null"), C("c", "text") with { Collation = "\"POSIX\"" }, C("d", "int"), C("e", "int") with { Generated = "(d * 2)", GeneratedStored = true },
        ])), new RenameColumn(Pet, "d", "dd"), new RenameColumn(Pet, "dd", "From")]),
        ["options of tables and columns"] = ([], [new CreateTable(new(Pet, [C("a", "text") with { Options = "SET STORAGE EXTERNAL; SET STATISTICS 50", Remarks = "c" }]) { Options = "UNLOGGED; WITH (fillfactor=70)" })]),
        ["drop table"] = (Both, [new DropTable(Pet)]),
        ["drop table cascade"] = (Both, [new DropTable(Person, Cascade: true)]),
        ["rename table"] = (Both, [new RenameTable(Person, "People"), new RenameTable(Pet, "pets")]),
        ["add column"] = ([PersonTable], [new AddColumn(Person, C("x", "int", new NumberValue("1"), nullable: false) with { Remarks = "new" }, null, [new UniqueConstraint("uq_x", ["x"])])]),
        ["add column with key and reference"] = ([PersonTable, new CreateTable(new(Pet, [C("a", "int")]))],
            [new AddColumn(Pet, C("x", "int"), null, [new ForeignKey("fk_x", ["x"], Person, ["id"]) { OnDelete = ReferentialAction.Cascade }]), new AddColumn(Pet, C("k", "int"), null, [new PrimaryKey("pet_pkey", ["k"])])]),
        ["drop last column"] = ([PersonTable, new CreateTable(new(Pet, [C("a", "int"), C("b", "int")]) { Checks = [new("ck", "(a > b)")], Indexes = [new("ix", [new("a"), new("b")])] })], [new DropColumn(Pet, "b")]),
        ["rename column"] = (Both, [new RenameColumn(Person, "id", "Id"), new RenameColumn(Pet, "owner", "person")]),
        ["rename column in checks and indexes"] = ([PersonTable, new CreateIndex(Person, new("ix1", [new("lower((name)::text)") { Computed = true }]) { Where = "(age > 3)" }), Sql("CREATE INDEX ix2 ON person USING btree (age, name varchar_pattern_ops) INCLUDE (active)")],
            [new RenameColumn(Person, "age", "years"), new RenameColumn(Person, "name", "Full Name")]),
        ["retype"] = ([PersonTable], [
            Alter(Person, "age", C("", "bigint"), ColumnAspects.Type), Alter(Person, "name", C("", "varchar(100)"), ColumnAspects.Type), Alter(Person, "note", C("", "varchar(10)"), ColumnAspects.Type),
        ]),
        ["retype with default"] = ([PersonTable], [Alter(Person, "note", C("", "varchar(10)", new StringValue("x")), ColumnAspects.Type | ColumnAspects.Default)]),
        ["nullability"] = ([PersonTable], [Alter(Person, "age", C("", "int", nullable: false), ColumnAspects.Nullable), Alter(Person, "age", C("", "int"), ColumnAspects.Nullable)]),
        ["default"] = ([PersonTable], [
            Alter(Person, "age", C("", "int", new NumberValue("7")), ColumnAspects.Default), Alter(Person, "born", C("", "timestamp", new ExpressionValue("now()")), ColumnAspects.Default), Alter(Person, "name", C("", "text"), ColumnAspects.Default),
            Alter(Person, "note", C("", "text", new NumberValue("5")), ColumnAspects.Default), Alter(Person, "note", C("", "text", new StringValue("null")), ColumnAspects.Default), Alter(Person, "name", C("", "text", new NullValue()), ColumnAspects.Default),
        ]),
        ["remarks"] = ([PersonTable], [Alter(Person, "name", C("", "text") with { Remarks = "it's" }, ColumnAspects.Remarks), Alter(Person, "name", C("", "text") with { Remarks = "" }, ColumnAspects.Remarks)]),
        ["numbering an existing column"] = ([PersonTable], [Alter(Person, "id", C("", "int") with { Identity = new(100, 10) }, ColumnAspects.Identity)]),
        ["a default that owns its sequence"] = ([PersonTable, new CreateSequence(new(ObjectName.Of("s1")) { StartValue = 5, Type = new("int") })],
            [Alter(Person, "age", C("", "int", new SequenceNextValue(ObjectName.Of("s1")) { Owned = true }), ColumnAspects.Default)]),
        ["drop a table that owns a sequence"] = ([Sql("CREATE TABLE pet (id serial PRIMARY KEY, b bigserial)"), Sql("ALTER SEQUENCE pet_b_seq INCREMENT BY 5 START 3 MAXVALUE 1000 CACHE 2 CYCLE")], [new DropTable(Pet)]),
        ["drop a column that owns a sequence"] = ([Sql("CREATE TABLE pet (a int, id smallserial)")], [new DropColumn(Pet, "id")]),
        ["primary key"] = ([new CreateTable(new(Pet, [C("a", "int"), C("b", "int")]))], [new AddConstraint(Pet, new PrimaryKey("pk", ["a", "b"]) { Clustered = true }), new DropConstraint(Pet, new PrimaryKey(null, []))]),
        ["keys that take over an index"] = ([new CreateTable(new(Pet, [C("a", "int"), C("b", "int")]))],
        [
            new CreateIndex(Pet, new("ux", [new("a")]) { Unique = true }), new AddConstraint(Pet, new PrimaryKey("pk", ["a"]) { UsingIndex = "ux" }),
            new CreateIndex(Pet, new("uy", [new("b")]) { Unique = true }), new AddConstraint(Pet, new UniqueConstraint("uq", ["b"]) { UsingIndex = "uy" }),
        ]),
        ["unique"] = ([PersonTable], [new AddConstraint(Person, new UniqueConstraint("uq", ["name", "age"]) { Deferrable = true, InitiallyDeferred = true }), new DropConstraint(Person, new UniqueConstraint("uq", []))]),
        ["foreign key"] = ([PersonTable, new CreateTable(new(Pet, [C("a", "int")]))],
            [new AddConstraint(Pet, new ForeignKey("fk", ["a"], Person, ["id"]) { Validated = false, OnDelete = ReferentialAction.Restrict, OnUpdate = ReferentialAction.SetDefault, Deferrable = true }), new DropConstraint(Pet, new ForeignKey("fk", [], Person, []))]),
        ["check"] = ([PersonTable], [new AddConstraint(Person, new CheckConstraint("ck2", "(id > 0)") { Validated = false }), new DropConstraint(Person, new CheckConstraint("ck2", ""))]),
        ["index"] = ([PersonTable], [
            new CreateIndex(Person, new("i1", [new("name") { Descending = true }, new("age")]) { Unique = true, Where = "(age > 3)" }), new CreateIndex(Person, new("i2", [new("age")]) { Clustered = true }),
            new CreateIndex(Person, new("i3", [new("name")]) { Method = "hash" }), new DropIndex(Person, ObjectName.Of("i1")), new DropIndex(null, ObjectName.Of("i3")),
        ]),
        ["sequence"] = ([], [new CreateSequence(new(ObjectName.Of("s")) { Type = new("int"), StartValue = 5, IncrementBy = 2, MinValue = 1, MaxValue = 100, Cycle = true, CacheSize = 7 }), new DropSequence(ObjectName.Of("s")),
            new CreateSequence(new(ObjectName.Of("d")) { IncrementBy = -1, MaxValue = -1, StartValue = -1, Cycle = false, CacheSize = 0, Type = new("bigint") })]),
        ["what only the server's own words say"] = (
            [
                PersonTable, Sql("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA other"), Sql("CREATE TYPE mood AS ENUM ('sad', 'ok')"), Sql("CREATE DOMAIN positive AS int CHECK (value > 0)"),
                Sql("CREATE TABLE pet (id int GENERATED ALWAYS AS IDENTITY (MINVALUE 5 CACHE 3) PRIMARY KEY, m mood DEFAULT 'ok', p positive, r int4range, owner int, owner2 int, UNIQUE NULLS NOT DISTINCT (p), UNIQUE (m) INCLUDE (p), EXCLUDE USING gist (r WITH &&), CHECK (id > 0) NO INHERIT, CONSTRAINT fk FOREIGN KEY (owner) REFERENCES person MATCH FULL)"),
                Sql("CREATE INDEX ON pet USING gin ((ARRAY[owner])) WITH (fastupdate=off)"), Sql("CREATE INDEX ON pet (owner NULLS FIRST, owner2 DESC NULLS LAST) WHERE id > 5"),
                Sql("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'"), Sql("CREATE TRIGGER trg BEFORE UPDATE OF owner ON pet FOR EACH ROW WHEN (new.owner > 0) EXECUTE FUNCTION f()"),
            ], [new DropTable(Pet)]),
        ["rename below the server's own words"] = (
            [
                PersonTable, Sql("CREATE INDEX i_inc ON person (age) INCLUDE (name)"), Sql("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'"),
                Sql("CREATE TRIGGER \"on ON\" BEFORE UPDATE OF age ON person FOR EACH ROW WHEN (new.age > 0) EXECUTE FUNCTION f()"),
            ], [new RenameTable(Person, "people"), new RenameTable(ObjectName.Of("people"), "On"), new RenameColumn(ObjectName.Of("On"), "age", "years")]),
        ["partitions"] = (
            [Sql("CREATE TABLE pet (id int, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (d)"), Sql("CREATE TABLE pet_1 PARTITION OF pet FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')"), Sql("CREATE TABLE pet_x PARTITION OF pet DEFAULT")],
            [new DropTable(ObjectName.Of("pet_x")), new DropTable(ObjectName.Of("pet_1"))]),
        ["views"] = ([PersonTable, Sql("CREATE VIEW v AS SELECT id FROM person"), Sql("CREATE MATERIALIZED VIEW m AS SELECT id, name FROM person"), Sql("COMMENT ON MATERIALIZED VIEW m IS 'x'"), Sql("CREATE VIEW b WITH (security_barrier=true) AS SELECT 1 AS a")],
            [new DropView(ObjectName.Of("v")), new DropView(ObjectName.Of("m"), IfExists: true), new DropView(ObjectName.Of("b"))]),
        ["rows"] = ([PersonTable], [
            new InsertRows(Person, [new("id", new NumberValue("1")), new("name", new StringValue("a'b\\c\nü")), new("active", new BooleanValue(false)), new("born", new DateValue("2020-01-02T03:04:05")), new("note", new ExpressionValue("current_datetime"))]),
            new InsertRows(Person, [new("id", new NumberValue("2")), new("name", new NullValue()), new("born", new StringValue("2020-01-02"))], new RowExists(Person, new ColumnEquals("id", new NumberValue("1")))),
        ]),
    };
}
