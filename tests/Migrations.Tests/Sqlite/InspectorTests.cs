using Migrations.Dialects.Sqlite;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Schema.ObjectName;

namespace Migrations.Tests.Sqlite;

/// <summary>Tables that others have written in all the ways that SQLite's grammar allows are read, and can be made again as they were.</summary>
public sealed class InspectorTests
{
    public static TheoryData<string> Statements() =>
    [
        "CREATE TABLE t(a)",
        "create table if not exists main.t (a int, b  varchar ( 20 ), [c d] decimal(10,2), `e``f` \"my type\", \"g\"\"h\" UNSIGNED BIG INT)",
        "CREATE TABLE \"t\" -- a comment, with ( a paren\n(a INT /* , b ) */ NOT NULL, b TEXT DEFAULT 'a, ) b', c)",
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b)",
        "CREATE TABLE t (a INTEGER PRIMARY KEY DESC, b)",
        "CREATE TABLE t (a INTEGER CONSTRAINT \"p k\" PRIMARY KEY ASC ON CONFLICT REPLACE AUTOINCREMENT NOT NULL)",
        "CREATE TABLE t (a INTEGER, b, PRIMARY KEY (a AUTOINCREMENT))",
        "CREATE TABLE t (a TEXT PRIMARY KEY, b)",
        "CREATE TABLE t (a TEXT, b TEXT, CONSTRAINT pk PRIMARY KEY (b, a COLLATE NOCASE DESC) ON CONFLICT IGNORE) WITHOUT ROWID",
        "CREATE TABLE t (a INT, b TEXT, c ANY, PRIMARY KEY (b)) STRICT, WITHOUT ROWID",
        "CREATE TABLE t (a CONSTRAINT nn NOT NULL ON CONFLICT FAIL, b NULL, c CONSTRAINT df DEFAULT 5, d CONSTRAINT lonely)",
        "CREATE TABLE t (a DEFAULT -1, b DEFAULT +2.5, c DEFAULT (1 + (2)), d DEFAULT NULL, e DEFAULT TRUE, f DEFAULT x'00ff', g DEFAULT CURRENT_DATE, h DEFAULT word, i DEFAULT \"dq\", j DEFAULT .5e-3, k BOOLEAN DEFAULT 1)",
        "CREATE TABLE t (a UNIQUE, b CONSTRAINT u UNIQUE ON CONFLICT ROLLBACK, c, d, UNIQUE (c, d), CONSTRAINT v UNIQUE (d COLLATE RTRIM, c DESC) CONSTRAINT w CHECK (a <> ')') CHECK (length(b) > 1))",
        "CREATE TABLE t (a REFERENCES t, b CONSTRAINT fk REFERENCES other (x) ON DELETE SET NULL ON UPDATE CASCADE MATCH SIMPLE DEFERRABLE INITIALLY DEFERRED, c REFERENCES t (a) NOT DEFERRABLE, "
            + "d, FOREIGN KEY (c, d) REFERENCES \"other one\" (p, q) ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE, CONSTRAINT f2 FOREIGN KEY (d) REFERENCES t ON UPDATE SET DEFAULT ON DELETE RESTRICT)",
        "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED, c TEXT AS (coalesce(a, ')')) VIRTUAL NOT NULL, d AS (1))",
        "CREATE TABLE t (a TEXT COLLATE NOCASE NOT NULL DEFAULT '' CHECK (a = lower(a)) UNIQUE, b COLLATE BINARY, c COLLATE \"rtrim\")",
        "CREATE TABLE t (key TEXT, value BLOB, \"order\" INT, [group] INT, 'single' INT, UNIQUE (key))",
        "CREATE TABLE t AS SELECT 1 AS a, 'x' AS \"b c\"",
        "CREATE TABLE t (a INT, b INT); CREATE INDEX i ON t(a); CREATE UNIQUE INDEX IF NOT EXISTS \"j k\" ON t (a DESC, b COLLATE NOCASE, abs(b) DESC, (a + b)) WHERE a > 1 AND b IS NOT NULL",
        "CREATE TABLE t (a INT, b INT); CREATE TRIGGER tr INSTEAD_OF; ",
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_table_is_read_and_made_again_as_it_was(string sql)
    {
        if (sql.Contains("INSTEAD_OF", StringComparison.Ordinal))
            sql = "CREATE TABLE t (a INT, b INT); CREATE TRIGGER \"tr 1\" BEFORE UPDATE OF a, b ON t FOR EACH ROW WHEN new.a > 1 BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM t; END";
        await using var database = await SqliteDatabase.CreateAsync("", sql);
        var read = await database.InspectAsync();
        var table = read.RequireTable(Of("t"));
        var pragmas = await PragmasAsync(database);

        await database.ExecuteAsync("DROP TABLE t");
        await database.RunAsync(new CreateTable(table));

        Assert.Equal(SqliteDatabase.Describe(read), SqliteDatabase.Describe(await database.InspectAsync()));
        Assert.Equal(pragmas, await PragmasAsync(database));
    }

