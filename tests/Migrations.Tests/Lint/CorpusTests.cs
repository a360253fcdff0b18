using System.Runtime.CompilerServices;
using Migrations.Changelog;
using Migrations.Lint;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Tests.Planning;

namespace Migrations.Tests.Lint;

/// <summary>
/// Changes that are known to be harmful or harmless on PostgreSQL, as change types and as SQL: whether the rules find the former and leave the latter alone.
/// What is SQL is also looked at where nothing is known of the tables: one that the text does not create is then in use.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output) : IDisposable
{
    readonly PlanFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("unsafe.yaml")]
    [InlineData("unsafe.sql")]
    public void What_does_harm_is_found(string file)
    {
        var missed = Looked(file).Where(l => !l.Findings.Any(f => f.Code == l.Case.Code && f.Severity >= FindingSeverity.Warning)).ToList();

        Report(file, "missed", missed, Looked(file).Count());
        Assert.Empty(missed.Select(l => l.Case.ToString()));
    }

    [Theory]
    [InlineData("safe.yaml")]
    [InlineData("safe.sql")]
    public void What_does_no_harm_raises_no_alarm(string file)
    {
        var alarms = Looked(file).Where(l => l.Findings.Any(f => f.Severity >= FindingSeverity.Warning)).ToList();

        Report(file, "false alarms", alarms, Looked(file).Count());
        Assert.Empty(alarms.Select(l => l.Case.ToString()));
    }

    [Theory]
    [InlineData("unsafe.yaml")]
    [InlineData("unsafe.sql")]
    public void What_is_written_instead_can_be_planned_and_raises_the_finding_no_more(string file)
    {
        var given = Given();
        foreach (var looked in Looked(file))
        {
            foreach (var finding in looked.Findings.Where(f => f.Fix is not null))
            {
                var again = Findings(finding.Fix!, looked.Known ? given : Nothing);
                Assert.False(again.Any(f => f.Code == finding.Code), $"{looked.Case}: the fix raises {finding.Code} again\n{finding.Fix}\n{string.Join('\n', again)}");
                Assert.False(again.Any(f => f.Severity == FindingSeverity.Error), $"{looked.Case}: the fix is refused\n{finding.Fix}\n{string.Join('\n', again)}");
            }
        }
    }

    void Report(string file, string what, List<Looked> wrong, int of)
    {
        output.WriteLine(FormattableString.Invariant($"{file}: {wrong.Count} of {of} {what}"));
        foreach (var looked in wrong)
            output.WriteLine($"  {looked.Case} ({(looked.Known ? "known" : "unknown")}): {string.Join(" | ", looked.Findings.Select(f => $"{f.Code} {f.Severity} {f.Message}"))}");
    }

    IEnumerable<Looked> Looked(string file)
    {
        var given = Given();
        foreach (var one in CorpusCase.Read(file, Folder()))
        {
            yield return new(one, Findings(one.Entries, given), Known: true);
            if (!one.OnlyKnown)
                yield return new(one, Findings(one.Entries, Nothing), Known: false);
        }
    }

    static SchemaModel Nothing => SchemaModel.Empty(PlanFolder.Dialect("postgresql").Names);

    /// <summary>The tables that are there.</summary>
    SchemaModel Given() => Plan(File.ReadAllText(Path.Combine(Folder(), "given.yaml")).Replace("databaseChangeLog:\n", "", StringComparison.Ordinal), Nothing).After;

    PlannedRun Plan(string entries, SchemaModel schema)
    {
        var dialect = PlanFolder.Dialect("postgresql");
        var history = new HistoryIndex([], new Dictionary<string, StepProgress>());
        return new Planner(folder.Read(entries), history, dialect, [], LabelExpression.Empty).Plan(schema, null);
    }

    List<MigrationFinding> Findings(string entries, SchemaModel schema)
    {
        var run = Plan(entries, schema);
        var found = LintRunner.Check(run, schema, PlanFolder.Dialect("postgresql"), LintPolicy.Default, null);
        return [.. run.ChangeSets.SelectMany(set => set.Findings), .. run.ChangeSets.SelectMany(set => found.GetValueOrDefault(set, []))];
    }

    static string Folder([CallerFilePath] string source = "") => Path.Combine(SourceFolder.Of(source), "Corpus");
}

/// <summary>A case with what was found.</summary>
/// <param name="Case">The case.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Known">Whether the tables were known.</param>
sealed record Looked(CorpusCase Case, List<MigrationFinding> Findings, bool Known);
