using Migrations.Dialects.SqlServer;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Tests.SqlServer.TransactSql;

namespace Migrations.Tests.SqlServer;

public class SqlServerRenderingTests
{
    static readonly ObjectName T = ObjectName.Of("t");
    static readonly Table Person = new(ObjectName.Of("person"),
    [
        Column("id") with { Identity = new(5, 2), Nullable = false },
        Column("Name", "varchar(50)") with { Nullable = false, Default = new StringValue("a'b"), Remarks = "col 'r'" },
        Column("b", "bit") with { Nullable = false, Default = new BooleanValue(true) },
        Column("d", "datetime") with { Default = new DateValue("2021-03-04") },
        Column("dc", "datetime2") with { Default = new ExpressionValue("GETDATE()"), DefaultConstraintName = "df_dc" },
        Column("s", "bigint") with { Default = new SequenceNextValue(new("x", "sq")) },
        Column("order") with { Nullable = false },
        Column("total") with { Generated = "[order]*2", GeneratedStored = true, Nullable = false },
        Column("c", "nvarchar(max)") with { Collation = "Latin1_General_BIN2", Options = "SPARSE" },
    ])
    {
        PrimaryKey = new(null, ["id"]),
        UniqueConstraints = [new(null, ["Name"]), new("uq", ["b", "d"]) { Clustered = true, Tablespace = "fg" }],
        ForeignKeys = [new("fk_1", ["order"], new("s", "other"), ["id"]) { OnDelete = ReferentialAction.Cascade, OnUpdate = ReferentialAction.SetNull }, new("fk_2", ["order"], T, ["id"]) { Validated = false }],
        Checks = [new("ck", "[order] > 0")],
        Indexes = [new("ix", [new("Name") { Descending = true }]) { Where = "[order] IS NOT NULL" }],
        Triggers = [new("tr", "CREATE TRIGGER tr ON person AFTER INSERT AS SELECT 1")],
        Remarks = "it's a table",
        Tablespace = "data",
    };

    [Fact]
    public void A_table_is_made_as_Liquibase_makes_it()
    {
        var statements = Render(new CreateTable(Dialect.Normalize(Person)));
        Assert.Equal(
            "CREATE TABLE [person] ([id] int IDENTITY(5,2) NOT NULL, [Name] varchar(50) CONSTRAINT [DF_person_Name] DEFAULT 'a''b' NOT NULL, [b] bit CONSTRAINT [DF_person_b] DEFAULT 1 NOT NULL, "
            + "[d] datetime CONSTRAINT [DF_person_d] DEFAULT '2021-03-04T00:00:00', [dc] datetime2 CONSTRAINT [df_dc] DEFAULT (getdate()), [s] bigint CONSTRAINT [DF_person_s] DEFAULT NEXT VALUE FOR [x].[sq], "
            + "[order] int NOT NULL, [total] AS ([order]*2) PERSISTED NOT NULL, [c] nvarchar(max) COLLATE Latin1_General_BIN2 SPARSE, CONSTRAINT [PK_PERSON] PRIMARY KEY ([id]), UNIQUE ([Name]), "
            + "CONSTRAINT [uq] UNIQUE CLUSTERED ([b], [d]) ON [fg], CONSTRAINT [fk_1] FOREIGN KEY ([order]) REFERENCES [s].[other] ([id]) ON DELETE CASCADE ON UPDATE SET NULL, "
            + "CONSTRAINT [ck] CHECK ([order] > 0)) ON [data]", statements[0].Text);
        Assert.Equal("ALTER TABLE [person] WITH NOCHECK ADD CONSTRAINT [fk_2] FOREIGN KEY ([order]) REFERENCES [t] ([id])", statements[1].Text);
        Assert.Equal("CREATE NONCLUSTERED INDEX [ix] ON [person] ([Name] DESC) WHERE [order] IS NOT NULL", statements[2].Text);
        Assert.Equal("CREATE TRIGGER tr ON person AFTER INSERT AS SELECT 1", statements[^1].Text);
        Assert.True(statements[^1].OwnBatch);
        Assert.Equal(6, statements.Count);
    }

    [Fact]
    public void A_table_that_may_be_there_is_looked_for_first() =>
        Assert.StartsWith("IF OBJECT_ID(N'[s].[a''b]', N'U') IS NULL CREATE TABLE [s].[a'b] (", Text(new CreateTable(new(new("s", "a'b"), [Column("x")]), IfNotExists: true)), StringComparison.Ordinal);