    /// <summary>Everything that SQLite itself says of the table, without what never holds NULL being told so.</summary>
    static async Task<string[]> PragmasAsync(SqliteDatabase database) =>
    [
        .. await database.ColumnAsync("SELECT name || '|' || lower(replace(type, ' ', '')) || '|' || lower(coalesce(nullif(dflt_value, 'NULL'), '-')) || '|' || pk || '|' || hidden || '|' || max(\"notnull\", pk > 0) FROM pragma_table_xinfo('t')"),
        .. await database.ColumnAsync("SELECT \"table\" || '|' || \"from\" || '|' || coalesce(\"to\", '-') || '|' || on_update || '|' || on_delete FROM pragma_foreign_key_list('t') ORDER BY 1"),
        .. await database.ColumnAsync("SELECT i.\"unique\" || '|' || i.origin || '|' || i.partial || '|' || coalesce(x.name, '-') || '|' || x.\"desc\" || '|' || lower(x.coll) || '|' || x.key FROM pragma_index_list('t') i, pragma_index_xinfo(i.name) x ORDER BY 1"),
        .. await database.ColumnAsync("SELECT wr || '|' || strict || '|' || ncol FROM pragma_table_list('t')"),
        .. await database.ColumnAsync("SELECT sql FROM sqlite_schema WHERE type = 'trigger'"),
        .. await database.ColumnAsync("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'"),
    ];

    [Fact]
    public async Task What_was_asked_for_and_the_tables_that_point_at_it_are_read_and_nothing_else()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE a (id INTEGER PRIMARY KEY)", "CREATE TABLE b (a_id REFERENCES A)", "CREATE TABLE c (x)", "CREATE INDEX ix ON c (x)", "CREATE VIEW v AS SELECT 1");
        var model = await database.Session.InspectAsync([new(ObjectKind.Table, Of("A")), new(ObjectKind.Table, Of("none")), new(ObjectKind.View, Of("V"))], SchemaModel.Unknown(database.Dialect.Names), CancellationToken.None);
        Assert.Equal(["a", "b"], model.Tables.Select(t => t.Name.Name));
        Assert.Equal(Presence.Absent, model.Find(Of("none"), out Table? _));
        Assert.Equal(Presence.Unknown, model.Find(Of("c"), out Table? _));
        Assert.Equal(Presence.Known, model.Find(Of("v"), out View? _));

        model = await database.Session.InspectAsync([new(ObjectKind.Index, Of("IX")), new(ObjectKind.Index, Of("no"))], model, CancellationToken.None);
        Assert.Equal(Presence.Known, model.FindTableOfIndex(Of("ix"), out var owner));
        Assert.Equal(Of("c"), owner!.Name);
        Assert.Equal(Presence.Absent, model.FindTableOfIndex(Of("no"), out _));
    }

    [Fact]
    public async Task Virtual_tables_are_read_without_the_tables_behind_them_and_can_be_made_again()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = 'porter')");
        var before = await database.InspectAsync();
        var table = Assert.Single(before.Tables);
        var back = database.Invert(before, new DropTable(table.Name));
        await database.RunAsync(new DropTable(table.Name));
        await database.RunAsync(back);
        Assert.Equal(SqliteDatabase.Describe(before), SqliteDatabase.Describe(await database.InspectAsync()));
        var error = await Assert.ThrowsAsync<MigrationException>(() => database.RunAsync(new AddConstraint(table.Name, new UniqueConstraint("u", ["title"]))));
        Assert.Equal(ErrorCode.NotSupported, error.Code);
    }

    [Fact]
    public async Task The_history_tables_are_found_whatever_their_case()
    {
        await using var database = await SqliteDatabase.CreateAsync("", "CREATE TABLE databaseChangeLog (id)", "CREATE TABLE \"DATABASECHANGELOGLOCK\" (id)", "CREATE VIEW MIGRATIONS_STATE AS SELECT 1");
        Assert.Equal(["databaseChangeLog", "DATABASECHANGELOGLOCK"], await database.Session.FindTablesAsync(null, ["DATABASECHANGELOG", "DATABASECHANGELOGLOCK", "MIGRATIONS_STATE"], CancellationToken.None));
    }

    [Fact]
    public void A_statement_that_is_not_understood_says_where() =>
        Assert.Equal("expected ), found '+'", Assert.Throws<FormatException>(() => SqliteTableReader.Read("t", "CREATE TABLE t (a INT + b)")).Message);
}
