using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Schema.ObjectName;

namespace Migrations.Tests.Sqlite;

/// <summary>Every node, run on a real file: the schema is then the planned one, rows are what they were, and the way back leads to the schema before.</summary>
public sealed class NodeRoundTripTests
{
    static readonly ObjectName Person = Of("person");
    static readonly ObjectName Pet = Of("Pet");
    static readonly SqlType Integer = new("INTEGER");
    static readonly SqlType Text = new("VARCHAR(20)");

    static readonly string[] Setup =
    [
        "CREATE TABLE person (id INTEGER CONSTRAINT PK_PERSON PRIMARY KEY AUTOINCREMENT NOT NULL, name VARCHAR(50), age INTEGER DEFAULT 7, \"e mail\" TEXT COLLATE NOCASE, CONSTRAINT uq_mail UNIQUE (\"e mail\"), CONSTRAINT ck_age CHECK (age < 200))",
        "CREATE TABLE \"Pet\" (id int not null primary key, person_id int constraint fk_owner references person (id) on delete cascade, name text not null default 'rex', born DATE, twice int generated always as (id * 2) virtual)",
        "CREATE INDEX ix_name ON person (name DESC, lower(name)) WHERE age > 3",
        "CREATE UNIQUE INDEX ux_pet ON Pet (name, person_id)",
        "CREATE TABLE log (what TEXT)",
        "CREATE TRIGGER tr_person AFTER UPDATE OF name ON person BEGIN INSERT INTO log VALUES (new.name); END",
        "CREATE VIEW v_person AS SELECT p.id, p.name, q.name AS pet FROM person p LEFT JOIN Pet q ON q.person_id = p.id",
        "CREATE TRIGGER tr_view INSTEAD OF DELETE ON v_person BEGIN DELETE FROM log; END",
        "CREATE TABLE plain (a INT, b VARCHAR(9))",
        "INSERT INTO person VALUES (1, 'Ann', 30, 'ann@x'), (2, 'Bob', NULL, NULL), (9, 'Gone', 1, NULL)",
        "DELETE FROM person WHERE id = 9",
        "INSERT INTO Pet (id, person_id, name) VALUES (1, 1, 'rex'), (2, 2, 'tom'), (3, NULL, 'stray')",
        "INSERT INTO plain (rowid, a, b) VALUES (7, 1, 'x'), (9, 2, 'y')",
    ];