    [Fact]
    public void Remarks_are_set_whether_there_are_some_or_not()
    {
        var text = Text(new AlterColumn(new("s", "t"), null, Column("c") with { Remarks = "it's\nü" }, ColumnAspects.Remarks));
        Assert.Contains("DECLARE @value nvarchar(3750) = N'it''s\nü';", text, StringComparison.Ordinal);
        Assert.Contains("EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = @value, @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N't', @level2type = N'COLUMN', @level2name = N'c'", text, StringComparison.Ordinal);
        Assert.Contains("ELSE\n    EXEC sys.sp_addextendedproperty", text, StringComparison.Ordinal);
        Assert.Contains("sp_dropextendedproperty", Text(new AlterColumn(T, null, Column("c"), ColumnAspects.Remarks)), StringComparison.Ordinal);
    }

    [Fact]
    public void Dropping_a_table_with_what_points_at_it_names_the_keys_where_they_are_known()
    {
        var target = new Table(T, [Column("id")]);
        var other = new Table(new("s", "o"), [Column("t_id")]) { ForeignKeys = [new("fk", ["t_id"], T, ["id"])] };
        Assert.Equal("ALTER TABLE [s].[o] DROP CONSTRAINT [fk]\n---\nDROP TABLE [t]", Text(new DropTable(T, Cascade: true), Known(target, other)));
        Assert.Contains("f.referenced_object_id = OBJECT_ID(N'[t]')", Text(new DropTable(T, Cascade: true)), StringComparison.Ordinal);
        Assert.Equal("DROP TABLE [t]", Text(new DropTable(T)));
    }

    [Fact]
    public void Renames_take_the_old_name_as_sql_and_the_new_one_as_it_is()
    {
        Assert.Equal("EXEC sys.sp_rename N'[s].[a''b]', N'c]d''e', N'OBJECT'", Text(new RenameTable(new("s", "a'b"), "c]d'e")));
        Assert.Equal("EXEC sys.sp_rename N'[t].[a]]b]', N'c', N'COLUMN'", Text(new RenameColumn(T, "a]b", "c")));
    }

    [Fact]
    public void A_column_is_added_with_its_constraints()
    {
        Assert.Equal("ALTER TABLE [t] ADD [a] int CONSTRAINT [DF_t_a] DEFAULT 3 NOT NULL", Text(new AddColumn(T, Column("a") with { Nullable = false, Default = new NumberValue("3") }, null, [])));
        Assert.Equal("ALTER TABLE [t] ADD [a] int, UNIQUE ([a]), CONSTRAINT [fk] FOREIGN KEY ([a]) REFERENCES [o] ([id])",
            Text(new AddColumn(T, Column("a"), null, [new UniqueConstraint(null, ["a"]), new ForeignKey("fk", ["a"], ObjectName.Of("o"), ["id"])])));
        Assert.Equal("ALTER TABLE [t] ADD [a] int NOT NULL, CONSTRAINT [pk] PRIMARY KEY ([a])", Text(new AddColumn(T, Column("a"), null, [new PrimaryKey("pk", ["a"])])));
        Assert.Equal("ALTER TABLE [t] ADD [a] int IDENTITY(1,1) NOT NULL", Text(new AddColumn(T, Column("a") with { Identity = new() }, null, [])));
        Assert.Equal("ALTER TABLE [t] ADD [a] AS (b+1)", Text(new AddColumn(T, Column("a") with { Generated = "b+1" }, null, [])));
    }

    [Fact]
    public void A_column_that_comes_back_goes_to_the_end()
    {
        var before = Known(new Table(T, [Column("a"), Column("b"), Column("c")]));
        var drop = new DropColumn(T, "b");
        var back = Assert.Single(drop.Invert(before).Nodes);
        var dropped = Dialect.Apply(drop, before);
        Assert.Equal("ALTER TABLE [t] ADD [b] int", Text(back, dropped));
        Assert.Equal(["a", "c", "b"], Dialect.Apply(back, dropped).RequireTable(T).Columns.Select(c => c.Name));
    }

