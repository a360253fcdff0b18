using System.Text;
using Migrations.Changelog;
using Migrations.Dialects;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;
using Migrations.Tests.Changes;

namespace Migrations.Tests.Sql;

/// <summary>The schema model behind raw SQL, its locks, and the places of its statements.</summary>
public sealed class RawSqlTests
{
    static readonly SqlDialect PostgreSql = DialectRegistry.Get("postgresql").DefaultDialect;
    static readonly SqlDialect MariaDb = DialectRegistry.Get("mariadb").DefaultDialect;
    static readonly ObjectName T = ObjectName.Of("t");

    static SchemaModel After(SqlDialect dialect, SchemaModel before, params ReadOnlySpan<string> statements)
    {
        foreach (var statement in statements)
            before = dialect.Apply(SqlText.CreateNode(statement, dialect), before);
        return before;
    }

    static SchemaModel Empty(SqlDialect dialect) => SchemaModel.Empty(dialect.Names);

    [Fact]
    public void The_model_follows_what_is_understood_as_a_whole()
    {
        var table = After(PostgreSql, Empty(PostgreSql), "CREATE TABLE t (id int PRIMARY KEY, b text)", "ALTER TABLE t ADD COLUMN a varchar(5) NOT NULL DEFAULT 'x', DROP COLUMN b", "ALTER TABLE t RENAME id TO key", "CREATE INDEX i ON t (a)").RequireTable(T);

        Assert.Equal(["key", "a"], table.Columns.Select(c => c.Name));
        Assert.Equal(new("varchar(5)"), table.Columns[1].Type);
        Assert.Equal(["key"], table.PrimaryKey!.Columns);
        Assert.Equal("i", Assert.Single(table.Indexes).Name);
    }

    [Theory]
    [InlineData("CREATE TABLE IF NOT EXISTS t (id int)")]
    [InlineData("ALTER TABLE t ADD COLUMN a our_type")]
    [InlineData("ALTER TABLE t FROBNICATE")]
    [InlineData("DO $$ BEGIN END $$")]
    [InlineData("ALTER TABLE t DROP CONSTRAINT unheard_of")]
    public void What_is_not_certain_is_forgotten(string statement)
    {
        var known = Empty(PostgreSql).With(new Table(T, [new("id", new("int"))]));
        var before = statement.StartsWith("CREATE", StringComparison.Ordinal) ? SchemaModel.Unknown(PostgreSql.Names) : known;

        Assert.False(After(PostgreSql, before, statement).Knows(new(ObjectKind.Table, T)));
    }

    [Fact]
    public void What_is_there_already_is_left_alone()
    {
        var known = Empty(PostgreSql).With(new Table(T, [new("a", new("text"))]));

        Assert.Equal("text", After(PostgreSql, known, "CREATE TABLE IF NOT EXISTS t (a int)").RequireColumn(T, "a").Type.Text);
        Assert.Equal("text", After(PostgreSql, known, "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int").RequireColumn(T, "a").Type.Text);
        Assert.Equal("int", After(PostgreSql, known, "ALTER TABLE t ADD COLUMN IF NOT EXISTS b int").RequireColumn(T, "b").Type.Text);
    }

    [Fact]
    public void Behind_another_search_path_a_name_is_not_trusted()
    {
        var after = After(PostgreSql, Empty(PostgreSql), "SET search_path TO other", "CREATE TABLE t (id int)");

        Assert.True(after.NamesMoved);
        Assert.False(after.Knows(new(ObjectKind.Table, T)));
    }

    [Fact]
    public void What_MODIFY_does_not_say_is_gone()
    {
        var known = Empty(MariaDb).With(new Table(T, [new("a", new("int(11)")) { Nullable = false, Default = new NumberValue("1"), Remarks = "x" }]));

        var column = After(MariaDb, known, "ALTER TABLE t MODIFY a bigint").RequireColumn(T, "a");

        Assert.Equal(("bigint(20)", true, null, null), (column.Type.Text, column.Nullable, column.Default, column.Remarks));
    }

