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

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_batch_of_its_script_parses(string file)
    {
        var script = GoldenTests.Script(Path.Combine(GoldenTests.Root, file), "mssql");
        // Commands of the client begin with a colon.
        var batches = script.Split("\nGO\n").Select(b => string.Join('\n', b.Split('\n').Where(line => !line.StartsWith(':')))).ToList();
        // A case for other databases alone has nothing to run here.
        var runs = GoldenTests.Steps(Path.Combine(GoldenTests.Root, file), "mssql").Any(s => s.WillRun);
        Assert.True(runs == batches.Count > 5, script);
        foreach (var batch in batches)
            TransactSql.Parse(batch);
    }
}
