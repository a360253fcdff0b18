using Migrations.Dialects.SqlServer;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Tests.SqlServer.TransactSql;

namespace Migrations.Tests.SqlServer;

/// <summary>The inspector against rows as the catalogue documents them; there is no server here to ask.</summary>
public class SqlServerInspectorTests
{
    static readonly SqlServerInstance Instance = SqlServerInstance.Default with { Database = "shop", Collation = "SQL_Latin1_General_CP1_CI_AS" };
    static readonly SqlServerDialect Connected = new(Instance);

    readonly List<string> sent = [];

    readonly Dictionary<string, object?[][]> rows = new()
    {
        ["FROM sys.tables AS o LEFT JOIN"] = [[1, "dbo", "Person", null, 0, null], [2, "dbo", "pet", "fg", 0, null], [3, "sales", "person", "ps", 1, "year"]],
        ["FROM sys.columns AS c JOIN sys.types"] =
        [
            Col(1, "id", "int", nullable: false, seed: "5", increment: "2"), Col(1, "Name", "nvarchar", length: 100, nullable: false, collation: "SQL_Latin1_General_CP1_CI_AS", defaultName: "DF_Person_Name", definition: "(N'ü''s')"),
            Col(1, "code", "varchar", length: -1, collation: "Latin1_General_BIN2"), Col(1, "flag", "bit", definition: "((1))", defaultName: "df"), Col(1, "total", "int", expression: "([id]*(2))", persisted: true, nullable: false),
            Col(1, "q", "bigint", definition: "(NEXT VALUE FOR [dbo].[sq])", defaultName: "DF_Person_q"), Col(1, "g", "uniqueidentifier", rowGuid: true), Col(1, "m", "varchar", length: 5, collation: null, mask: "default()", sparse: true), Col(1, "u", "Phone", typeSchema: "types"),
            Col(2, "person_id", "int"), Col(3, "year", "int"),
        ],
        ["FROM sys.indexes AS i JOIN"] =
        [
            Idx(1, 1, "PK_PERSON", 1, "id", unique: true, key: true), Idx(1, 2, "UQ__Person__1", 2, "Name", unique: true, constraint: true), Idx(1, 3, "ix", 2, "Name", where: "([flag]=(1))", descending: true),
            Idx(1, 3, "ix", 2, "code"), Idx(1, 4, "inc", 2, "Name", fill: 80), Idx(1, 4, "inc", 2, "flag", included: true), Idx(1, 5, "cs", 6, "flag", included: true), Idx(1, 6, "x", 3, "code", typeName: "XML"),
            Idx(2, 1, "cl", 1, "person_id", space: "fg"), Idx(3, 1, "pk3", 2, "year", unique: true, key: true, descending: true),
        ],
        ["FROM sys.foreign_keys AS f JOIN sys.foreign_key_columns"] = [[2, "fk", "person_id", "dbo", "Person", "id", (byte)1, (byte)0, true], [3, "fk3", "year", "sales", "years", "y", (byte)0, (byte)2, false]],
        ["FROM sys.check_constraints"] = [[1, "ck", "([id]>(0))", false, false], [2, "off", "([person_id]>(0))", true, true]],
        ["FROM sys.triggers"] = [[1, "tr", "CREATE TRIGGER tr ON Person AFTER INSERT AS SELECT 1", false], [2, "now", "CREATE TRIGGER before ON pet AFTER INSERT AS SELECT 1", true]],
        ["FROM sys.extended_properties"] = [[1, null, "a person"], [1, "Name", "the name"], [9, null, "a view"]],
        ["FROM sys.views AS o LEFT JOIN"] = [[9, "dbo", "v", "CREATE VIEW [dbo].[old] AS select 1 as a"], [10, "dbo", "w", "CREATE VIEW dbo.w (a) AS select 1"], [11, "dbo", "hidden", null]],
        ["FROM sys.objects AS o LEFT JOIN sys.sql_modules"] =
        [
            ["dbo", "hello", "P ", "CREATE PROC hello AS SELECT 1"], ["sales", "now", "FN", "CREATE FUNCTION [sales].[before]() RETURNS int AS BEGIN RETURN 1 END"], ["dbo", "secret", "P ", null],
        ],
        ["FROM sys.synonyms"] = [["dbo", "people", "[hr]..[staff]"]],
        ["FROM sys.sequences"] =
        [
            ["dbo", "sq", "bigint", (byte)19, "-9223372036854775808", "1", "-9223372036854775808", "9223372036854775807", false, true, null],
            ["dbo", "s2", "decimal", (byte)38, "7", "-2", "1", "99999999999999999999999999999999999999", true, false, null],
        ],
    };

