using Migrations.Dialects.SqlServer;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;
using static Migrations.Tests.SqlServer.TransactSql;

namespace Migrations.Tests.SqlServer;

public class SqlServerModelTests
{
    static readonly SqlServerDialect Connected = new(SqlServerInstance.Default with { Database = "shop", DefaultSchema = "app" });

    [Fact]
    public void Names_keep_their_case_and_the_default_schema_is_left_out()
    {
        Assert.Equal(new(null, "Person"), Connected.Resolve(null, "APP", "Person", QuotingStrategy.Legacy));
        Assert.Equal(new("dbo", "Person"), Connected.Resolve("SHOP", "dbo", "Person", QuotingStrategy.QuoteAllObjects));
        Assert.Equal(new(null, "Person"), Dialect.Resolve("any", "dbo", "Person", QuotingStrategy.QuoteOnlyReservedWords));
        Assert.Throws<MigrationException>(() => Connected.Resolve("other", null, "Person", QuotingStrategy.Legacy));
    }

    [Theory]
    [InlineData(false, "PERSON", true)]
    [InlineData(true, "PERSON", false)]
    public void Names_are_compared_as_the_catalogue_compares_them(bool caseSensitive, string other, bool same) =>
        Assert.Equal(same, new SqlServerDialect(SqlServerInstance.Default with { CaseSensitiveNames = caseSensitive }).Names.Equals("Person", other));

    [Fact]
    public void A_planned_table_is_what_will_be_inspected()
    {
        var table = Dialect.Normalize(new Table(new("s", "Abc"), [Column("id") with { Identity = new() }, Column("a", "bit") with { Default = new StringValue("true") }, Column("ts", "rowversion")])
        {
            PrimaryKey = new(null, ["ID"]) { Clustered = true },
            UniqueConstraints = [new(null, ["a"]) { Clustered = false }],
        });
        Assert.Equal(Column("id") with { Identity = new(1, 1), Nullable = false }, table.Columns[0]);
        Assert.Equal(Column("a", "bit") with { Default = new BooleanValue(true), DefaultConstraintName = "DF_Abc_a" }, table.Columns[1]);
        Assert.False(table.Columns[2].Nullable);
        Assert.Equal(("PK_ABC", null), (table.PrimaryKey!.Name, table.PrimaryKey.Clustered));
        Assert.Null(table.UniqueConstraints[0].Name);
        Assert.Equal(Dialect.Normalize(table).Columns, table.Columns);
    }

    [Fact]
    public void History_tables_have_Liquibases_types_and_names()
    {
        var types = Dialect.HistoryTypes;
        Assert.Equal(("nvarchar(255)", "datetime2(3)", "int", "bit", "nvarchar(max)"), (types.Text(255).Text, types.Timestamp.Text, types.Number.Text, types.Flag.Text, types.Document.Text));
        Assert.Equal("PK_DATABASECHANGELOGLOCK", Dialect.DefaultConstraintName(ObjectName.Of("DATABASECHANGELOGLOCK"), new PrimaryKey(null, ["ID"])));
    }

    [Theory]
    [InlineData(2, false, true)]
    [InlineData(3, false, false)]
    [InlineData(5, false, false)]
    [InlineData(2, true, false)]
    public void A_default_for_all_rows_is_written_only_where_the_edition_must(int edition, bool nullable, bool rewrites)
    {
        var dialect = new SqlServerDialect(SqlServerInstance.Default with { EngineEdition = edition });
        var node = new AddColumn(ObjectName.Of("t"), Column("a") with { Nullable = nullable, Default = new NumberValue("1") }, null, []);
        Assert.Equal(rewrites, Render(node, dialect: dialect)[0].Lock.Rewrites);
        Assert.True(nullable || Render(node with { Column = node.Column with { Type = new("uniqueidentifier"), Default = new ExpressionValue("newid()") } }, dialect: dialect)[0].Lock.Rewrites);
    }

    [Theory]
    [InlineData("varchar(10)", "varchar(20)", false)]
    [InlineData("varchar(20)", "varchar(10)", true)]
    [InlineData("varchar(10)", "varchar(max)", true)]
    [InlineData("int", "bigint", true)]
    public void A_longer_text_is_only_metadata(string from, string to, bool rewrites)
    {
        var before = Column("a", from);
        Assert.Equal(rewrites, Render(new AlterColumn(ObjectName.Of("t"), before, before with { Type = new(to) }, ColumnAspects.Type))[0].Lock.Rewrites);
    }

    [Fact]
    public void Locks_say_who_is_kept_out()
    {
        var t = ObjectName.Of("t");
        LockImpact Impact(SqlNode node) => Render(node).Max(s => s.Lock.Impact);
        Assert.Equal(LockImpact.None, Impact(new CreateTable(new(t, [Column("a")]))));
        Assert.Equal(LockImpact.ReadsAndWrites, Impact(new CreateTable(new(t, [Column("a")]) { ForeignKeys = [new("f", ["a"], ObjectName.Of("o"), ["b"])] })));
        Assert.Equal(LockImpact.Writes, Impact(new CreateIndex(t, new("i", [new("a")]))));
        Assert.Equal(LockImpact.ReadsAndWrites, Impact(new CreateIndex(t, new("i", [new("a")]) { Clustered = true })));
        Assert.Equal(("Sch-M on both tables", true), (Render(new AddConstraint(t, new ForeignKey("f", ["a"], ObjectName.Of("o"), ["b"])))[0].Lock.Name, Render(new AddConstraint(t, new ForeignKey("f", ["a"], ObjectName.Of("o"), ["b"])))[0].Lock.Scans));
        Assert.Equal(LockImpact.Rows, Impact(new DeleteRows(t, null)));
    }

    [Fact]
    public void Raw_sql_becomes_nodes_that_say_what_they_change()
    {
        var nodes = SqlText.CreateNodes("CREATE TABLE dbo.t (a int);\nALTER TABLE u ADD b int DROP TABLE w\nGO\nCREATE VIEW v AS SELECT 1 AS a\nGO\nDELETE FROM t; EXEC p; BEGIN TRAN", Dialect);
        Assert.Equal(["table dbo.t", "table u, table w", "view v", "", "?", ""], nodes.Select(n => n.Changes is { } changes ? string.Join(", ", changes) : "?"));
        Assert.Equal([false, false, true, false, false, false], nodes.Select(n => n.OwnBatch));
        Assert.Equal([false, false, false, true, false, false], nodes.Select(n => n.PlainData));
        Assert.Equal([true, true, true, true, true, false], nodes.Select(n => n.Transactional));
    }
}
