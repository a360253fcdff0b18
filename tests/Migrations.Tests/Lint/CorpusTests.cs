using System.Runtime.CompilerServices;
using Migrations.Changelog;
using Migrations.Lint;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Tests.Planning;

namespace Migrations.Tests.Lint;

/// <summary>
/// Changes that are known to be harmful or harmless on a database, as change types and as SQL: whether the rules find the former and leave the latter alone.
/// What is SQL is also looked at where nothing is known of the tables: one that the text does not create is then in use.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output) : IDisposable
{
    readonly PlanFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgresql.unsafe.yaml")]
    [InlineData("postgresql.unsafe.sql")]
    [InlineData("mariadb.unsafe.yaml")]
    [InlineData("mssql.unsafe.yaml")]
    [InlineData("sqlite.unsafe.yaml")]
    public void What_does_harm_is_found(string file)
    {
        var missed = Looked(file).Where(l => !l.Findings.Any(f => f.Code == l.Case.Code && f.Severity >= FindingSeverity.Warning)).ToList();

        Report(file, "missed", missed, Looked(file).Count());
        Assert.Empty(missed.Select(l => l.Case.ToString()));
    }

    [Theory]
    [InlineData("postgresql.safe.yaml")]
    [InlineData("postgresql.safe.sql")]
    [InlineData("mariadb.safe.yaml")]
    [InlineData("mssql.safe.yaml")]
    [InlineData("sqlite.safe.yaml")]
    public void What_does_no_harm_raises_no_alarm(string file)
    {
        var alarms = Looked(file).Where(l => l.Findings.Any(f => f.Severity >= FindingSeverity.Warning)).ToList();

        Report(file, "false alarms", alarms, Looked(file).Count());
        Assert.Empty(alarms.Select(l => l.Case.ToString()));
    }

    [Theory]
    [InlineData("postgresql.unsafe.yaml")]
    [InlineData("postgresql.unsafe.sql")]
    [InlineData("mariadb.unsafe.yaml")]
    [InlineData("mssql.unsafe.yaml")]
    [InlineData("sqlite.unsafe.yaml")]
    public void What_is_written_instead_can_be_planned_and_raises_the_finding_no_more(string file)
    {
        var (dbms, given) = (Dbms(file), Given(Dbms(file)));
        foreach (var looked in Looked(file))
        {
            foreach (var finding in looked.Findings.Where(f => f.Fix is not null))
            {
                var again = Findings(finding.Fix!, dbms, looked.Known ? given : Nothing(dbms));
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
        var (dbms, given) = (Dbms(file), Given(Dbms(file)));
        foreach (var one in CorpusCase.Read(file, Folder()))
        {
            yield return new(one, Findings(one.Entries, dbms, given), Known: true);
            if (!one.OnlyKnown)
                yield return new(one, Findings(one.Entries, dbms, Nothing(dbms)), Known: false);
        }
    }

    static string Dbms(string file) => file.Split('.')[0];

    static SchemaModel Nothing(string dbms) => SchemaModel.Empty(PlanFolder.Dialect(dbms).Names);

    /// <summary>The tables that are there.</summary>
    SchemaModel Given(string dbms)
    {
        var file = Path.Combine(Folder(), $"given.{(dbms == "postgresql" ? dbms : "common")}.yaml");
        return Plan(File.ReadAllText(file).Replace("databaseChangeLog:\n", "", StringComparison.Ordinal), dbms, Nothing(dbms)).After;
    }

    PlannedRun Plan(string entries, string dbms, SchemaModel schema)
    {
        var history = new HistoryIndex([], new Dictionary<string, StepProgress>());
        return new Planner(folder.Read(entries, dbms), history, PlanFolder.Dialect(dbms), [], LabelExpression.Empty).Plan(schema, null);
    }

    List<MigrationFinding> Findings(string entries, string dbms, SchemaModel schema)
    {
        var run = Plan(entries, dbms, schema);
        var found = LintRunner.Check(run, schema, PlanFolder.Dialect(dbms), LintPolicy.Default, null);
        return [.. run.ChangeSets.SelectMany(set => set.Findings), .. run.ChangeSets.SelectMany(set => found.TryGetValue(set, out var result) ? result.Findings : [])];
    }

    static string Folder([CallerFilePath] string source = "") => Path.Combine(SourceFolder.Of(source), "Corpus");
}

/// <summary>A case with what was found.</summary>
/// <param name="Case">The case.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Known">Whether the tables were known.</param>
sealed record Looked(CorpusCase Case, List<MigrationFinding> Findings, bool Known);