    static object?[] Col(int table, string name, string type, string? typeSchema = null, int length = 4, bool nullable = true, string? collation = null, string? defaultName = null, string? definition = null, string? seed = null,
        string? increment = null, string? expression = null, bool? persisted = null, bool sparse = false, bool rowGuid = false, string? mask = null) =>
        [table, name, type, typeSchema, (short)length, (byte)10, (byte)0, nullable, collation, defaultName, definition, seed, increment, expression, persisted, sparse, rowGuid, mask];

    static object?[] Idx(int table, int id, string name, int type, string column, string typeName = "NONCLUSTERED", bool unique = false, bool key = false, bool constraint = false, string? where = null, string? space = null,
        int fill = 0, bool descending = false, bool included = false) => [table, id, name, (byte)type, typeName, unique, key, constraint, where, space, (byte)fill, false, false, column, descending, included];

    Task<SchemaModel> Read(IReadOnlyCollection<ObjectKey>? keys) => new SqlServerInspector(Query, Instance, Connected).ReadAsync(keys, SchemaModel.Unknown(Connected.Names));

    Task<IReadOnlyList<object?[]>> Query(string sql)
    {
        Parse(sql);
        sent.Add(sql);
        return Task.FromResult<IReadOnlyList<object?[]>>(rows.First(r => sql.Contains(r.Key, StringComparison.Ordinal)).Value);
    }

    [Fact]
    public async Task A_table_is_read_so_that_it_can_be_made_again()
    {
        var model = await Read(null);
        var table = model.RequireTable(ObjectName.Of("person"));
        Assert.Equal("Person", table.Name.Name);
        Assert.Equal(
        [
            Column("id") with { Nullable = false, Identity = new(5, 2) },
            Column("Name", "nvarchar(50)") with { Nullable = false, Default = new StringValue("ü's"), DefaultConstraintName = "DF_Person_Name", Remarks = "the name" },
            Column("code", "varchar(max)") with { Collation = "Latin1_General_BIN2" },
            Column("flag", "bit") with { Default = new BooleanValue(true), DefaultConstraintName = "df" },
            Column("total") with { Nullable = false, Generated = "[id]*(2)", GeneratedStored = true },
            Column("q", "bigint") with { Default = new SequenceNextValue(ObjectName.Of("sq")), DefaultConstraintName = "DF_Person_q" },
            Column("g", "uniqueidentifier") with { Options = "ROWGUIDCOL" },
            Column("m", "varchar(5)") with { Options = "SPARSE MASKED WITH (FUNCTION = 'default()')" },
            Column("u", "types.Phone"),
        ], table.Columns);
        Assert.Equal(("PK_PERSON", null, "a person"), (table.PrimaryKey!.Name, table.PrimaryKey.Clustered, table.Remarks));
        Assert.Equal("UQ__Person__1", Assert.Single(table.UniqueConstraints).Name);
        Assert.Equal(new CheckConstraint("ck", "[id]>(0)"), Assert.Single(table.Checks));
        Assert.Equal("tr", Assert.Single(table.Triggers).Name);
        Assert.Equal(["ix", "inc", "cs", "x"], table.Indexes.Select(i => i.Name));
        Assert.Equal([(true, "([flag]=(1))", null), (false, null, "CREATE NONCLUSTERED INDEX [inc] ON [Person] ([Name]) INCLUDE ([flag]) WITH (FILLFACTOR = 80)"), (false, null, "CREATE NONCLUSTERED COLUMNSTORE INDEX [cs] ON [Person] ([flag])"), (false, null, null)],
            table.Indexes.Select(i => (i.Columns is [{ Descending: true }, ..], i.Where, i.Definition)));
        // All but the XML index, which cannot be told from the catalogue alone, is rendered and parses.
        Render(new CreateTable(table with { Indexes = table.Indexes.RemoveAt(3) }), dialect: Connected);
        Assert.Throws<MigrationException>(() => Render(new CreateTable(table), dialect: Connected));
    }

