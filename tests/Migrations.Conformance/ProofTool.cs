using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Proof;

namespace Migrations.Conformance;

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
