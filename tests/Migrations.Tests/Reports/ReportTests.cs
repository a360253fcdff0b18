using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Json.Schema;
using Migrations.Reports;
using Migrations.Sql;
using Migrations.Tests.Planning;

namespace Migrations.Tests.Reports;

/// <summary>Reports are valid by the schemas of those who read them, say what the plan says, and hold foreign text as text.</summary>
public sealed class ReportTests : IDisposable
{
    /// <summary>Text of a changelog or a server that wants to be more than text.</summary>
    const string Hostile = "</details><script>alert(1)</script> | `` ` ```\n# head\n\n- item ![x](http://evil) @ann ##vso[task.complete] ]]> & \"q\" 'q' \u001b[31m\u0000\uFFFF\u202E ${x} 100%";

    static readonly string Schemas = Path.Combine(AppContext.BaseDirectory, "Reports", "Schemas");

    readonly PlanFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The plans that every format is tried with.</summary>
    public static TheoryData<string> Kinds() => ["empty", "ordinary", "every kind of finding", "hostile"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sarif_is_valid_by_its_schema(string kind)
    {
        // The schema is of draft 4. What draft 7 calls otherwise in it is only the name that it has itself.
        var text = File.ReadAllText(Path.Combine(Schemas, "sarif-2.1.0.json")).Replace("http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-07/schema#", StringComparison.Ordinal);
        var schema = JsonSchema.FromText(text);

        var log = JsonNode.Parse(Written(new SarifPlan(), PlanOf(kind)))!;

        var results = schema.Evaluate(JsonSerializer.SerializeToElement(log), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(results.IsValid, string.Join('\n', results.Details?.Where(d => d.Errors is not null).Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}") ?? []));
        log["version"] = "2.0.0";
        Assert.False(schema.Evaluate(JsonSerializer.SerializeToElement(log)).IsValid, "The schema finds nothing wrong with anything.");
    }

    [Fact]
    public void Sarif_says_where_how_much_and_why()
    {
        var run = JsonNode.Parse(Written(new SarifPlan(), PlanOf("every kind of finding")))!["runs"]![0]!;

        var results = run["results"]!.AsArray();
        Assert.Equal(["note", "error", "warning", "warning"], results.Select(r => (string?)r!["level"]));
        var index = results[1]!;
        Assert.Equal("""{"uri":"db/with%20blank/a%23b.yaml","uriBaseId":"SRCROOT"}""", index["locations"]![0]!["physicalLocation"]!["artifactLocation"]!.ToJsonString());
        Assert.Equal("""{"startLine":7,"startColumn":5}""", index["locations"]![0]!["physicalLocation"]!["region"]!.ToJsonString());
        Assert.Equal((1234567L, 12.5, "SHARE", true), ((long)index["properties"]!["estimatedRows"]!, (double)index["properties"]!["estimatedSeconds"]!, (string?)index["properties"]!["lock"], (bool)index["properties"]!["scans"]!));
        Assert.Equal("the table is empty", (string?)results[2]!["suppressions"]![0]!["justification"]);
        Assert.False(results[0]!["locations"]![0]!["physicalLocation"]!.AsObject().ContainsKey("region"));
        Assert.All(run["tool"]!["driver"]!["rules"]!.AsArray(), rule => Assert.NotEqual("", (string?)rule!["help"]!["text"]));
        Assert.All(results, result => Assert.Equal((string?)result!["ruleId"], (string?)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]));
        Assert.Equal("Blocking index build", (string?)run["tool"]!["driver"]!["rules"]![2]!["shortDescription"]!["text"]);
    }

    [Fact]
    public void A_finding_is_known_again_when_it_moves_and_no_two_are_the_same()
    {
        var plan = PlanOf("every kind of finding");
        var moved = new MigrationPlan(plan.Target, plan.Steps, [.. plan.Findings.Select(f => f with { Line = f.Line + 10 })], 0) { Origin = plan.Origin };
        var twice = new MigrationPlan(plan.Target, plan.Steps, [.. plan.Findings, .. plan.Findings], 0) { Origin = plan.Origin };

        Assert.Equal(Fingerprints(plan), Fingerprints(moved));
        Assert.Equal(8, Fingerprints(twice).Distinct().Count());

        static List<string?> Fingerprints(MigrationPlan of) =>
            [.. JsonNode.Parse(Written(new SarifPlan(), of))!["runs"]![0]!["results"]!.AsArray().Select(r => (string?)r!["partialFingerprints"]!["migrations/v1"])];
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void JUnit_is_valid_by_the_schemas_of_Ant_and_of_Jenkins(string kind)
    {
        var report = Written(new JUnitPlan(), PlanOf(kind));

        Validate(report, "junit-ant.xsd");
        Validate(report, "junit-jenkins.xsd");
        Assert.ThrowsAny<XmlSchemaException>(() => Validate(report.Replace("<testsuites", "<testsuites nonsense=\"1\"", StringComparison.Ordinal), "junit-ant.xsd"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NUnit_is_valid_by_its_schema(string kind)
    {
        var report = Written(new NUnitPlan(), PlanOf(kind));

        Validate(report, "nunit-TestResult.xsd");
        Assert.ThrowsAny<XmlSchemaException>(() => Validate(report.Replace("<test-run", "<test-run nonsense=\"1\"", StringComparison.Ordinal), "nunit-TestResult.xsd"));
    }

    [Theory]
    [InlineData(FailureThreshold.None, 0, 1)]
    [InlineData(FailureThreshold.Warning, 2, 1)]
    [InlineData(FailureThreshold.Error, 1, 1)]
    public void Cases_fail_for_what_matters_enough_and_is_not_suppressed(FailureThreshold failOn, int failed, int skipped)
    {
        var some = PlanOf("every kind of finding");
        var plan = new MigrationPlan(some.Target, some.Steps, some.Findings, 0) { Origin = some.Origin, FailOn = failOn };

        var junit = XDocument.Parse(Written(new JUnitPlan(), plan));
        var nunit = XDocument.Parse(Written(new NUnitPlan(), plan));

        Assert.Equal((failed, skipped), (junit.Descendants("failure").Count(), junit.Descendants("skipped").Count()));
        Assert.Equal(failed, junit.Descendants("testsuite").Sum(s => (int)s.Attribute("failures")!));
        Assert.Equal((failed, skipped), ((int)nunit.Root!.Attribute("failed")!, (int)nunit.Root.Attribute("skipped")!));
        Assert.Equal(failed, nunit.Descendants("test-case").Count(c => c.Element("failure") is not null));
        if (failed > 0)
            Assert.Contains("db/with blank/a#b.yaml:7:5: error MIG3101 BlockingIndexBuild: the index is built", junit.Descendants("failure").Last().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_became_of_a_run_is_in_the_test_reports()
    {
        var plan = PlanOf("ordinary");
        MigrationResult[] results = [new() { File = "changelog.yaml", Id = "table", Author = "ann", State = MigrationState.Failed, Error = "the disk is full", Duration = TimeSpan.FromSeconds(1.5), Target = plan.Target }];

        var junit = Written(new JUnitPlan { Results = results }, plan);
        var nunit = Written(new NUnitPlan { Results = results }, plan);

        Validate(junit, "junit-ant.xsd");
        Validate(nunit, "nunit-TestResult.xsd");
        Assert.Equal(("ChangeSetFailed", "the disk is full", "1.5"),
            (XDocument.Parse(junit).Descendants("failure").Single().Attribute("type")!.Value, XDocument.Parse(junit).Descendants("failure").Single().Value, XDocument.Parse(junit).Root!.Element("testsuite")!.Attribute("time")!.Value));
        Assert.Equal("the disk is full", XDocument.Parse(nunit).Descendants("test-case").First().Element("failure")!.Element("message")!.Value);
    }

    [Fact]
    public void A_code_quality_report_has_what_GitLab_asks_for()
    {
        var issues = JsonNode.Parse(Written(new CodeQualityPlan(), PlanOf("every kind of finding")))!.AsArray();

        Assert.Equal(["info", "critical", "major"], issues.Select(i => (string?)i!["severity"]));
        Assert.Equal([("db/changelog.yaml", 1), ("db/with blank/a#b.yaml", 7), ("db/b.yaml", 3)], issues.Select(i => ((string)i!["location"]!["path"]!, (int)i["location"]!["lines"]!["begin"]!)));
        Assert.Equal(3, issues.Select(i => (string?)i!["fingerprint"]).Distinct().Count());
        Assert.All(issues, i => Assert.NotEqual("", (string?)i!["description"]));
    }

    [Theory]
    [InlineData("plan.md", "Markdown")]
    [InlineData("a.sarif", "Sarif")]
    [InlineData("TEST.junit.xml", "JUnit")]
    [InlineData("x.nunit.xml", "NUnit3")]
    [InlineData("gl-code-quality-report.json", "GitLab")]
    public void A_format_is_known_by_the_end_of_a_file(string file, string format) => Assert.Equal(format, PlanFormats.OfFile(file).Name);

    MigrationPlan PlanOf(string kind)
    {
        if (kind == "empty")
            return new(new("sqlite", null, null, "app.db"), [], [], 3);
        var plan = folder.Plan("""
            - changeSet: {id: table, author: ann, changes: [{createTable: {tableName: person, columns: [{column: {name: id, type: int, constraints: {primaryKey: true}}}]}}]}
            - changeSet: {id: gone, author: ann, context: '@demo', changes: [{dropTable: {tableName: person}}]}
            """);
        return kind switch
        {
            "ordinary" => plan,
            "hostile" => Filled(plan, Hostile, [new("MIG9999", Hostile, FindingSeverity.Error, Hostile, Hostile, Hostile, 1, 1) { ChangeSet = Hostile, Fix = Hostile, Suppression = null, Object = Hostile, Statement = Hostile, Lock = Hostile }]),
            _ => Filled(plan, "table",
            [
                new("MIG1009", "SkippedFile", FindingSeverity.Information, "the file is no changelog", null, "db/changelog.yaml", 0, 0),
                new("MIG3101", "BlockingIndexBuild", FindingSeverity.Error, "the index is built", "Build it online.", "db/with blank/a#b.yaml", 7, 5)
                {
                    ChangeSet = "db/a.yaml::table::ann", Object = "person", Lock = "SHARE", LockImpact = "Writes", Scans = true, EstimatedRows = 1_234_567, EstimatedDuration = TimeSpan.FromSeconds(12.5), Fix = "x-migrations: {online: true}",
                },
                new("MIG2002", "DataLoss", FindingSeverity.Warning, "rows are lost", null, "db/b.yaml", 9, 1) { Suppression = "the table is empty" },
                new("MIG2002", "DataLoss", FindingSeverity.Warning, "values are lost", null, "db/b.yaml", 3, 1),
            ]),
        };
    }

    /// <summary>The plan with a step that has these findings but the first, which is one of the changelog.</summary>
    static MigrationPlan Filled(MigrationPlan plan, string text, MigrationFinding[] findings)
    {
        var step = plan.Steps[0];
        MigrationFinding[] own = findings.Length == 1 ? findings : [findings[1]];
        PlanStep[] steps =
        [
            new()
            {
                Order = 1, Id = text, Author = text, File = text, SourcePath = own[0].File, Line = 1, Column = 1, Description = text, State = MigrationState.Pending, Reason = text, UndoNote = text, AtRunTimeReason = text,
                Statements = [new(new(text, new(text, LockImpact.Writes)), text)], Undo = step.Undo, Findings = own, Target = step.Target, Comment = text, Contexts = text, Labels = text, Tag = text,
            },
            plan.Steps[1],
        ];
        return new(plan.Target, steps, findings, 0) { Origin = plan.Origin, Changelog = plan.Changelog };
    }

    static string Written(IPlanFormat format, MigrationPlan plan)
    {
        var writer = new StringWriter { NewLine = "\n" };
        format.Write(plan, writer);
        return writer.ToString();
    }

    static void Validate(string report, string schema)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, Path.Combine(Schemas, schema));
        XDocument.Parse(report).Validate(schemas, (_, problem) => throw problem.Exception);
    }
}
