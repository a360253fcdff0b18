namespace Migrations.Tests.SqlServer;

/// <summary>Every statement of every golden case for SQL Server, forwards and back, parses.</summary>
public class GoldenTransactSqlTests
{
    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateFiles(GoldenTests.Root, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(GoldenTests.Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_statement_parses(string file)
    {
        var steps = GoldenTests.Steps(Path.Combine(GoldenTests.Root, file), "mssql");
        Assert.NotEmpty(steps);
        foreach (var statement in steps.SelectMany(s => s.Statements.Concat(s.Undo)))
            TransactSql.Parse(statement.Sql);
    }
}
