using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Schema.ObjectName;

namespace Migrations.Tests.Sqlite;

/// <summary>What a table that is written anew must not lose, and what it must not let pass.</summary>
public sealed class RebuildTests
{
    static readonly string[] Family =
    [
        "CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, code TEXT UNIQUE, parent_id INTEGER REFERENCES parent (id))",
        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent ON DELETE CASCADE, code TEXT REFERENCES parent (code))",
        "CREATE TABLE log (what TEXT)",
        "CREATE INDEX ix_name ON parent (name)",
        "CREATE TRIGGER tr_parent AFTER INSERT ON parent BEGIN INSERT INTO log VALUES ('parent ' || new.name); END",
        "CREATE VIEW v AS SELECT parent.name, child.id FROM parent JOIN child ON child.parent_id = parent.id",
        "INSERT INTO parent (id, name, code) VALUES (1, 'a', 'A'), (2, 'b', 'B'), (7, 'gone', 'G')",
        "DELETE FROM parent WHERE id = 7",
        "INSERT INTO child VALUES (1, 1, 'A'), (2, 2, 'B')",
        "DELETE FROM log",
        "CREATE TRIGGER tr_child AFTER INSERT ON child BEGIN UPDATE parent SET name = 'touched' WHERE id = new.parent_id; END",
    ];

    static AlterColumn ChangeType(string table, string column, string type) => new AlterColumn(Of(table), null, new(column, new(type)), ColumnAspects.Type);

    [Theory]
    [InlineData("")]
    [InlineData(";Foreign Keys=True")]
    public async Task Rows_numbering_indexes_triggers_views_and_foreign_keys_are_kept(string options)
    {
        await using var database = await SqliteDatabase.CreateAsync(options, Family);
        var others = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE name NOT IN ('parent', 'ix_name') ORDER BY name)";
        var before = await database.ScalarAsync(others);

        await database.RunAsync(ChangeType("parent", "name", "VARCHAR(9)"));

        Assert.Equal(before, await database.ScalarAsync(others));
        Assert.Equal("CREATE TABLE \"parent\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"name\" VARCHAR(9), \"code\" TEXT, \"parent_id\" INTEGER, UNIQUE (\"code\"), "
            + "FOREIGN KEY (\"parent_id\") REFERENCES \"parent\" (\"id\"))", await database.ScalarAsync("SELECT sql FROM sqlite_schema WHERE name = 'parent'"));
        Assert.Equal(["1a", "2b"], await database.ColumnAsync("SELECT id || name FROM parent ORDER BY id"));
        Assert.Equal(["1", "2"], await database.ColumnAsync("SELECT id FROM child ORDER BY id"));
        Assert.Equal(["a", "b"], await database.ColumnAsync("SELECT name FROM v ORDER BY id"));
        await database.ExecuteAsync("INSERT INTO parent (name, code) VALUES ('new', 'N')", "INSERT INTO child VALUES (3, 1, 'A')", "PRAGMA foreign_keys = ON", "DELETE FROM child WHERE id < 3", "DELETE FROM parent WHERE id = 2");
        Assert.Equal("8", await database.ScalarAsync("SELECT max(id) FROM parent"));
        Assert.Equal("parent new", await database.ScalarAsync("SELECT what FROM log"));
        Assert.Equal("touched", await database.ScalarAsync("SELECT name FROM parent WHERE id = 1"));
        Assert.Equal("ok", await database.ScalarAsync("PRAGMA integrity_check"));
        Assert.Empty(await database.ColumnAsync("PRAGMA foreign_key_check"));
        Assert.DoesNotContain("migrations_new", await database.ScalarAsync("SELECT group_concat(sql) FROM sqlite_schema"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_foreign_key_that_rows_violate_fails_and_names_table_and_rows()
    {
        await using var database = await SqliteDatabase.CreateAsync("", [.. Family, "CREATE TABLE stray (p INTEGER)", "INSERT INTO stray (rowid, p) VALUES (3, 1), (4, 99), (5, NULL), (6, 98)"]);
        var before = SqliteDatabase.Describe(await database.InspectAsync());

        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => database.RunAsync(new AddConstraint(Of("stray"), new ForeignKey("fk", ["p"], Of("parent"), ["id"]))));

        Assert.Equal("rows of stray point at rows of parent that do not exist: 2, with rowid 4, 6", failure.Message);
        Assert.Equal(before, SqliteDatabase.Describe(await database.InspectAsync()));
    }

    [Fact]
    public async Task Rows_that_violated_a_foreign_key_before_do_not_stop_a_change_that_has_nothing_to_do_with_it()
    {
        await using var database = await SqliteDatabase.CreateAsync("", [.. Family, "INSERT INTO child VALUES (9, 99, NULL)"]);
        await database.RunAsync(ChangeType("parent", "name", "VARCHAR(9)"));
        Assert.Equal("3", await database.ScalarAsync("SELECT count(*) FROM child"));
    }

    [Fact]
    public async Task A_key_that_other_tables_point_at_does_not_go()
    {
        await using var database = await SqliteDatabase.CreateAsync("", Family);
        var code = (await database.InspectAsync()).RequireTable(Of("parent")).UniqueConstraints[0];
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => database.RunAsync(new DropConstraint(Of("parent"), code)));
        Assert.Contains("foreign key mismatch", failure.Message, StringComparison.Ordinal);
        Assert.Contains("UNIQUE", await database.ScalarAsync("SELECT sql FROM sqlite_schema WHERE name = 'parent'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_a_new_type_turns_into_others_are_found_where_rows_point_at_them()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE p (code INTEGER PRIMARY KEY)", "CREATE TABLE c (code TEXT REFERENCES p (code))", "INSERT INTO p VALUES (7)", "INSERT INTO c VALUES ('007')");
        Assert.Empty(await database.ColumnAsync("PRAGMA foreign_key_check"));
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => database.RunAsync(ChangeType("p", "code", "TEXT")));
        Assert.StartsWith("rows of c point at rows of p that do not exist: 1", failure.Message, StringComparison.Ordinal);
        Assert.Equal("integer", await database.ScalarAsync("SELECT typeof(code) FROM p"));
    }

    [Theory]
    [InlineData("CREATE VIEW w AS SELECT code FROM parent")]
    [InlineData("CREATE TRIGGER tr_other AFTER INSERT ON log BEGIN DELETE FROM parent WHERE code = new.what; END")]
    public async Task A_column_that_a_view_or_a_trigger_of_another_table_uses_is_not_dropped_by_a_rebuild(string user)
    {
        await using var database = await SqliteDatabase.CreateAsync("", [.. Family.Where(s => !s.StartsWith("CREATE TABLE child", StringComparison.Ordinal) && !s.Contains("child", StringComparison.Ordinal)), user]);
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => database.RunAsync(new DropColumn(Of("parent"), "code")));
        Assert.Contains("no such column: code", failure.Message, StringComparison.Ordinal);
        Assert.Equal("A", await database.ScalarAsync("SELECT code FROM parent"));
    }

    [Theory]
    [InlineData("CREATE TABLE t (a INT, b INT CHECK (b > a))", "check constraint b > a")]
    [InlineData("CREATE TABLE t (a INT, b INT AS (a + 1))", "generated column b")]
    [InlineData("CREATE TABLE t (a INT, b INT); CREATE INDEX ix ON t (abs(a))", "index ix")]
    [InlineData("CREATE TABLE t (a INT, b INT); CREATE INDEX ix ON t (b) WHERE \"A\" > 1", "index ix")]
    [InlineData("CREATE TABLE t (a INT UNIQUE, b INT); CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM t WHERE a = new.b; END", "trigger tr")]
    public async Task What_uses_a_column_is_named_when_the_column_is_to_be_dropped(string setup, string user)
    {
        await using var database = await SqliteDatabase.CreateAsync("", setup);
        var error = await Assert.ThrowsAsync<MigrationException>(() => database.RunAsync(new DropColumn(Of("t"), "a")));
        Assert.Equal($"column a of table t cannot be dropped: {user} uses it", error.Message);
        Assert.Equal(ErrorCode.NotSupported, error.Code);
    }

    [Fact]
    public async Task A_rebuild_that_is_too_late_is_refused_and_loses_nothing()
    {
        await using var database = await SqliteDatabase.CreateAsync("", Family);
        var rebuild = database.Dialect.Adapt([ChangeType("parent", "name", "BLOB")], await database.InspectAsync());
        await database.ExecuteAsync("ALTER TABLE parent ADD COLUMN later TEXT");
        var error = await Assert.ThrowsAsync<MigrationException>(() => database.RunAsync(rebuild));
        Assert.Equal(ErrorCode.PlanOutdated, error.Code);
    }

    [Fact]
    public async Task With_foreign_keys_on_a_rebuild_outside_its_opening_is_refused_before_it_deletes_anything()
    {
        await using var database = await SqliteDatabase.CreateAsync("", Family);
        var (statements, _) = SqliteDatabase.Plan(database.Dialect, await database.InspectAsync(), ChangeType("parent", "name", "BLOB"));
        await database.ExecuteAsync("PRAGMA foreign_keys = ON");
        var failure = await Assert.ThrowsAsync<StatementFailedException>(() => database.Session.ExecuteAsync(statements, CancellationToken.None));
        Assert.StartsWith("table parent cannot be written anew while foreign_keys is ON", failure.Message, StringComparison.Ordinal);
        Assert.Equal("2", await database.ScalarAsync("SELECT count(*) FROM child"));
    }

    [Fact]
    public async Task Asked_for_foreign_keys_are_enforced_in_change_sets_without_a_rebuild()
    {
        await using var database = await SqliteDatabase.CreateAsync(";Foreign Keys=True", Family);
        await database.RunAsync(new DeleteRows(Of("parent"), new ColumnEquals("id", new NumberValue("2"))), new DeleteRows(Of("log"), null));
        Assert.Equal("1", await database.ScalarAsync("SELECT count(*) FROM child"));
    }

    [Fact]
    public async Task A_rebuild_that_fails_in_its_middle_leaves_later_renames_as_they_should_be()
    {
        await using var database = await SqliteDatabase.CreateAsync("", Family);
        await database.ExecuteAsync("PRAGMA legacy_alter_table = ON");
        await database.RunAsync(new RenameTable(Of("parent"), "ancestor"));
        Assert.Contains("\"ancestor\"", await database.ScalarAsync("SELECT sql FROM sqlite_schema WHERE name = 'v'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_name_survives_a_rebuild()
    {
        const string odd = "a\"b'c`d]e\n\u00e9 ;--";
        var name = Of(odd);
        await using var database = await SqliteDatabase.CreateAsync();
        await database.RunAsync(
            new CreateTable(new(name, [new(odd, new("INTEGER")) { Nullable = false }, new("x", new("TEXT"))]) { PrimaryKey = new($"pk {odd}", [odd]) }),
            new CreateIndex(name, new($"ix {odd}", [new(odd)])), new InsertRows(name, [new(odd, new NumberValue("1")), new("x", new StringValue(odd))]));
        var before = await database.InspectAsync();
        var planned = await database.RunAsync(new AddConstraint(name, new UniqueConstraint($"uq {odd}", ["x"])), new AddConstraint(name, new ForeignKey($"fk {odd}", [odd], name, [odd])));
        Assert.Equal(SqliteDatabase.Describe(planned), SqliteDatabase.Describe(await database.InspectAsync()));
        Assert.NotEqual(SqliteDatabase.Describe(before), SqliteDatabase.Describe(planned));
        Assert.Equal(odd, await database.ScalarAsync($"SELECT x FROM {database.Dialect.Quote(name)}"));
    }

    [Fact]
    public async Task A_column_that_is_missing_is_an_error_and_never_a_text()
    {
        await using var database = await SqliteDatabase.CreateAsync("", Family);
        await Assert.ThrowsAsync<StatementFailedException>(() => database.RunAsync(new CreateIndex(Of("parent"), new("ix", [new("no_such_column")]))));
    }
}