    [Fact]
    public async Task Keys_partitions_and_untrusted_foreign_keys_are_read()
    {
        var model = await Read(null);
        var pet = model.RequireTable(ObjectName.Of("pet"));
        Assert.Equal(("fg", true), (pet.Tablespace, Assert.Single(pet.Indexes).Clustered));
        var key = Assert.Single(pet.ForeignKeys);
        Assert.Equal((ObjectName.Of("Person"), ReferentialAction.Cascade, false), (key.ReferencedTable, key.OnDelete, key.Validated));
        var partitioned = model.RequireTable(new("sales", "person"));
        Assert.Equal(("ON [ps] ([year])", "PRIMARY KEY NONCLUSTERED ([year] DESC)"), (partitioned.Options, partitioned.PrimaryKey!.Definition));
        Assert.Equal(new("sales", "years"), partitioned.ForeignKeys[0].ReferencedTable);
        Render(new CreateTable(pet));
        Render(new CreateTable(partitioned));
    }

    [Fact]
    public async Task Views_keep_their_query_and_the_name_that_they_have_now()
    {
        var model = await Read(null);
        Assert.Equal(
        [
            new(ObjectName.Of("hidden"), "") { FullDefinition = true }, new(ObjectName.Of("v"), "select 1 as a") { Remarks = "a view" }, new(ObjectName.Of("w"), "CREATE VIEW [w] (a) AS select 1") { FullDefinition = true },
        ], model.Views);
    }