    [Fact]
    public void A_column_goes_with_its_default()
    {
        var drop = new DropColumn(T, "a");
        Assert.Equal("ALTER TABLE [t] DROP CONSTRAINT [df], COLUMN [a]", Text(drop, Known(new Table(T, [Column("a") with { Default = new NumberValue("1"), DefaultConstraintName = "df" }]))));
        Assert.Equal("ALTER TABLE [t] DROP COLUMN [a]", Text(drop, Known(new Table(T, [Column("a")]))));
        Assert.Equal("""
            DECLARE @name sysname = (SELECT d.name FROM sys.default_constraints AS d JOIN sys.columns AS c ON c.object_id = d.parent_object_id AND c.column_id = d.parent_column_id WHERE d.parent_object_id = OBJECT_ID(N'[t]') AND c.name = N'a');
            DECLARE @sql nvarchar(max) = N'ALTER TABLE [t] DROP CONSTRAINT ' + QUOTENAME(@name);
            IF @sql IS NOT NULL EXEC sys.sp_executesql @sql
            ---
            ALTER TABLE [t] DROP COLUMN [a]
            """, Text(drop));
    }

    [Fact]
    public void Altering_a_column_says_all_of_it_again()
    {
        var name = Column("a", "varchar(10)") with { Nullable = false, Collation = "Latin1_General_BIN2" };
        Assert.Equal("ALTER TABLE [t] ALTER COLUMN [a] varchar(20) COLLATE Latin1_General_BIN2 NOT NULL", Text(new AlterColumn(T, name, name with { Type = new("varchar(20)") }, ColumnAspects.Type)));
        Assert.Equal("ALTER TABLE [t] ALTER COLUMN [a] int NOT NULL", Text(new AlterColumn(T, name, name with { Type = new("int") }, ColumnAspects.Type)));
        Assert.Equal("ALTER TABLE [t] ALTER COLUMN [a] varchar(10) COLLATE Latin1_General_BIN2 NULL", Text(new AlterColumn(T, name, name with { Nullable = true }, ColumnAspects.Nullable)));
        Assert.Equal("ALTER TABLE [t] ALTER COLUMN [a] int NOT NULL",
            Text(new AlterColumn(T, null, Column("a") with { Nullable = false }, ColumnAspects.Nullable), Known(new Table(T, [Column("a")]))));
        Assert.Throws<UnknownObjectException>(() => Text(new AlterColumn(T, null, Column("a"), ColumnAspects.Nullable)));
    }

    [Fact]
    public void Another_type_takes_the_default_off_and_puts_it_back()
    {
        var before = Column("a") with { Default = new NumberValue("1"), DefaultConstraintName = "df" };
        Assert.Equal("ALTER TABLE [t] DROP CONSTRAINT [df]\n---\nALTER TABLE [t] ALTER COLUMN [a] bigint NULL\n---\nALTER TABLE [t] ADD CONSTRAINT [df] DEFAULT 1 FOR [a]",
            Text(new AlterColumn(T, before, before with { Type = new("bigint") }, ColumnAspects.Type)));
    }

    [Fact]
    public void A_default_is_a_constraint_that_is_dropped_by_name()
    {
        var plain = Column("a", "bit");
        var with = plain with { Default = new BooleanValue(true), DefaultConstraintName = "df" };
        Assert.Equal("ALTER TABLE [t] ADD CONSTRAINT [DF_t_a] DEFAULT 1 FOR [a]", Text(new AlterColumn(T, plain, plain with { Default = new BooleanValue(true) }, ColumnAspects.Default)));
        Assert.Equal("ALTER TABLE [t] DROP CONSTRAINT [df]", Text(new AlterColumn(T, with, plain, ColumnAspects.Default)));
        Assert.Equal("ALTER TABLE [t] DROP CONSTRAINT [df]\n---\nALTER TABLE [t] ADD CONSTRAINT [df2] DEFAULT 0 FOR [a]",
            Text(new AlterColumn(T, with, plain with { Default = new BooleanValue(false), DefaultConstraintName = "df2" }, ColumnAspects.Default)));
        Assert.Contains("sys.default_constraints", Text(new AlterColumn(T, null, plain, ColumnAspects.Default)), StringComparison.Ordinal);
    }

