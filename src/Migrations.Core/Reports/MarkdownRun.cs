using System.Globalization;

namespace Migrations.Reports;

/// <summary>What became of a plan, as Markdown for the summary of a build.</summary>
/// <param name="results">What became of its change sets.</param>
sealed class MarkdownRun(IReadOnlyList<MigrationResult> results) : IPlanFormat
{
    /// <inheritdoc/>
    public string Name => "Run";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions => [];

    /// <inheritdoc/>
    public void Write(MigrationPlan plan, TextWriter writer)
    {
        writer.WriteLine($"## {(plan.IsUndo ? "Undone" : "Applied")} on {MarkdownText.Inline(plan.Target.ToString())}");
        writer.WriteLine();
        var counts = results.GroupBy(r => r.State).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}"));
        writer.WriteLine(results.Count == 0 ? "**Nothing was done**" : $"**{string.Join(", ", counts)}**");
        writer.WriteLine();
        if (results.Count == 0)
            return;
        writer.WriteLine("| State | Change set | Description | Statements | Duration |");
        writer.WriteLine("|---|---|---|--:|--:|");
        foreach (var result in results)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {result.State.ToString().ToLowerInvariant()} | {MarkdownText.Code(result.Id)} | {MarkdownText.Inline(result.Reason ?? result.Description)} | {result.StatementCount} | {result.Duration.TotalSeconds:0.000} s |"));
        }
        foreach (var failed in results.Where(r => r.Error is not null))
        {
            writer.WriteLine();
            writer.WriteLine(MarkdownText.Block("text", failed.Error!));
        }
    }
}
