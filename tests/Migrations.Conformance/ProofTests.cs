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

        Assert.True(found.All(f => f.Severity != FindingSeverity.Error), string.Join('\n', found));
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
    public async Task<IReadOnlyList<MigrationFinding>> ProveAsync(string? context, string? scratch = null)
    {
        var settings = Settings(context);
        var provider = DialectRegistry.For(settings.Connection!);
        await using var run = await MigrationRun.OpenAsync(provider, settings, tool, CancellationToken.None);
        var prepared = ChangelogSource.Read(settings, run.Session.Dialect);
        var plan = await PlanOperation.PlanAsync(run, prepared, CancellationToken.None);
        var proven = await new ProofOperation(provider, prepared, tool).RunAsync(plan, run, scratch is null ? null : new(scratch), CancellationToken.None);
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