    [Fact]
    public void Constraints_are_added_and_dropped()
    {
        Assert.Equal("ALTER TABLE [t] ADD CONSTRAINT [pk] PRIMARY KEY NONCLUSTERED ([a], [b]) ON [fg]", Text(new AddConstraint(T, new PrimaryKey("pk", ["a", "b"]) { Clustered = false, Tablespace = "fg" })));
        Assert.Equal("ALTER TABLE [t] ADD UNIQUE ([a])", Text(new AddConstraint(T, new UniqueConstraint(null, ["a"]))));
        Assert.Equal("ALTER TABLE [t] ADD CONSTRAINT [fk] FOREIGN KEY ([a]) REFERENCES [o] ([b]) ON DELETE SET DEFAULT", Text(new AddConstraint(T, new ForeignKey("fk", ["a"], ObjectName.Of("o"), ["b"]) { OnDelete = ReferentialAction.SetDefault, OnUpdate = ReferentialAction.Restrict })));
        Assert.Equal("ALTER TABLE [t] WITH NOCHECK ADD CONSTRAINT [ck] CHECK (a > 0)", Text(new AddConstraint(T, new CheckConstraint("ck", "a > 0") { Validated = false })));
        Assert.Equal("ALTER TABLE [t] DROP CONSTRAINT [x]", Text(new DropConstraint(T, new ForeignKey("x", [], T, []))));
        Assert.Equal("ALTER TABLE [t] DROP CONSTRAINT [pk]", Text(new DropConstraint(T, new PrimaryKey(null, ["a"])), Known(new Table(T, [Column("a")]) { PrimaryKey = new("pk", ["a"]) })));
        Assert.Contains("k.type = 'PK'", Text(new DropConstraint(T, new PrimaryKey(null, ["a"]))), StringComparison.Ordinal);
        Assert.Contains("2 = (SELECT COUNT(*)", Text(new DropConstraint(T, new UniqueConstraint(null, ["a", "b'c"]))), StringComparison.Ordinal);
        Assert.Throws<MigrationException>(() => Text(new AddConstraint(T, new UniqueConstraint("u", ["a"]) { Deferrable = true })));
        Assert.Throws<MigrationException>(() => Text(new DropConstraint(T, new CheckConstraint(null, ""))));
    }

    [Fact]
    public void Indexes_are_made_and_dropped_on_their_table()
    {
        Assert.Equal("CREATE UNIQUE CLUSTERED INDEX [i] ON [t] ([a] DESC, [b]) ON [fg]", Text(new CreateIndex(T, new("i", [new("a") { Descending = true }, new("b")]) { Unique = true, Clustered = true, Tablespace = "fg" })));
        Assert.Equal("DROP INDEX [i] ON [s].[t]", Text(new DropIndex(new("s", "t"), new("s", "i"))));
        Assert.Equal("DROP INDEX [i] ON [t]", Text(new DropIndex(null, ObjectName.Of("i")), Known(new Table(T, [Column("a")]) { Indexes = [new("i", [new("a")])] })));
        Assert.Throws<UnknownObjectException>(() => Text(new DropIndex(null, ObjectName.Of("i"))));
        Assert.Throws<MigrationException>(() => Text(new CreateIndex(T, new("i", [new("lower(a)") { Computed = true }]))));
        Assert.Throws<MigrationException>(() => Text(new CreateIndex(T, new("i", [new("a")]) { Method = "SPATIAL" })));
    }

    [Fact]
    public void Views_are_made_alone_in_their_batch()
    {
        var view = new View(ObjectName.Of("v"), "select 1 as a");
        Assert.True(Assert.Single(Render(new CreateView(view))).OwnBatch);
        Assert.Equal("CREATE VIEW [v] AS select 1 as a", Text(new CreateView(view)));
        Assert.Equal("CREATE OR ALTER VIEW [v] AS select 1 as a", Text(new CreateView(view, Replace: true)));
        Assert.Equal("-- c\nCREATE OR ALTER view v as select 1 as a", Text(new CreateView(view with { Query = "-- c\ncreate  view v as select 1 as a", FullDefinition = true }, Replace: true)));
        Assert.Equal("create view v as select 1 as a", Text(new CreateView(view with { Query = "create view v as select 1 as a", FullDefinition = true })));
        Assert.Equal("IF OBJECT_ID(N'[v]', N'V') IS NULL EXEC sys.sp_executesql N'CREATE VIEW [v] AS SELECT 1 AS [placeholder]'\n---\nALTER VIEW [v] AS select 1 as a",
            Text(new CreateView(view, Replace: true), dialect: new SqlServerDialect(SqlServerInstance.Default with { Version = new(12, 0) })));
        Assert.Contains("@level1type = N'VIEW'", Text(new CreateView(view with { Remarks = "x" })), StringComparison.Ordinal);
        Assert.Equal("DROP VIEW [v]", Text(new DropView(view.Name)));
        Assert.Equal("IF OBJECT_ID(N'[v]', N'V') IS NOT NULL DROP VIEW [v]", Text(new DropView(view.Name, IfExists: true)));
        Assert.Throws<MigrationException>(() => Text(new CreateView(view with { Query = "", FullDefinition = true })));
    }