    [Fact]
    public async Task Programs_keep_their_text_and_the_name_that_they_have_now()
    {
        var model = await Read(null);
        Assert.Equal(
        [
            new(ObjectKind.Procedure, ObjectName.Of("hello"), "CREATE PROC hello AS SELECT 1"), new(ObjectKind.Synonym, ObjectName.Of("people"), "[hr]..[staff]"),
            new(ObjectKind.Function, new("sales", "now"), "CREATE FUNCTION [sales].[now]() RETURNS int AS BEGIN RETURN 1 END"), new(ObjectKind.Procedure, ObjectName.Of("secret"), ""),
        ], model.Programs);
        var pet = model.RequireTable(ObjectName.Of("pet"));
        Assert.Equal(new CheckConstraint("off", "[person_id]>(0)") { Validated = false, Disabled = true }, Assert.Single(pet.Checks));
        Assert.Equal(new Trigger("now", "CREATE TRIGGER [now] ON pet AFTER INSERT AS SELECT 1") { Disabled = true }, Assert.Single(pet.Triggers));
        var secret = Assert.Throws<MigrationException>(() => Render(new CreateStoredProgram(model.Programs.Last()), dialect: Connected));
        Assert.Contains("encrypted", secret.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_and_the_table_of_a_trigger_are_found_by_name()
    {
        ObjectKey hello = new(ObjectKind.Procedure, ObjectName.Of("HELLO")), noFunction = new(ObjectKind.Function, ObjectName.Of("hello")), people = new(ObjectKind.Synonym, ObjectName.Of("people"));
        var model = await Read([hello, noFunction, people, new(ObjectKind.Trigger, ObjectName.Of("now"))]);
        Assert.Equal(Presence.Known, model.Find(hello, out StoredProgram? _));
        Assert.Equal(Presence.Absent, model.Find(noFunction, out StoredProgram? _));
        Assert.Equal(Presence.Known, model.Find(people, out StoredProgram? _));
        Assert.Equal(Presence.Known, model.FindTableOfTrigger(ObjectName.Of("now"), out var owner));
        Assert.Equal("pet", owner!.Name.Name);
    }

    [Fact]
    public async Task Sequences_say_only_what_differs_from_the_servers_own() => Assert.Equal(
        [new(ObjectName.Of("s2")) { Type = new("decimal(38,0)"), StartValue = 7, IncrementBy = -2, MinValue = 1, Cycle = true, CacheSize = 0 }, new Sequence(ObjectName.Of("sq"))], (await Read(null)).Sequences);

    [Fact]
    public async Task What_was_asked_for_is_there_under_the_name_it_was_asked_by_and_what_is_not_there_is_absent()
    {
        var model = await Read([Table("person"), Table("dbo", "PERSON"), Table("nothing"), new(ObjectKind.Index, ObjectName.Of("ix")), new(ObjectKind.Index, ObjectName.Of("no")), new(ObjectKind.View, ObjectName.Of("v"))]);
        Assert.Equal(Presence.Known, model.Find(ObjectName.Of("person"), out Table? _));
        Assert.Equal(Presence.Known, model.Find(new("dbo", "person"), out Table? explicitly));
        Assert.Equal(new("dbo", "Person"), explicitly!.Name);
        Assert.Equal(Presence.Absent, model.Find(ObjectName.Of("nothing"), out Table? _));
        Assert.Equal(Presence.Unknown, model.Find(ObjectName.Of("other"), out Table? _));
        Assert.Equal(Presence.Known, model.FindTableOfIndex(ObjectName.Of("ix"), out var owner));
        Assert.Equal("Person", owner!.Name.Name);
        Assert.Equal(Presence.Absent, model.FindTableOfIndex(ObjectName.Of("no"), out _));
        Assert.Equal("pet", Assert.Single(model.TablesReferencing(ObjectName.Of("person")), t => t.Name.Schema is null).Name.Name);
        Assert.Equal(Presence.Known, model.Find(ObjectName.Of("v"), out View? _));
        Assert.Equal(Presence.Unknown, model.Find(ObjectName.Of("sq"), out Sequence? _));

        static ObjectKey Table(params string[] parts) => new(ObjectKind.Table, new(parts.Length > 1 ? parts[0] : null, parts[^1]));
    }

    [Fact]
    public async Task The_number_of_queries_does_not_grow_with_the_number_of_objects()
    {
        await Read([.. Enumerable.Range(0, 500).Select(i => new ObjectKey((ObjectKind)(i % 8), ObjectName.Of($"o'{i}")))]);
        Assert.Equal(11, sent.Count);
        sent.Clear();
        await Read(null);
        Assert.Equal(11, sent.Count);
        Parse(SqlServerCatalog.FindTables("s'x", ["a", "b'c"]));
        Parse(SqlServerCatalog.Sizes("(0, NULL, N'a'), (1, N's''x', N'b''c')"));
        Parse(SqlServerCatalog.Uses("(0, NULL, N'a')"));
        Parse(new SqlServerCatalog(null, Instance with { Version = new(12, 0) }).Columns);
    }

    [Fact]
    public async Task What_is_planned_is_what_is_inspected()
    {
        var planned = Connected.Normalize(new Table(ObjectName.Of("Person"),
        [
            Column("id") with { Identity = new(5, 2) }, Column("Name", "nvarchar(50)") with { Nullable = false, Default = new ExpressionValue("N'ü''s'"), Remarks = "the name" },
            Column("code", "varchar(max)") with { Collation = "Latin1_General_BIN2" }, Column("flag", "bit") with { Default = new StringValue("true"), DefaultConstraintName = "df" },
        ]));
        var inspected = (await Read(null)).RequireTable(ObjectName.Of("Person"));
        Assert.Equal(inspected.Columns[..4], planned.Columns);
    }
}
