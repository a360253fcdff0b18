using Migrations.Dialects.Sqlite;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Schema.ObjectName;

namespace Migrations.Tests.Sqlite;

/// <summary>Which nodes become one rebuild, and which must not.</summary>
public sealed class AdapterTests
{
    static readonly SqliteDialect Dialect = new();
    static readonly ObjectName T = Of("t");
    static readonly ObjectName U = Of("u");

    static readonly SchemaModel Schema = SchemaModel.Empty(Dialect.Names)
        .With(new Table(T, [new("id", new("INTEGER")), new("a", new("TEXT")), new("b", new("TEXT"))]))
        .With(new Table(U, [new("id", new("INTEGER")), new("t_id", new("INTEGER"))]));

    static AlterColumn Retype(ObjectName table, string column) => new(table, null, new(column, new("BLOB")), ColumnAspects.Type);

    static AddConstraint Unique(ObjectName table, string column) => new(table, new UniqueConstraint($"uq_{column}", [column]));

    static UpdateRows Update(ObjectName table, string column) => new(table, [new(column, new NumberValue("1"))], null);

    static string Adapt(params SqlNode[] nodes) => string.Join(", ", Dialect.Adapt(nodes, Schema).Select(n => n switch
    {
        RebuildTable rebuild => $"rebuild {rebuild.To.Name}",
        CreateTable create => $"create {create.Table.Name}",
        AlterColumn alter => $"{(alter.After.Nullable ? "drop" : "set")} not null {alter.After.Name}",
        AddColumn add => $"add {add.Column.Name}{(add.Column.Nullable ? "" : " not null")}",
        _ => char.ToLowerInvariant(n.GetType().Name[0]) + n.GetType().Name[1..],
    }));

    [Fact]
    public void A_run_of_alterations_of_one_table_is_one_rebuild() =>
        Assert.Equal("rebuild t", Adapt(Retype(T, "a"), Unique(T, "a"), new CreateIndex(T, new("ix", [new("b")])), new DropColumn(T, "b")));

    [Fact]
    public void What_SQLite_can_do_by_itself_needs_no_rebuild() =>
        Assert.Equal("add c, createIndex, set not null a, dropColumn", Adapt(new AddColumn(T, new("c", new("TEXT")), null, []), new CreateIndex(T, new("ix", [new("b")])),
            new AlterColumn(T, null, new("a", new("")) { Nullable = false }, ColumnAspects.Nullable), new DropColumn(T, "b")));

    [Fact]
    public void Alterations_of_two_tables_stay_in_order() =>
        Assert.Equal("rebuild t, rebuild u, rebuild t", Adapt(Retype(T, "a"), Retype(U, "t_id"), Retype(T, "b")));

    [Fact]
    public void A_statement_that_moves_data_stays_between_what_was_before_and_behind_it() =>
        Assert.Equal("rebuild t, updateRows, rebuild t", Adapt(Retype(T, "a"), Update(T, "a"), Unique(T, "a")));

    [Fact]
    public void Raw_sql_ends_a_run() =>
        Assert.Equal("create v, rawSql, rebuild t", Adapt(new CreateTable(new(Of("v"), [new("id", new("INTEGER"))])), new RawSql("SELECT 1") { PlainData = true }, Unique(T, "a")));

    [Fact]
    public void Constraints_of_a_table_that_the_change_set_creates_go_into_its_creation() =>
        Assert.Equal("create v, create w", Adapt(new CreateTable(new(Of("v"), [new("id", new("INTEGER"))])), new CreateTable(new(Of("w"), [new("id", new("INTEGER"))])),
            new AddConstraint(Of("v"), new PrimaryKey("pk", ["id"])), new AddConstraint(Of("w"), new ForeignKey("fk", ["id"], Of("v"), ["id"]))));

    [Fact]
    public void A_table_that_has_been_filled_is_rebuilt_and_not_created_otherwise() =>
        Assert.Equal("create v, insertRows, rebuild v", Adapt(new CreateTable(new(Of("v"), [new("id", new("INTEGER"))])), new InsertRows(Of("v"), [new("id", new NumberValue("1"))]),
            new AddConstraint(Of("v"), new PrimaryKey("pk", ["id"]))));

    [Fact]
    public void A_table_that_may_have_existed_is_rebuilt() =>
        Assert.Equal("create t, rebuild t", Adapt(new CreateTable(new(T, [new("id", new("INTEGER")), new("a", new("TEXT"))]), IfNotExists: true), Unique(T, "a")));

    [Fact]
    public void A_column_that_is_filled_next_becomes_not_null_when_it_is_full() =>
        Assert.Equal("add c, add d, updateRows, set not null c, set not null d", Adapt(new AddColumn(T, new("c", new("TEXT")) { Nullable = false }, null, []),
            new AddColumn(T, new("d", new("TEXT")) { Nullable = false }, null, []), new UpdateRows(T, [new("c", new NumberValue("1")), new("d", new NumberValue("1"))], null)));

    [Fact]
    public void A_column_that_nothing_fills_is_not_null_at_once() =>
        Assert.Equal("add c not null, updateRows", Adapt(new AddColumn(T, new("c", new("TEXT")) { Nullable = false }, null, []), Update(T, "a")));

    [Fact]
    public void A_rebuild_says_what_it_loses()
    {
        var rebuild = Assert.IsType<RebuildTable>(Assert.Single(Dialect.Adapt([Unique(T, "a"), new DropColumn(T, "b")], Schema)));
        Assert.Equal("the values of t.b", rebuild.Invert(Schema).Loss);
        Assert.Equal(new DataAtRisk(T, "b"), rebuild.Destroys);
    }

    [Fact]
    public void A_table_that_is_not_known_has_to_be_looked_at() =>
        Assert.Equal(T, Assert.Throws<UnknownObjectException>(() => Dialect.Adapt([Unique(T, "a")], SchemaModel.Unknown(Dialect.Names))).Key.Name);

    [Fact]
    public void Every_node_renders_alone_as_well() =>
        Assert.Equal("DROP TABLE \"t\"", Unique(T, "a").Render(Dialect, Schema).ElementAt(2).Text);

    [Fact]
    public void Another_schema_than_the_file_is_refused() =>
        Assert.Equal(ErrorCode.NotSupported, Assert.Throws<MigrationException>(() => new DropTable(Dialect.Resolve(null, "other", "t", QuotingStrategy.Legacy)).Render(Dialect, Schema).ToList()).Code);

    [Theory]
    [InlineData(null, "main")]
    [InlineData("MAIN", "other")]
    [InlineData(null, null)]
    public void Main_is_the_file_itself(string? catalog, string? schema) => Assert.Equal(Of("T x"), Dialect.Resolve(catalog, schema, "T x", QuotingStrategy.QuoteOnlyReservedWords));
}