    [Theory]
    [InlineData("ALTER TABLE t ADD COLUMN c int", "ACCESS EXCLUSIVE", false, false)]
    [InlineData("ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid()", "ACCESS EXCLUSIVE", true, true)]
    [InlineData("ALTER TABLE t ALTER COLUMN a TYPE varchar(20)", "ACCESS EXCLUSIVE", false, false)]
    [InlineData("ALTER TABLE t ALTER COLUMN a TYPE varchar(20) USING upper(a)", "ACCESS EXCLUSIVE", true, true)]
    [InlineData("CREATE INDEX i ON t (a)", "SHARE", false, true)]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)", "SHARE UPDATE EXCLUSIVE", false, true)]
    [InlineData("ALTER TABLE t ADD CONSTRAINT c CHECK (a <> '') NOT VALID", "ACCESS EXCLUSIVE", false, false)]
    [InlineData("ALTER TABLE t VALIDATE CONSTRAINT c", "SHARE UPDATE EXCLUSIVE", false, true)]
    [InlineData("VACUUM FULL t", "ACCESS EXCLUSIVE", true, true)]
    [InlineData("LOCK TABLE t IN SHARE MODE", "SHARE", false, false)]
    [InlineData("UPDATE t SET a = 'x'", "row locks", false, false)]
    [InlineData("DO $$ BEGIN END $$", "unknown", false, false)]
    public void The_lock_is_that_of_the_effects(string statement, string name, bool rewrites, bool scans)
    {
        var known = Empty(PostgreSql).With(new Table(T, [new("a", new("varchar(10)"))]));

        var taken = Assert.Single(SqlText.CreateNode(statement, PostgreSql).Render(PostgreSql, known)).Lock;

        Assert.Equal((name, rewrites, scans), (taken.Name, taken.Rewrites, taken.Scans));
    }

    [Theory]
    [InlineData("ALTER TABLE t ADD COLUMN a int, ALGORITHM=INSTANT, LOCK=NONE", LockImpact.SchemaChanges, false)]
    [InlineData("ALTER TABLE t ADD COLUMN a int, ALGORITHM=COPY, LOCK=SHARED", LockImpact.Writes, true)]
    [InlineData("CREATE INDEX i ON t (a) LOCK=EXCLUSIVE", LockImpact.ReadsAndWrites, false)]
    public void MariaDB_is_held_to_its_clauses(string statement, LockImpact impact, bool rewrites)
    {
        var taken = Assert.Single(SqlText.CreateNode(statement, MariaDb).Render(MariaDb, SchemaModel.Unknown(MariaDb.Names))).Lock;

        Assert.Equal((impact, rewrites), (taken.Impact, taken.Rewrites));
    }

    [Fact]
    public void A_constraint_that_is_dropped_by_its_name_gets_its_kind_from_the_schema()
    {
        var known = Empty(PostgreSql).With(new Table(T, [new("a", new("int"))]) { ForeignKeys = [new("fk", ["a"], ObjectName.Of("u"), ["b"])] });

        var effect = Assert.Single(PostgreSql.Follow(SqlText.CreateNode("ALTER TABLE t DROP CONSTRAINT fk", PostgreSql), known));

        Assert.IsType<ForeignKey>(Assert.IsType<DropConstraint>(effect.Node).Constraint);
        Assert.Empty(effect.After.RequireTable(T).ForeignKeys);
    }

    [Fact]
    public void What_has_been_understood_decides_nothing_of_what_runs()
    {
        var node = SqlText.CreateNode("CREATE INDEX CONCURRENTLY i ON t (a)", PostgreSql);

        Assert.Equal("CREATE INDEX CONCURRENTLY i ON t (a)", Assert.Single(node.Render(PostgreSql, Empty(PostgreSql))).Text);
        Assert.False(node.Transactional);
        Assert.NotNull(node.Invert(Empty(PostgreSql)).Impossible);
    }

    [Fact]
    public void Statements_of_a_file_have_places_of_their_own()
    {
        var files = new FakeResources(new() { ["a.sql"] = Encoding.UTF8.GetBytes("-- the first\nSELECT 1;\n\n  -- why\n  DROP TABLE t;\nDROP TABLE ${x};") });
        var context = ChangeYaml.Context(resources: files);

        var places = ChangeYaml.Lower("sqlFile: {path: a.sql}", context).ConvertAll(context.PlaceOf);

        Assert.Equal([new("a.sql", 2, 1), new("a.sql", 5, 3), new SourceSpan("a.sql", 6, 1)], places);
    }

    [Fact]
    public void Statements_of_a_literal_block_have_the_lines_of_the_changelog()
    {
        var context = ChangeYaml.Context();

        var places = ChangeYaml.Lower("sql:\n  sql: |\n\n    SELECT 1;\n    DROP TABLE t;\n", context).ConvertAll(context.PlaceOf);

        Assert.Equal([4, 5], places.Select(p => p.Line));
    }
}
