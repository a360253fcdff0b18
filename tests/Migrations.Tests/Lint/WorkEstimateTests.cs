using Migrations.Dialects.PostgreSql;
using Migrations.Lint;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Tests.Planning;

namespace Migrations.Tests.Lint;

/// <summary>Estimates grow with what there is to do, and nothing is estimated where nothing is known.</summary>
public sealed class WorkEstimateTests
{
    static readonly PostgreSqlDialect Dialect = new();
    static readonly ObjectName T = ObjectName.Of("t");
    static readonly Table Plain = new(T, [new("a", new("int")), new("b", new("varchar(50)")), new("c", new("int"))]);

    static TimeSpan Estimate(SqlNode node, long rows = 1_000_000, double? speed = 1, Table? table = null) => Of(node, rows, speed, table).Duration ?? TimeSpan.Zero;

    static WorkEstimate Of(SqlNode node, long rows, double? speed, Table? table = null)
    {
        var schema = SchemaModel.Empty(Dialect.Names).With(table ?? Plain);
        using var folder = new PlanFolder();
        var run = new LintRun(Dialect, new(), _ => null);
        var lint = new LintNode(new(run, null!), node, default!, [.. node.Render(Dialect, schema)], schema, Dialect.Apply(node, schema));
        return WorkEstimate.Of(lint, new(T, rows, rows * 160, rows * 40), speed);
    }

    static readonly CreateIndex Number = new(T, new("i", [new("a")]));
    static readonly CreateIndex Text = new(T, new("i", [new("b")]));
    static readonly AlterColumn Bigint = new(T, null, new("a", new("bigint")), ColumnAspects.Type);

    [Fact]
    public void Work_grows_with_rows_and_with_the_slowness_of_the_machine()
    {
        Assert.InRange(Estimate(Number, 3_000_000) / Estimate(Number), 2.5, 3.1);
        Assert.InRange(Estimate(Number, speed: 2) / Estimate(Number), 1.8, 2.1);
    }

    [Fact]
    public void Texts_and_indexes_cost_more()
    {
        Assert.True(Estimate(Text) > Estimate(Number) * 1.5);
        Assert.True(Estimate(Bigint, table: Plain with { Indexes = [Text.Index], PrimaryKey = new("p", ["c"]) }) > Estimate(Bigint) + TimeSpan.FromSeconds(1));
        Assert.True(Estimate(new UpdateRows(T, [new("a", new NumberValue("1"))], null)) > Estimate(Bigint));
    }

    [Fact]
    public void What_reads_no_rows_takes_a_moment_however_many_there_are() =>
        Assert.InRange(Estimate(new AddColumn(T, new("x", new("int")), null, []), 1_000_000_000), TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));

    [Fact]
    public void Without_a_speed_only_rows_are_told() => Assert.Equal(new WorkEstimate(5000, null), Of(Number, 5000, null));
}