    static readonly Dictionary<string, Func<SchemaModel, SqlNode[]>> Cases = new()
    {
        ["create table"] = _ => [new CreateTable(new(Of("t"), [new("id", Integer) { Nullable = false }, new("b", Text) { Default = new StringValue("it's") }]) { PrimaryKey = new("PK_T", ["id"]) })],
        ["create table with everything"] = _ =>
        [
            new CreateTable(new(Of("Or\"der"),
            [
                new("id", Integer) { Identity = new() }, new("a b", new("DECIMAL(10, 2)")) { Nullable = false, Default = new NumberValue("-1.5") },
                new("flag", new("BOOLEAN")) { Default = new BooleanValue(true) }, new("at", new("TEXT")) { Default = new ExpressionValue("CURRENT_TIMESTAMP") },
                new("c", Text) { Collation = "NOCASE" }, new("g", Integer) { Generated = "id + 1", GeneratedStored = true }, new("person_id", Integer),
            ])
            {
                PrimaryKey = new("PK", ["id"]),
                UniqueConstraints = [new(null, ["c"]), new("uq", ["a b", "c"])],
                ForeignKeys = [new("fk", ["person_id"], Person, ["id"]) { OnDelete = ReferentialAction.SetNull, OnUpdate = ReferentialAction.Cascade, Deferrable = true, InitiallyDeferred = true }],
                Checks = [new("ck", "flag IN (0, 1)")],
                Indexes = [new("ix", [new("c") { Descending = true }])],
            }),
        ],
        ["create table without row ids"] = _ => [new CreateTable(new(Of("t"), [new("id", new("TEXT")) { Nullable = false }]) { PrimaryKey = new("PK_T", ["id"]), Options = "WITHOUT ROWID, STRICT" })],
        ["drop table"] = _ => [new DropTable(Pet)],
        ["drop table with cascade"] = _ => [new DropTable(Person, Cascade: true)],
        ["rename table"] = _ => [new RenameTable(Of("plain"), "Some thing")],
        ["add column"] = _ => [new AddColumn(Person, new("height", Integer), null, [])],
        ["add column with default"] = _ => [new AddColumn(Person, new("country", Text) { Nullable = false, Default = new StringValue("de") }, null, [])],
        ["add column with changing default"] = _ => [new AddColumn(Person, new("at", new("TEXT")) { Default = new ExpressionValue("CURRENT_TIMESTAMP") }, null, [])],
        ["add column with check and reference"] = _ =>
            [new AddColumn(Person, new("boss", Integer), null, [new CheckConstraint("ck_boss", "boss <> id"), new ForeignKey("fk_boss", ["boss"], Person, ["id"])])],
        ["add unique column"] = _ => [new AddColumn(Person, new("chip", Integer), null, [new UniqueConstraint("uq_chip", ["chip"])])],
        ["add column as the first"] = _ => [new AddColumn(Pet, new("first", Integer), new(First: true), [])],
        ["add column behind another"] = _ => [new AddColumn(Person, new("second", Integer), new(After: "id"), [])],
        ["add stored generated column"] = _ => [new AddColumn(Person, new("older", Integer) { Generated = "age + 1", GeneratedStored = true }, null, [])],
        ["add not null column that is filled"] = _ => [new AddColumn(Person, new("rank", Integer) { Nullable = false }, null, []), new UpdateRows(Person, [new("rank", new ExpressionValue("id * 10"))], null)],
        ["drop column"] = _ => [new DropColumn(Of("plain"), "b")],
        ["drop column in the middle"] = _ => [new DropColumn(Pet, "born")],
        ["drop indexed column"] = _ => [new DropColumn(Of("plain"), "a")],
        ["drop unique column"] = _ => [new DropColumn(Person, "e mail")],
        ["rename column"] = _ => [new RenameColumn(Person, "age", "years")],
        ["rename key column"] = _ => [new RenameColumn(Person, "id", "number")],
        ["change type"] = s => [new AlterColumn(Person, s.RequireColumn(Person, "age"), s.RequireColumn(Person, "age") with { Type = new("BIGINT") }, ColumnAspects.Type)],
        ["change type without knowing the column"] = _ => [new AlterColumn(Person, null, new("age", new("BIGINT")), ColumnAspects.Type)],
        ["change default"] = s => [new AlterColumn(Person, s.RequireColumn(Person, "age"), s.RequireColumn(Person, "age") with { Default = null }, ColumnAspects.Default)],
        ["set not null"] = s => [new AlterColumn(Person, s.RequireColumn(Person, "name"), s.RequireColumn(Person, "name") with { Nullable = false }, ColumnAspects.Nullable)],
        ["drop not null"] = s => [new AlterColumn(Pet, s.RequireColumn(Pet, "name"), s.RequireColumn(Pet, "name") with { Nullable = true }, ColumnAspects.Nullable)],
        ["change nothing"] = s => [new AlterColumn(Pet, s.RequireColumn(Pet, "name"), s.RequireColumn(Pet, "name"), ColumnAspects.Nullable)],
        ["number rows of a keyed table"] = s => [new AlterColumn(Pet, s.RequireColumn(Pet, "id"), s.RequireColumn(Pet, "id") with { Identity = new() }, ColumnAspects.Identity)],
        ["add primary key"] = _ => [new AddConstraint(Of("plain"), new PrimaryKey("PK_N", ["b", "a"]))],
        ["add unique constraint"] = _ => [new AddConstraint(Of("plain"), new UniqueConstraint("uq_n", ["b"]))],
        ["add foreign key"] = _ => [new AddConstraint(Of("plain"), new ForeignKey("fk_n", ["a"], Person, ["id"]) { OnDelete = ReferentialAction.Restrict })],
        ["add check"] = _ => [new AddConstraint(Of("plain"), new CheckConstraint("ck_n", "a > 0"))],
        ["drop unique constraint"] = _ => [new DropConstraint(Person, new UniqueConstraint("uq_mail", []))],
        ["drop foreign key"] = _ => [new DropConstraint(Pet, new ForeignKey("fk_owner", [], Person, []))],
        ["drop check"] = _ => [new DropConstraint(Person, new CheckConstraint("ck_age", ""))],
        ["create index"] = _ => [new CreateIndex(Person, new("ix", [new("name"), new("age") { Descending = true }, new("lower(name)") { Computed = true }]) { Unique = true, Where = "age > 5" })],
        ["drop index"] = _ => [new DropIndex(Person, Of("ix_name"))],
        ["drop index by its name alone"] = _ => [new DropIndex(null, Of("ux_pet"))],
        ["create view"] = _ => [new CreateView(new(Of("v"), "SELECT a, b FROM plain WHERE b <> 'x''y'"))],
        ["create view as written"] = _ => [new CreateView(new(Of("v"), "create  view v  as select a from plain") { FullDefinition = true })],
        ["create view with named columns"] = _ => [new CreateView(new(Of("v"), "CREATE VIEW IF NOT EXISTS v (x) AS SELECT a FROM plain") { FullDefinition = true })],
        ["replace view"] = _ => [new CreateView(new(Of("v_person"), "SELECT id FROM person"), Replace: true)],
        ["drop view"] = _ => [new DropView(Of("v_person"))],
        ["several alterations of one table"] = s =>
        [
            new AddColumn(Person, new("x", Integer) { Default = new NumberValue("1") }, null, []),
            new AlterColumn(Person, s.RequireColumn(Person, "age"), s.RequireColumn(Person, "age") with { Type = new("REAL") }, ColumnAspects.Type),
            new AddConstraint(Person, new UniqueConstraint("uq_x", ["id", "x"])),
            new CreateIndex(Person, new("ix_x", [new("x")])),
            new DropConstraint(Person, new CheckConstraint("ck_age", "")),
        ],
        ["alterations of a table that is created"] = _ =>
        [
            new CreateTable(new(Of("t"), [new("id", Integer) { Nullable = false }, new("p", Integer)])),
            new CreateTable(new(Of("u"), [new("id", Integer)])),
            new AddColumn(Of("t"), new("q", Integer), null, []),
            new AddConstraint(Of("t"), new PrimaryKey("PK_T", ["id"])),
            new AddConstraint(Of("t"), new ForeignKey("fk_t", ["p"], Person, ["id"])),
        ],
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_schema_is_the_planned_one_and_the_way_back_leads_to_the_schema_before(string name)
    {
        await using var database = await SqliteDatabase.CreateAsync("", Setup);
        var before = await database.InspectAsync();
        var nodes = Cases[name](before);
        var back = database.Invert(before, nodes);
        var rows = await RowsAsync(database, nodes);

        var planned = await database.RunAsync(nodes);
        var after = await database.InspectAsync();
        if (name == "rename key column") // The view speaks of the column, so it has to be looked at again.
            Assert.Contains(SqliteDatabase.Describe(planned), SqliteDatabase.Describe(after), StringComparison.Ordinal);
        else
            Assert.Equal(SqliteDatabase.Describe(planned), SqliteDatabase.Describe(after));
        Assert.Equal(name == "change nothing", SqliteDatabase.Describe(before) == SqliteDatabase.Describe(after));
        Assert.Equal(rows, await RowsAsync(database, nodes));
        Assert.Equal("ok", await database.ScalarAsync("PRAGMA integrity_check"));

        await database.RunAsync(back);
        Assert.Equal(SqliteDatabase.Describe(before), SqliteDatabase.Describe(await database.InspectAsync()));
        Assert.Equal(rows, await RowsAsync(database, nodes));
        Assert.Equal("ok", await database.ScalarAsync("PRAGMA integrity_check"));
        Assert.Equal("9", nodes.Any(n => n is DropTable) ? "9" : await database.ScalarAsync("SELECT seq FROM sqlite_sequence WHERE name = 'person'"));
    }

    /// <summary>What no case touches: columns that stay, row ids.</summary>
    static async Task<ImmutableArray<string>> RowsAsync(SqliteDatabase database, SqlNode[] nodes)
    {
        if (nodes.Any(n => n is DropTable or RenameTable or RenameColumn { From: "id" }))
            return [];
        return
        [
            .. await database.ColumnAsync("SELECT id || coalesce(name, '-') FROM person ORDER BY id"),
            .. await database.ColumnAsync("SELECT id || coalesce(person_id, '-') || name || twice FROM Pet ORDER BY id"),
            .. await database.ColumnAsync("SELECT rowid FROM plain ORDER BY rowid"),
        ];
    }
}
