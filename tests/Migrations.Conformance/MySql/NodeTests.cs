using System.Collections.Immutable;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Conformance.MySql;

/// <summary>Every node on a real MariaDB, with what makes MariaDB different.</summary>
public sealed class NodeTests(Servers servers)
{
    static readonly ObjectName Person = ObjectName.Of("person"), Pet = ObjectName.Of("pet");

    async Task<(IDatabaseSession Session, NodeRoundTrip Trip)> StartAsync(params string[] sql)
    {
        var connection = await servers.CreateDatabaseAsync("mariadb");
        var session = await DialectRegistry.Get("mariadb").OpenAsync(new(connection), CancellationToken.None);
        var trip = new NodeRoundTrip(session);
        foreach (var statement in sql)
            await trip.SqlAsync(statement);
        return (session, trip);
    }

    Task<(IDatabaseSession Session, NodeRoundTrip Trip)> WithTablesAsync() => StartAsync(
        "create table person (id int not null primary key, name varchar(50) not null default 'x' comment 'its name', age int, born timestamp(3) null on update current_timestamp(3))",
        "create table pet (id int not null auto_increment primary key, owner int, name varchar(20), kind enum('cat', 'dog') default 'cat', key ix_name (owner, name))");

    static Column Make(SqlDialect dialect, string name, string type, SqlValue? value = null, bool nullable = true) =>
        dialect.Normalize(new Column(name, dialect.MapType(type, false)) { Default = value, Nullable = nullable });

