using Migrations.Dialects.PostgreSql;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.PostgreSql;

/// <summary>What steps keep others from doing, what the server cannot do, and what a connection text says.</summary>
public sealed class PostgreSqlRenderingTests
{
    static readonly PostgreSqlDialect Dialect = new();
    static readonly ObjectName T = ObjectName.Of("t");
    static readonly SchemaModel Model = SchemaModel.Empty(Dialect.Names).With(new Table(T,
        [new("a", new("int")), new("b", new("int")) { Nullable = false }, new("c", new("text"))]) { Checks = [new("nn", "(a IS NOT NULL)")] });

    static AlterColumn NotNull(string column) => new(T, null, new(column, new("int")) { Nullable = false }, ColumnAspects.Nullable);

    public static TheoryData<string, SqlNode> Locks() => new()
    {
        { "", new CreateTable(new(ObjectName.Of("n"), [new("x", new("int"))])) },
        { "SHARE ROW EXCLUSIVE Writes", new CreateTable(new(ObjectName.Of("n"), [new("x", new("int"))]) { ForeignKeys = [new("f", ["x"], T, ["b"])] }) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new DropTable(T) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new RenameTable(T, "u") },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new RenameColumn(T, "a", "x") },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new AddColumn(T, new("x", new("int")), null, []) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new AddColumn(T, new("x", new("timestamp")) { Default = new ExpressionValue("now()"), Nullable = false }, null, []) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new AddColumn(T, new("x", new("int")), null, [new ForeignKey("f", ["x"], T, ["b"])]) },
        { "ACCESS EXCLUSIVE ReadsAndWrites rewrites scans", new AddColumn(T, new("x", new("uuid")) { Default = new ExpressionValue("gen_random_uuid()") }, null, []) },
        { "ACCESS EXCLUSIVE ReadsAndWrites rewrites scans", new AddColumn(T, new("x", new("int")) { Identity = new() }, null, []) },
        { "ACCESS EXCLUSIVE ReadsAndWrites scans", new AddColumn(T, new("x", new("int")), null, [new UniqueConstraint("u", ["x"])]) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new DropColumn(T, "a") },
        { "ACCESS EXCLUSIVE ReadsAndWrites scans", NotNull("c") },
        { "ACCESS EXCLUSIVE ReadsAndWrites", NotNull("a") },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new AlterColumn(T, null, new("b", new("int")), ColumnAspects.Nullable) },
        { "ACCESS EXCLUSIVE ReadsAndWrites rewrites scans", new AlterColumn(T, null, new("a", new("bigint")), ColumnAspects.Type) },
        { "SHARE UPDATE EXCLUSIVE SchemaChanges", new AlterColumn(T, null, new("a", new("int")) { Remarks = "x" }, ColumnAspects.Remarks) },
        { "ACCESS EXCLUSIVE ReadsAndWrites scans", new AddConstraint(T, new PrimaryKey("p", ["a"])) },
        { "ACCESS EXCLUSIVE ReadsAndWrites scans", new AddConstraint(T, new PrimaryKey("p", ["c"]) { UsingIndex = "i" }) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new AddConstraint(T, new PrimaryKey("p", ["a"]) { UsingIndex = "i" }) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new AddConstraint(T, new PrimaryKey("p", ["b"]) { UsingIndex = "i" }) },
        { "ACCESS EXCLUSIVE ReadsAndWrites scans", new AddConstraint(T, new UniqueConstraint("u", ["a"])) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new AddConstraint(T, new UniqueConstraint("u", ["a"]) { UsingIndex = "i" }) },
        { "SHARE ROW EXCLUSIVE Writes scans", new AddConstraint(T, new ForeignKey("f", ["a"], ObjectName.Of("o"), ["id"])) },
        { "SHARE ROW EXCLUSIVE Writes", new AddConstraint(T, new ForeignKey("f", ["a"], ObjectName.Of("o"), ["id"]) { Validated = false }) },
        { "ACCESS EXCLUSIVE ReadsAndWrites scans", new AddConstraint(T, new CheckConstraint("c", "a > 0")) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new AddConstraint(T, new CheckConstraint("c", "a > 0") { Validated = false }) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new DropConstraint(T, new CheckConstraint("c", "")) },
        { "SHARE Writes scans", new CreateIndex(T, new("i", [new("a")])) },
        { "ACCESS EXCLUSIVE ReadsAndWrites", new DropIndex(T, ObjectName.Of("i")) },
        { "", new CreateView(new(ObjectName.Of("v"), "select 1")) },
        { "row locks Rows scans", new UpdateRows(T, [new("a", new NumberValue("1"))], null) },
    };

    [Theory]
    [MemberData(nameof(Locks))]
    public void A_step_says_which_lock_it_takes(string expected, SqlNode node)
    {
        var taken = Assert.Single(node.Render(Dialect, Model)).Lock;
        Assert.Equal(expected, taken == StatementLock.None ? "" : $"{taken.Name} {taken.Impact}{(taken.Rewrites ? " rewrites" : "")}{(taken.Scans ? " scans" : "")}");
    }

    public static TheoryData<SqlNode> Unsupported() =>
    [
        new AddColumn(T, new("x", new("int")), new ColumnPosition(After: "a"), []),
        new AddConstraint(T, new UniqueConstraint("u", ["a"]) { Clustered = true }),
        new CreateSequence(new(ObjectName.Of("s")) { Ordered = true }),
        new RebuildTable(new(T, []), new(T, []), []),
    ];

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void What_the_server_cannot_do_is_an_error_with_a_way_out(SqlNode node)
    {
        var error = Assert.Throws<MigrationException>(() => node.Render(Dialect, Model).ToList());
        Assert.Equal(ErrorCode.NotSupported, error.Code);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public void The_name_of_a_primary_key_is_looked_up_where_it_is_not_given()
    {
        var drop = new DropConstraint(T, new PrimaryKey(null, []));
        Assert.Throws<UnknownObjectException>(() => drop.Render(Dialect, SchemaModel.Unknown(Dialect.Names)).ToList());
        Assert.Equal(ErrorCode.ObjectNotFound, Assert.Throws<MigrationException>(() => drop.Render(Dialect, Model).ToList()).Code);
        var keyed = Model.With(Model.RequireTable(T) with { PrimaryKey = new("The Key", ["b"]) });
        Assert.Equal("ALTER TABLE \"t\" DROP CONSTRAINT \"The Key\"", Assert.Single(drop.Render(Dialect, keyed)).Text);
    }

    [Fact]
    public void Numbering_an_existing_column_is_a_sequence_and_a_default_as_in_Liquibase()
    {
        var node = new AlterColumn(T, null, new("a", new("int")) { Identity = new(100, 10) }, ColumnAspects.Identity);
        Assert.Equal(
            [
                "CREATE SEQUENCE IF NOT EXISTS \"t_a_seq\" START WITH 100 INCREMENT BY 10",
                "ALTER TABLE \"t\" ALTER COLUMN \"a\" SET DEFAULT nextval('\"t_a_seq\"'), ALTER COLUMN \"a\" SET NOT NULL",
                "ALTER SEQUENCE \"t_a_seq\" OWNED BY \"t\".\"a\"",
            ], node.Render(Dialect, Model).Select(s => s.Text));
    }

    [Theory]
    [InlineData("Host=db;Port=6000;Database=d;Username=u;Password=s3cret", "db:6000/d")]
    [InlineData("postgresql://u:s3cret@db:6000/d?sslmode=verify-full&connect_timeout=3", "db:6000/d")]
    [InlineData("postgres://u@db/d", "db:5432/d")]
    [InlineData("postgresql:///d?host=db&user=u", "db:5432/d")]
    [InlineData("jdbc:postgresql://db:6000/d?user=u&password=s3cret&ssl=true&prepareThreshold=0", "db:6000/d")]
    [InlineData("jdbc:postgresql:d", "localhost:5432/d")]
    [InlineData("postgresql://u%40corp:s3cr%2Fet@[::1]:6000/my%20db", "::1:6000/my db")]
    [InlineData("Host=db;Username=u", "db:5432/u")]
    public void A_connection_text_says_where_it_leads(string text, string target)
    {
        var provider = new PostgreSqlProvider();
        Assert.True(provider.Recognizes(text));
        var described = provider.Describe(new(text));
        Assert.Equal(target, described.ToString());
        Assert.Equal("postgresql", described.Provider);
    }

    [Theory]
    [InlineData("Data Source=x.db")]
    [InlineData("Server=db;Database=d;User ID=sa")]
    [InlineData("jdbc:mariadb://db/d")]
    [InlineData("sqlite:x.db")]
    public void Texts_of_other_databases_are_not_taken(string text) => Assert.False(new PostgreSqlProvider().Recognizes(text));

    [Theory]
    [InlineData("Host=db;Password=s3cret;Nonsense=s3cret")]
    [InlineData("postgresql://u:s3cret@db:port/d")]
    [InlineData("postgresql://u:s3cret@db/d?nonsense=s3cret")]
    [InlineData("postgresql://u:s3cret@db/d?sslmode=s3cret")]
    [InlineData("Database=s3cret")]
    [InlineData("Host=db;Port=s3cret")]
    public void A_text_that_is_not_understood_is_an_error_without_its_secrets(string text)
    {
        var error = Assert.Throws<MigrationException>(() => new PostgreSqlProvider().Describe(new(text)));
        Assert.Equal(ErrorCode.InvalidConnection, error.Code);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }
}
