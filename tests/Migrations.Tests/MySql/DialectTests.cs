using Migrations.Dialects.MySql;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.MySql;

/// <summary>The SQL for both servers, and the lock that each statement takes.</summary>
public sealed class DialectTests
{
    static readonly MySqlDialect MariaDb = new("mariadb", MySqlServer.DefaultMariaDb), MySql8 = new("mysql", MySqlServer.DefaultMySql);
    static readonly ObjectName Person = ObjectName.Of("person");

    static SchemaModel Schema(MySqlDialect dialect) => SchemaModel.Empty(dialect.Names).With(dialect.Normalize(new Table(Person,
    [
        new("id", new("int")) { Nullable = false }, new("name", new("varchar(50)")) { Default = new StringValue("x"), Remarks = "its name" }, new("age", new("int")),
        new("twice", new("int")) { Generated = "age * 2" },
    ])
    { PrimaryKey = new(null, ["id"]), Indexes = [new("ix_age", [new("age"), new("name")])] }));

    static SqlStatement One(MySqlDialect dialect, SqlNode node) => Assert.Single(node.Render(dialect, Schema(dialect)));

    static Column Column(MySqlDialect dialect, string name) => Schema(dialect).RequireColumn(Person, name);

    /// <summary>Nodes with their SQL and lock on MariaDB 10.11; null where it is the same on MySQL 8.4.</summary>
    public static TheoryData<SqlNode, string, string, LockImpact, bool> Nodes()
    {
        var name = Column(MariaDb, "name");
        return new()
        {
            { new AddColumn(Person, new("c", new("int")), null, []), "ALTER TABLE `person` ADD COLUMN `c` int(11) NULL", "INSTANT", LockImpact.SchemaChanges, false },
            { new AddColumn(Person, new("c", new("int")), new(After: "id"), []), "ALTER TABLE `person` ADD COLUMN `c` int(11) NULL AFTER `id`", "COPY", LockImpact.Writes, true },
            { new AddColumn(Person, new("c", new("varchar(36)")) { Default = new ExpressionValue("UUID()") }, null, []), "ALTER TABLE `person` ADD COLUMN `c` varchar(36) NULL DEFAULT (uuid())", "COPY", LockImpact.Writes, true },
            { new AddColumn(Person, new("c", new("int")) { Identity = new() }, null, [new UniqueConstraint("uq", ["c"])]), "ALTER TABLE `person` ADD COLUMN `c` int(11) NULL AUTO_INCREMENT, ADD UNIQUE KEY `uq` (`c`)", "INPLACE, LOCK=SHARED", LockImpact.Writes, true },
            { new DropColumn(Person, "name"), "ALTER TABLE `person` DROP COLUMN `name`", "INPLACE", LockImpact.SchemaChanges, true },
            { new RenameColumn(Person, "name", "full"), "ALTER TABLE `person` RENAME COLUMN `name` TO `full`", "INSTANT", LockImpact.SchemaChanges, false },
            { new AlterColumn(Person, name, name with { Type = new("varchar(100)") }, ColumnAspects.Type), "ALTER TABLE `person` MODIFY COLUMN `name` varchar(100) NULL DEFAULT 'x' COMMENT 'its name'", "COPY", LockImpact.Writes, true },
            { new AlterColumn(Person, name, name with { Type = new("varchar(10)") }, ColumnAspects.Type), "ALTER TABLE `person` MODIFY COLUMN `name` varchar(10) NULL DEFAULT 'x' COMMENT 'its name'", "COPY", LockImpact.Writes, true },
            { new AlterColumn(Person, name, name with { Nullable = false }, ColumnAspects.Nullable), "ALTER TABLE `person` MODIFY COLUMN `name` varchar(50) NOT NULL DEFAULT 'x' COMMENT 'its name'", "INPLACE", LockImpact.SchemaChanges, true },
            { new AlterColumn(Person, name, name with { Default = null }, ColumnAspects.Default), "ALTER TABLE `person` ALTER COLUMN `name` DROP DEFAULT", "INSTANT", LockImpact.SchemaChanges, false },
            { new AlterColumn(Person, name, name with { Default = new ExpressionValue("uuid()") }, ColumnAspects.Default), "ALTER TABLE `person` ALTER COLUMN `name` SET DEFAULT (uuid())", "INSTANT", LockImpact.SchemaChanges, false },
            { new AddConstraint(Person, new ForeignKey("fk", ["age"], new("other db", "t"), ["id"]) { OnDelete = ReferentialAction.Cascade, OnUpdate = ReferentialAction.Restrict }),
                "ALTER TABLE `person` ADD CONSTRAINT `fk` FOREIGN KEY (`age`) REFERENCES `other db`.`t` (`id`) ON DELETE CASCADE", "COPY", LockImpact.Writes, true },
            { new AddConstraint(Person, new CheckConstraint("ck", "age > 0")), "ALTER TABLE `person` ADD CONSTRAINT `ck` CHECK (`age` > 0)", "COPY", LockImpact.Writes, true },
            { new DropConstraint(Person, new ForeignKey("fk", [], Person, [])), "ALTER TABLE `person` DROP FOREIGN KEY `fk`", "INSTANT", LockImpact.SchemaChanges, false },
            { new DropConstraint(Person, new PrimaryKey(null, [])), "ALTER TABLE `person` DROP PRIMARY KEY", "COPY", LockImpact.Writes, true },
            { new CreateIndex(Person, new("ix", [new("name(5)"), new("age") { Descending = true }]) { Unique = true }), "CREATE UNIQUE INDEX `ix` ON `person` (`name`(5), `age` DESC)", "NOCOPY", LockImpact.SchemaChanges, false },
            { new CreateIndex(Person, new("ft", [new("name")]) { Method = "FULLTEXT" }), "CREATE FULLTEXT INDEX `ft` ON `person` (`name`)", "INPLACE", LockImpact.Writes, true },
            { new DropIndex(null, ObjectName.Of("ix_age")), "DROP INDEX `ix_age` ON `person`", "NOCOPY", LockImpact.SchemaChanges, false },
            { new DropTable(Person), "DROP TABLE `person`", "EXCLUSIVE", LockImpact.ReadsAndWrites, false },
            { new RenameTable(Person, "people"), "RENAME TABLE `person` TO `people`", "EXCLUSIVE", LockImpact.ReadsAndWrites, false },
        };
    }

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Every_node_is_one_statement_with_the_lock_that_was_measured(SqlNode node, string sql, string algorithm, LockImpact impact, bool rewrites)
    {
        var statement = One(MariaDb, node);
        Assert.Equal(sql, statement.Text);
        Assert.Contains(algorithm, statement.Lock.Name, StringComparison.Ordinal);
        Assert.Equal((impact, rewrites, false), (statement.Lock.Impact, statement.Lock.Rewrites, statement.Transactional));
    }

