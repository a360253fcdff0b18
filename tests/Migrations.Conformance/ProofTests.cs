using System.Text.RegularExpressions;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Proof;

namespace Migrations.Conformance;

/// <summary>
/// Wrong ways back and their right twins. A file has what is there before, and one change set twice: in the context <c>wrong</c> with a way back that loses
/// something, in the context <c>right</c> with one that does not. Its first line names the databases, its second what has to be found.
/// </summary>
public sealed partial class ProofTests(Servers servers)
{
    static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Proof");

    /// <summary>Every case on its databases.</summary>
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal))
        {
            foreach (var provider in Header().Match(File.ReadAllText(Path.Combine(Folder, file))).Groups["on"].Value.Split(", "))
                data.Add(file, provider.Trim());
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_wrong_way_back_is_found_and_its_right_twin_is_not(string file, string provider)
    {
        var path = Path.Combine(Folder, file);
        var header = Header().Match(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        var connection = await servers.CreateDatabaseAsync(provider);
        var tool = new ProofTool(connection, path);
        await tool.ApplyAsync("before");
        var before = await tool.DescribeAsync();

        var wrong = await tool.ProveAsync("wrong");
        var right = await tool.ProveAsync("right");

        Assert.True(wrong.Any(f => f.Severity == FindingSeverity.Error && f.Code == header.Groups["code"].Value && f.Line > 1
            && string.Equals(f.Object ?? "", header.Groups["object"].Value.Trim(), StringComparison.OrdinalIgnoreCase)), $"only found: {string.Join('\n', wrong)}");
        Assert.True(right.All(f => f.Severity == FindingSeverity.Information), string.Join('\n', right));
        // The target has only been read, and nothing is left beside it.
        Assert.Equal(before, await tool.DescribeAsync());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    public async Task A_given_scratch_database_is_emptied_and_stays(string provider)
    {
        var tool = new ProofTool(await servers.CreateDatabaseAsync(provider), Path.Combine(Folder, "wrong-column-dropped.yaml"));
        await tool.ApplyAsync("before");
        var scratch = await servers.CreateDatabaseAsync(provider);

        Assert.Contains(await tool.ProveAsync("wrong", scratch), f => f.Code == "MIG4001");
        Assert.DoesNotContain(await tool.ProveAsync("right", scratch), f => f.Severity == FindingSeverity.Error);
        Assert.Empty(await new ProofTool(scratch, Path.Combine(Folder, "wrong-column-dropped.yaml")).DescribeAsync());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    public async Task A_scratch_database_that_holds_something_or_is_the_target_is_refused(string provider)
    {
        var target = await servers.CreateDatabaseAsync(provider);
        var tool = new ProofTool(target, Path.Combine(Folder, "wrong-column-dropped.yaml"));
        await tool.ApplyAsync("before");
        var used = await servers.CreateDatabaseAsync(provider);
        var other = new ProofTool(used, Path.Combine(Folder, "wrong-column-dropped.yaml"));
        await other.ApplyAsync("before");
        var before = await other.DescribeAsync();

        Assert.Equal(ErrorCode.ScratchUnusable, (await Assert.ThrowsAsync<MigrationException>(() => tool.ProveAsync("wrong", used))).Code);
        Assert.Equal(ErrorCode.ScratchUnusable, (await Assert.ThrowsAsync<MigrationException>(() => tool.ProveAsync("wrong", target))).Code);
        Assert.Equal(before, await other.DescribeAsync());
    }

    /// <summary>At any moment: while it is made, while it is filled, between up and down.</summary>
    [Theory]
    [InlineData("postgresql", "SELECT datname FROM pg_database WHERE datname LIKE 'migrations_scratch%'")]
    [InlineData("mariadb", "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'migrations_scratch%'")]
    public async Task A_proof_that_is_stopped_leaves_no_database_behind(string provider, string databases)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        var tool = new ProofTool(connection, Path.Combine(Folder, "wrong-column-dropped.yaml"));
        await tool.ApplyAsync("before");
        foreach (var milliseconds in new[] { 50, 300, 600, 1000 })
        {
            using var stop = new CancellationTokenSource(milliseconds);
            await Record.ExceptionAsync(() => tool.ProveAsync("right", cancellationToken: stop.Token));
        }
        Assert.Empty(await new MigrationTool(connection, Folder).QueryAsync(databases));
    }

    /// <summary>Every golden case on the databases that run here.</summary>
    public static TheoryData<string, string> GoldenCases()
    {
        var data = new TheoryData<string, string>();
        var folder = Path.Combine(AppContext.BaseDirectory, "Golden");
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal))
        {
            foreach (var provider in new[] { "sqlite", "postgresql", "mariadb" })
                data.Add(file, provider);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public async Task The_way_back_of_a_golden_case_stands_the_proof(string file, string provider)
    {
        var found = await new ProofTool(await servers.CreateDatabaseAsync(provider), Path.Combine(AppContext.BaseDirectory, "Golden", file)).ProveAsync(null);

        // What needs empty tables says so; actions are not performed.
        Assert.True(found.All(f => f.Severity == FindingSeverity.Information || f.Code == "MIG4010" || f.Message.Contains("not done in a proof", StringComparison.Ordinal)), string.Join('\n', found));
    }

    [GeneratedRegex(@"\A# on: (?<on>.+)\r?\n# finds: (?<code>MIG\d+)(?<object>.*)")]
    private static partial Regex Header();
}

/// <summary>Proves the change sets of a file in a context.</summary>
/// <param name="connection">The target.</param>
/// <param name="changelog">The file.</param>
sealed class ProofTool(string connection, string changelog)
{
    readonly MigrationTool tool = new(connection, changelog);

    /// <summary>Runs what is for a context.</summary>
    public async Task ApplyAsync(string context)
    {
        var settings = Settings(context);
        await using var run = await MigrationRun.OpenAsync(DialectRegistry.For(settings.Connection!), settings, tool, CancellationToken.None);
        var prepared = ChangelogSource.Read(settings, run.Session.Dialect);
        var plan = await PlanOperation.PlanAsync(run, prepared, CancellationToken.None);
        await new ApplyOperation(run, prepared).RunAsync(plan, [.. plan.Steps.Where(s => s.WillRun)], CancellationToken.None);
    }

    /// <summary>What a proof of the change sets for a context finds.</summary>
    public async Task<IReadOnlyList<MigrationFinding>> ProveAsync(string? context, string? scratch = null, CancellationToken cancellationToken = default)
    {
        var settings = Settings(context);
        var provider = DialectRegistry.For(settings.Connection!);
        await using var run = await MigrationRun.OpenAsync(provider, settings, tool, CancellationToken.None);
        var prepared = ChangelogSource.Read(settings, run.Session.Dialect);
        var plan = await PlanOperation.PlanAsync(run, prepared, cancellationToken);
        var proven = await new ProofOperation(provider, prepared, tool).RunAsync(plan, run, scratch is null ? null : new(scratch), cancellationToken);
        return [.. proven.Findings.Where(f => f.Code.StartsWith("MIG4", StringComparison.Ordinal))];
    }

    /// <summary>The whole schema as text.</summary>
    public async Task<SortedDictionary<string, string>> DescribeAsync() => await tool.InspectAsync();

    RunSettings Settings(string? context) => new()
    {
        ChangelogPath = changelog,
        SearchPath = [Path.GetDirectoryName(changelog)!],
        Location = Path.GetDirectoryName(changelog)!,
        Connection = new(connection),
        Contexts = context is null ? [] : [context],
    };
}
