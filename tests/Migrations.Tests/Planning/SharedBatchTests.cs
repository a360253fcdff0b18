using Migrations.Execution;

namespace Migrations.Tests.Planning;

/// <summary>Which change sets share a round trip: those of which nothing is decided on the way. (Which take a moment is known with a database; see the conformance suite.)</summary>
public sealed class SharedBatchTests : IDisposable
{
    readonly PlanFolder folder = new();

    [Fact]
    public void Change_sets_that_take_a_moment_go_together_fifty_at_a_time()
    {
        Assert.Equal(3, Together(string.Concat(Enumerable.Range(1, 3).Select(Table))));
        Assert.Equal(50, Together(string.Concat(Enumerable.Range(1, 60).Select(Table))));
    }

    [Fact]
    public void Long_ones_make_fewer() => Assert.Equal(9, Together(Table("t") + string.Concat(Enumerable.Range(1, 12).Select(i => Set(i, [.. Enumerable.Range(1, 30).Select(Insert)])))));

    [Theory]
    [InlineData("failOnError: false")]
    [InlineData("runInTransaction: false")]
    [InlineData("preConditions: [{onSqlOutput: TEST}, {sqlCheck: {expectedResult: 1, sql: SELECT 1}}]")]
    public void One_of_which_something_is_decided_on_the_way_goes_alone(string attribute) =>
        Assert.Equal(1, Together($"- changeSet: {{id: 2, author: a, {attribute}, changes: [{{createTable: {{tableName: t, columns: [{{column: {{name: id, type: int}}}}]}}}}]}}\n" + Table("last")));

    [Theory]
    [InlineData("mssql")]
    [InlineData("mariadb")]
    [InlineData("sqlite")]
    public void A_database_that_carries_on_behind_a_failure_gets_them_one_by_one(string dbms) => Assert.Equal(1, Together(Table("one") + Table("two"), dbms));

    int Together(string entries, string dbms = "postgresql") => SharedBatch.Count(folder.Plan(entries, dbms).Run!.ChangeSets, PlanFolder.Dialect(dbms).Features);

    static string Table(int number) => Table($"t{number}");

    static string Table(string name) => Set(name, $"createTable: {{tableName: {name}, columns: [{{column: {{name: id, type: int}}}}]}}");

    static string Insert(int value) => $"insert: {{tableName: t, columns: [{{column: {{name: id, value: {value}}}}}]}}";

    static string Set(object id, params string[] changes) => $"- changeSet: {{id: {id}, author: a, changes: [{string.Join(", ", changes.Select(c => $"{{{c}}}"))}]}}\n";

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}