    [Fact]
    public void Sequences_say_what_was_said()
    {
        Assert.Equal("CREATE SEQUENCE [s]", Text(new CreateSequence(new(ObjectName.Of("s")))));
        Assert.Equal("CREATE SEQUENCE [s] AS int START WITH 5 INCREMENT BY -2 MINVALUE 1 MAXVALUE 9223372036854775807 CYCLE CACHE 10",
            Text(new CreateSequence(new(ObjectName.Of("s")) { Type = new("int"), StartValue = 5, IncrementBy = -2, MinValue = 1, MaxValue = 9223372036854775807, Cycle = true, CacheSize = 10 })));
        Assert.Equal("CREATE SEQUENCE [s] NO CYCLE NO CACHE", Text(new CreateSequence(new(ObjectName.Of("s")) { Cycle = false, CacheSize = 0 })));
        Assert.Equal("DROP SEQUENCE [x].[s]", Text(new DropSequence(new("x", "s"))));
    }

    [Fact]
    public void Rows_are_written()
    {
        Assert.Equal("INSERT INTO [t] ([a], [b]) VALUES ('x', NEXT VALUE FOR [q])", Text(new InsertRows(T, [new("a", new StringValue("x")), new("b", new SequenceNextValue(ObjectName.Of("q")))])));
        Assert.Equal("INSERT INTO [t] ([a]) SELECT 1 WHERE EXISTS (SELECT 1 FROM [l] WHERE [id] = 1 AND [x] IS NULL)",
            Text(new InsertRows(T, [new("a", new NumberValue("1"))], new RowExists(ObjectName.Of("l"), new AllOf([new ColumnEquals("id", new NumberValue("1")), new ColumnEquals("x", new NullValue())])))));
        Assert.Equal("UPDATE [t] SET [a] = NULL, [b] = GETDATE() WHERE x = 1", Text(new UpdateRows(T, [new("a", new NullValue()), new("b", new ExpressionValue("GETDATE()"))], new RawPredicate("x = 1"))));
        Assert.Equal("DELETE FROM [t]", Text(new DeleteRows(T, null)));
    }

    [Fact]
    public void Transactions_open_and_end_and_a_dead_one_is_no_error()
    {
        Parse(Dialect.BeginTransaction.Text + "; " + Dialect.CommitTransaction.Text);
        Assert.Equal("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION", Dialect.RollbackTransaction.Text);
        Parse(Dialect.RollbackTransaction.Text);
    }

    [Fact]
    public void Every_name_is_quoted_whatever_it_holds()
    {
        var hostile = new ObjectName("s]x", "t'; DROP TABLE u--");
        var model = Known(new Table(hostile, [Column("a]'b")]));
        SqlNode[] nodes =
        [
            new CreateTable(new(hostile, [Column("a]'b") with { Remarks = "r" }]) { PrimaryKey = new("p]'k", ["a]'b"]) }, IfNotExists: true), new DropTable(hostile, Cascade: true), new RenameTable(hostile, "x"),
            new AddColumn(hostile, Column("c]'d") with { Default = new StringValue("'") }, null, []), new DropColumn(hostile, "a]'b"), new RenameColumn(hostile, "a]'b", "c]'d"),
            new DropConstraint(hostile, new PrimaryKey(null, ["a]'b"])), new DropConstraint(hostile, new UniqueConstraint(null, ["a]'b"])), new CreateIndex(hostile, new("i]'x", [new("a]'b")])),
            new DropIndex(hostile, hostile.Sibling("i]'x")), new CreateView(new(hostile, "select 1 as a") { Remarks = "r" }), new DropView(hostile, IfExists: true), new CreateSequence(new(hostile)),
        ];
        foreach (var node in nodes)
        {
            Assert.All(Render(node), s => Assert.DoesNotContain("DropTableStatement", Statements(s.Text).Except(["DropTableStatement"]), StringComparer.Ordinal));
            Assert.DoesNotContain(Render(node, model), s => Statements(s.Text).Contains("DropTableStatement") && node is not DropTable);
        }
    }

    static IEnumerable<string> Statements(string text) =>
        ((Microsoft.SqlServer.TransactSql.ScriptDom.TSqlScript)Parse(text)).Batches.SelectMany(b => b.Statements).Select(s => s.GetType().Name);
}