    /// <summary>Types with and without defaults that a changelog may give.</summary>
    public static TheoryData<string, string?, string?> Columns() => new()
    {
        { "int", "number", "5" }, { "int(11)", "text", "7" }, { "bigint unsigned", null, null }, { "smallint", "number", "-3" }, { "mediumint(7)", null, null },
        { "tinyint(3) unsigned", "number", "2" }, { "boolean", "boolean", "true" }, { "bit", "boolean", "true" }, { "bit(1)", "number", "0" }, { "bit(5)", "number", "5" },
        { "tinyint(1)", "boolean", "false" }, { "decimal", null, null }, { "decimal(10,2)", "number", "1.5" }, { "numeric(8,3)", "text", "2" }, { "currency", null, null },
        { "float", "number", "1.10" }, { "float(53)", null, null }, { "double", "number", "1.5e3" }, { "double(10,2)", null, null }, { "real", null, null }, { "varchar(20)", "text", "it's \\ \"x\"\n\té €" },
        { "varchar(10)", "boolean", "true" }, { "varchar(10)", "number", "5" }, { "char", null, null }, { "nchar(5)", null, null }, { "nvarchar(5)", "text", "y" }, { "varchar(5) character set latin1", null, null },
        { "varchar(5) character set utf8mb4 collate utf8mb4_bin", null, null }, { "varchar(5) binary", null, null }, { "clob", "text", "a 'b' \\ c" }, { "nclob", null, null }, { "text", "text", "x" },
        { "tinytext", null, null }, { "blob", null, null }, { "longblob", null, null }, { "binary(16)", null, null }, { "varbinary(20)", null, null }, { "date", "date", "2020-01-02" },
        { "datetime", "date", "2020-01-02T03:04:05" }, { "datetime(3)", "date", "2020-01-02T03:04:05.6" }, { "datetime", "date", "2020-01-02" }, { "datetime", "sql", "NOW()" }, { "datetime(3)", "sql", "CURRENT_TIMESTAMP" },
        { "datetime", "sql", "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP" }, { "timestamp", null, null }, { "timestamp(6)", "sql", "now(6)" }, { "timestamp default current_timestamp on update current_timestamp", null, null },
        { "time", "date", "03:04:05" }, { "time(3)", null, null }, { "year", "number", "2020" }, { "uuid", "sql", "uuid()" }, { "uuid", "text", "123e4567-e89b-12d3-a456-426655440000" }, { "json", null, null },
        { "json", "text", "{}" }, { "enum('a','b''c','d\\\\e')", "text", "b'c" }, { "set('a','b')", "text", "a,b" }, { "int comment 'a  b'", null, null }, { "int(5) zerofill", null, null }, { "varchar(36)", "sql", "(concat('a','b'))" },
        { "bigint", "sql", "1 + 2" }, { "int invisible", null, null }, { "int check (c > 0)", null, null }, { "int generated always as (id + 1) stored", null, null }, { "int as (id * 2)", null, null },
        { "point", null, null }, { "inet6", null, null }, { "timestamp", "sql", "NULL" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_column_is_inspected_as_it_was_planned(string type, string? kind, string? text)
    {
        var (session, trip) = await StartAsync("create table person (id int not null)");
        await using var _ = session;
        SqlValue? value = kind switch
        {
            "number" => new NumberValue(text!), "text" => new StringValue(text!), "boolean" => new BooleanValue(text == "true"), "date" => new DateValue(text!), "sql" => new ExpressionValue(text!),
            _ => null,
        };
        await trip.RunAsync(new AddColumn(Person, Make(session.Dialect, "c", type, value), null, []));
        var table = (await trip.InspectAsync()).RequireTable(Person);
        await trip.ForwardAsync(new DropTable(Person));
        await trip.RunAsync(new CreateTable(table));
    }

    [Fact]
    public async Task A_table_with_everything_is_inspected_as_it_was_planned_and_can_be_made_again()
    {
        var (session, trip) = await WithTablesAsync();
        await using var _ = session;
        var d = session.Dialect;
        var table = d.Normalize(new Table(ObjectName.Of("every `thing\""),
        [
            Make(d, "id", "int") with { Identity = new(100) }, Make(d, "a b", "int", nullable: false), Make(d, "c", "varchar(10)", new StringValue("x")), Make(d, "order", "int"),
        ])
        {
            PrimaryKey = new("pk_ignored", ["id"]),
            UniqueConstraints = [new(null, ["c"]), new("uq", ["a b", "c"])],
            ForeignKeys = [new("fk", ["a b"], Person, ["id"]) { OnDelete = ReferentialAction.Cascade }, new("fk2", ["order"], Person, ["id"]) { OnUpdate = ReferentialAction.SetNull }],
            Checks = [new("ck", "`a b` > 0 AND c <> 'it''s'")],
            Indexes = [new("ix", [new("c") { Descending = true }, new("order")]), new("ux", [new("order"), new("c(3)")]) { Unique = true }],
            Triggers = [new("tr", "CREATE TRIGGER `tr` BEFORE INSERT ON `every ``thing\"` FOR EACH ROW SET NEW.c = 'y'")],
            Remarks = "it's \\ a table",
        });
        await trip.RunAsync(new CreateTable(table));
        Assert.Contains("AUTO_INCREMENT=100", (string)(await session.QueryAsync("show create table `every ``thing\"`", CancellationToken.None))[0][1]!, StringComparison.Ordinal);
        await trip.RunAsync(new DropTable(table.Name));
    }

    [Fact]
    public async Task Columns_are_added_dropped_renamed_and_altered()
    {
        var (session, trip) = await WithTablesAsync();
        await using var _ = session;
        var d = session.Dialect;
        await trip.RunAsync(new AddColumn(Person, Make(d, "first", "int"), new(First: true), []));
        await trip.RunAsync(new AddColumn(Person, Make(d, "second", "varchar(10)", new StringValue("q"), false), new(After: "first"), [new UniqueConstraint(null, ["second"])]));
        await trip.RunAsync(new AddColumn(Pet, Make(d, "friend", "int"), null, [new ForeignKey("fk_friend", ["friend"], Person, ["id"])]));
        await trip.RunAsync(new DropColumn(Pet, "kind"));
        await trip.RunAsync(new DropColumn(Pet, "name"));
        await trip.RunAsync(new RenameColumn(Person, "name", "full name"));
        await trip.RunAsync(new RenameColumn(Person, "id", "key"));
        foreach (var (changed, change) in new (ColumnAspects, Func<Column, Column>)[]
        {
            (ColumnAspects.Type, c => c with { Type = d.MapType("varchar(100)", false) }), (ColumnAspects.Default, c => c with { Default = null }), (ColumnAspects.Default, c => c with { Default = new ExpressionValue("uuid()") }),
            (ColumnAspects.Default, c => c with { Default = new StringValue("a'b\\") }), (ColumnAspects.Nullable, c => c with { Nullable = true }), (ColumnAspects.Remarks, c => c with { Remarks = "other" }),
        })
        {
            var column = (await trip.InspectAsync()).RequireColumn(Person, "full name");
            await trip.RunAsync(new AlterColumn(Person, column, change(column), changed));
        }
        var born = (await trip.InspectAsync()).RequireColumn(Person, "born");
        await trip.RunAsync(new AlterColumn(Person, born, born with { Type = d.MapType("datetime", false), Default = new ExpressionValue("now()") }, ColumnAspects.Type | ColumnAspects.Default));
        await trip.RunAsync(new AlterColumn(Person, null, new Column("age", new("")) { Default = new NumberValue("3") }, ColumnAspects.Default));
        await trip.ForwardAsync(new CreateTable(d.Normalize(new Table(ObjectName.Of("n"), [Make(d, "id", "int", nullable: false)]) { PrimaryKey = new(null, ["id"]) })));
        var id = (await trip.InspectAsync()).RequireColumn(ObjectName.Of("n"), "id");
        await trip.RunAsync(new AlterColumn(ObjectName.Of("n"), id, id with { Identity = new(50) }, ColumnAspects.Identity));
    }

    [Fact]
    public async Task Expressions_follow_a_renamed_column()
    {
        var (session, trip) = await StartAsync("create table person (id int, a int check (a > 0), g int as (a + 1), key ix (a), constraint ck check (a > id or a in (1,2)))");
        await using var _ = session;
        await trip.RunAsync(new RenameColumn(Person, "a", "order"));
        await trip.RunAsync(new RenameTable(Person, "people"));
    }

    [Fact]
    public async Task Constraints_and_indexes_come_and_go()
    {
        var (session, trip) = await WithTablesAsync();
        await using var _ = session;
        await trip.RunAsync(new AddConstraint(Person, new UniqueConstraint("uq_age", ["age"])));
        await trip.RunAsync(new AddConstraint(Person, new UniqueConstraint(null, ["name", "age"])));
        await trip.RunAsync(new AddConstraint(Person, new CheckConstraint("ck_age", "age > 0 AND (name <> 'x''y' OR age in (1, 2))")));
        await trip.RunAsync(new CreateIndex(Person, new("ux_name", [new("name(5)"), new("age")]) { Unique = true }));
        await trip.RunAsync(new CreateIndex(Person, new("ix_plain", [new("age") { Descending = true }])));
        await trip.RunAsync(new CreateIndex(Person, new("ux_born", [new("born")]) { Unique = true }));
        await trip.RunAsync(new CreateIndex(Person, new("ft", [new("name")]) { Method = "fulltext" }));
        // The catalogue does not tell a unique index from a unique constraint, so either way of dropping works for both.
        await trip.RunAsync(new DropConstraint(Person, new UniqueConstraint("ux_born", ["born"])));
        await trip.RunAsync(new DropIndex(Person, ObjectName.Of("uq_age")));
        await trip.RunAsync(new DropConstraint(Person, new UniqueConstraint("ux_name", [])));
        await trip.RunAsync(new DropConstraint(Person, new CheckConstraint("ck_age", "")));
        await trip.RunAsync(new DropConstraint(Person, new PrimaryKey(null, ["id"])));
        await trip.RunAsync(new AddConstraint(Person, new PrimaryKey("pk", ["id", "name"])));
    }

    [Fact]
    public async Task The_index_that_the_server_makes_for_a_foreign_key_comes_and_goes_as_planned()
    {
        var (session, trip) = await StartAsync("create table person (id int primary key)", "create table pet (id int, a int, b int)");
        await using var _ = session;
        var key = new ForeignKey("fk_a", ["a"], Person, ["id"]) { OnDelete = ReferentialAction.SetNull };
        // Its own index comes with it and goes when it is undone.
        await trip.RunAsync(new AddConstraint(Pet, key));
        Assert.Equal(["fk_a"], Indexes(await trip.InspectAsync()));
        // It goes without a word when another one can serve, and has to come back when that one is taken back (then as an index of its own).
        await trip.ForwardAsync(new CreateIndex(Pet, new("ix_ab", [new("a"), new("b")])));
        Assert.Equal(["ix_ab"], Indexes(await trip.InspectAsync()));
        await trip.ForwardAsync(new DropIndex(Pet, ObjectName.Of("ix_ab")));
        Assert.Equal(["fk_a"], Indexes(await trip.InspectAsync()));
        // Dropping the key forward leaves the index, as Liquibase does.
        await trip.RunAsync(new DropConstraint(Pet, key));
        Assert.Equal(["fk_a"], Indexes(await trip.InspectAsync()));

        static ImmutableArray<string> Indexes(SchemaModel schema) => [.. schema.RequireTable(Pet).Indexes.Select(i => i.Name).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Dropping_a_table_with_cascade_takes_the_foreign_keys_that_point_at_it()
    {
        var (session, trip) = await StartAsync("create table person (id int primary key)", "create table pet (id int, a int, constraint fk_a foreign key (a) references person (id))");
        await using var _ = session;
        await trip.RunAsync(new DropTable(Person, Cascade: true));
    }

    [Fact]
    public async Task Views_and_sequences_are_inspected_as_they_were_planned()
    {
        var (session, trip) = await WithTablesAsync();
        await using var _ = session;
        var view = ObjectName.Of("v");
        await trip.RunAsync(new CreateView(new(view, "SELECT p.id, p.name AS owner_name, COUNT(*) AS n FROM person p LEFT OUTER JOIN pet ON pet.owner = p.id WHERE p.name != 'it''s' GROUP BY p.id, p.name ORDER BY 2")));
        await trip.RunAsync(new CreateView(new(view, "select id, name from person"), Replace: true));
        await trip.RunAsync(new CreateView(new(view, "create sql security invoker view v as select id from person") { FullDefinition = true }, Replace: true));
        await trip.RunAsync(new DropView(view));
        await trip.RunAsync(new CreateSequence(new(ObjectName.Of("s"))));
        await trip.RunAsync(new CreateSequence(new(ObjectName.Of("s2")) { StartValue = 5, IncrementBy = 2, MinValue = 1, MaxValue = 100, CacheSize = 10, Cycle = true }));
        await trip.RunAsync(new AddColumn(Person, Make(session.Dialect, "n", "bigint", new SequenceNextValue(ObjectName.Of("s"))), null, []));
        await trip.RunAsync(new DropSequence(ObjectName.Of("s2")));
    }

    [Fact]
    public async Task What_only_the_catalogue_knows_is_kept_when_a_table_is_made_again()
    {
        var (session, trip) = await StartAsync(
            "create table pet (id int, n varchar(10) collate utf8mb4_bin, t text, key k (n) comment 'why', fulltext key f (t), key p (t(5))) engine=MyISAM default charset=latin1 row_format=dynamic",
            "create table person (id int, y int) partition by range (id) (partition p0 values less than (10), partition p1 values less than maxvalue)",
            "create table versioned (id int) with system versioning",
            "create table zero (a timestamp not null default '0000-00-00 00:00:00', b datetime(2) default '0000-00-00')");
        await using var _ = session;
        foreach (var name in new[] { "pet", "person", "versioned", "zero" })
            await trip.RunAsync(new DropTable(ObjectName.Of(name)));
    }

    [Fact]
    public async Task Old_servers_timestamps_get_their_hidden_defaults_in_the_plan_too()
    {
        var connection = await servers.CreateDatabaseAsync("mariadb");
        await using (var admin = await DialectRegistry.Get("mariadb").OpenAsync(new(connection), CancellationToken.None))
            await admin.QueryAsync("set global explicit_defaults_for_timestamp = off", CancellationToken.None);
        try
        {
            await using var session = await DialectRegistry.Get("mariadb").OpenAsync(new(connection), CancellationToken.None);
            var d = session.Dialect;
            var trip = new NodeRoundTrip(session);
            await trip.RunAsync(new CreateTable(d.Normalize(new Table(Person, [Make(d, "a", "timestamp", nullable: false), Make(d, "b", "timestamp(3)", nullable: false), Make(d, "c", "timestamp")]))));
            await trip.RunAsync(new AddColumn(Person, Make(d, "d", "timestamp", nullable: false), null, []));
        }
        finally
        {
            await using var admin = await DialectRegistry.Get("mariadb").OpenAsync(new(connection), CancellationToken.None);
            await admin.QueryAsync("set global explicit_defaults_for_timestamp = on", CancellationToken.None);
        }
    }
}