    [Fact]
    public void MySQL_says_some_things_otherwise()
    {
        Assert.Equal("ALTER TABLE `person` DROP CHECK `ck`", One(MySql8, new DropConstraint(Person, new CheckConstraint("ck", ""))).Text);
        Assert.Equal("ALTER TABLE `person` ADD COLUMN `c` text NULL DEFAULT ('x')", One(MySql8, new AddColumn(Person, new("c", new("text")) { Default = new StringValue("x") }, null, [])).Text);
        Assert.Equal(ErrorCode.NotSupported, Assert.Throws<MigrationException>(() => One(MySql8, new CreateSequence(new(ObjectName.Of("s"))))).Code);
        var name = Column(MySql8, "name");
        Assert.Contains("COPY", One(MySql8, new AlterColumn(Person, name, name with { Type = new("varchar(100)") }, ColumnAspects.Type)).Lock.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_without_rename_column_gets_the_whole_column_restated()
    {
        var old = new MySqlDialect("mariadb", MySqlServer.DefaultMariaDb with { Version = new(10, 4, 0) });
        Assert.Equal("ALTER TABLE `person` CHANGE COLUMN `name` `full` varchar(50) NULL DEFAULT 'x' COMMENT 'its name'", One(old, new RenameColumn(Person, "name", "full")).Text);
        Assert.Throws<UnknownObjectException>(() => new RenameColumn(Person, "name", "full").Render(old, SchemaModel.Unknown(old.Names)).ToList());
    }

    [Fact]
    public void What_the_servers_cannot_do_is_an_error_that_says_what_else_to_do()
    {
        foreach (var node in new SqlNode[]
        {
            new AddConstraint(Person, new ForeignKey("fk", ["age"], Person, ["id"]) { Deferrable = true }), new AddConstraint(Person, new UniqueConstraint("uq", ["age"]) { UsingIndex = "ix" }),
            new CreateIndex(Person, new("ix", [new("age")]) { Where = "age > 0" }), new AddColumn(Person, new("c", new("int")), new(Before: "id"), []),
            new AddColumn(Person, new("c", new("int")) { Identity = new(1, 5) }, null, []) is var add ? new CreateTable(new(ObjectName.Of("t"), [add.Column])) : null!,
        })
        {
            var error = Assert.Throws<MigrationException>(() => node.Render(MariaDb, Schema(MariaDb)).ToList());
            Assert.Equal(ErrorCode.NotSupported, error.Code);
            Assert.Contains("MariaDB", error.Message, StringComparison.Ordinal);
            Assert.NotNull(error.Advice);
        }
    }

    [Fact]
    public void Names_are_taken_as_written_and_the_connections_database_is_no_schema()
    {
        var dialect = new MySqlDialect("mariadb", MySqlServer.DefaultMariaDb with { Database = "shop" });
        Assert.Equal(ObjectName.Of("Person"), dialect.Resolve(null, "shop", "Person", QuotingStrategy.Legacy));
        Assert.Equal(ObjectName.Of("Person"), dialect.Resolve("shop", "other", "Person", QuotingStrategy.Legacy));
        Assert.Equal(new ObjectName("Shop", "p"), dialect.Resolve(null, "Shop", "p", QuotingStrategy.QuoteOnlyReservedWords));
        // What Liquibase makes of a backtick.
        Assert.Equal("a\"\"b", dialect.Fold("a`b", QuotingStrategy.QuoteAllObjects));
        Assert.Equal("`a``b`", dialect.Quote("a`b"));
    }

    [Fact]
    public void A_view_is_compared_by_what_the_server_does_not_rewrite()
    {
        string? Compared(string query, bool full = false) => MySqlViewText.Comparable(new(ObjectName.Of("v"), query) { FullDefinition = full }, MySqlServer.DefaultMariaDb).ComparedAs;
        Assert.Equal(Compared("SELECT p.id, name FROM person AS p INNER JOIN pet ON (pet.owner = p.id)"),
            Compared("select `p`.`id` AS `id`,`db`.`pet`.`name` AS `name` from (`person` `p` join `pet` on(`pet`.`owner` = `p`.`id`))"));
        Assert.Equal(Compared("create view v as select id from person", full: true), Compared("select `person`.`id` AS `id` from `person`"));
        Assert.NotEqual(Compared("select id from person where name = 'A'"), Compared("select id from person where name = 'a'"));
        Assert.NotEqual(Compared("select id from person"), Compared("select id, name from person"));
    }

    [Fact]
    public void The_place_of_a_syntax_error_is_found_by_what_the_server_quotes()
    {
        const string sql = "create table t (\n  id int,\n  name varchr(10)\n)";
        Assert.Equal((3, 8), MySqlErrors.PositionOf("You have an error in your SQL syntax; … for the right syntax to use near 'varchr(10)\n)' at line 3", sql));
        Assert.Null(MySqlErrors.PositionOf("Table 'x' doesn't exist", sql));
    }
}
