using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.JsonSchemas;

namespace Migrations.Tests.JsonSchemas;

/// <summary>The JSON Schemas for editors: what is shipped is what the code reads, and tells right from wrong.</summary>
public sealed class SchemaTests
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    static readonly JsonSchema ChangelogRules = JsonSchema.FromText(ChangelogSchema.Create().ToJsonString());
    static readonly JsonSchema ConfigurationRules = JsonSchema.FromText(ConfigurationSchema.Create().ToJsonString());

    static readonly string Repository = FindRepository();

    /// <summary>Every changelog of the repository, and what strangers wrote beside a checkout where there is one.</summary>
    public static TheoryData<string> Changelogs()
    {
        var tests = Path.Combine(Repository, "tests");
        // The corners of the language that Changelogs/language goes into are read, and no editor would offer them.
        List<string> folders = [Path.Combine(tests, "samples"), Path.Combine(tests, "Migrations.Tests", "Golden")];
        if (RealOrca is not null)
            folders.Add(RealOrca);
        return [.. folders.SelectMany(f => Directory.EnumerateFiles(f, "*.*", SearchOption.AllDirectories)).Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".json")
            .Concat(Directory.EnumerateFiles(Path.Combine(tests, "Migrations.Conformance", "Changelogs"), "*.yaml"))
            .Where(f => File.ReadAllText(f).Contains("databaseChangeLog", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Repository, f)).Order(StringComparer.Ordinal)];
    }

    static string? RealOrca { get; } = Ancestors(AppContext.BaseDirectory).Select(d => Path.Combine(d, "shared", "real", "orca", "db")).FirstOrDefault(Directory.Exists);

    [Theory]
    [InlineData(ChangelogSchema.FileName)]
    [InlineData(ConfigurationSchema.FileName)]
    [InlineData(PlanSchema.FileName)]
    public void What_is_shipped_is_what_the_code_says(string name)
    {
        var shipped = Path.Combine(Repository, "src", "Migrations", "schemas", name);
        var received = Path.ChangeExtension(shipped, ".received.json");
        var actual = (name switch { ChangelogSchema.FileName => ChangelogSchema.Create(), PlanSchema.FileName => PlanSchema.Create(), _ => ConfigurationSchema.Create() }).ToJsonString(Readable) + "\n";
        var expected = File.Exists(shipped) ? File.ReadAllText(shipped).ReplaceLineEndings("\n") : "(there is no file)";
        if (expected == actual)
            File.Delete(received);
        else
            File.WriteAllText(received, actual);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void They_are_schemas()
    {
        Assert.All([ChangelogSchema.Create(), ConfigurationSchema.Create(), PlanSchema.Create()], schema => Assert.Equal("", Complaints(MetaSchemas.Draft7, schema)));
    }

    [Theory]
    [MemberData(nameof(Changelogs))]
    public void A_changelog_that_is_right_is_not_complained_of(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository, file));
        var complaints = Complaints(ChangelogRules, EditorView.Of(text));

        // A stranger's mistake, which Liquibase passes over, is a finding here.
        if (AttributesThatNothingReads(text).FirstOrDefault() is { } ignored)
            Assert.Contains($"/{ignored}: All values fail", complaints, StringComparison.Ordinal);
        else
            Assert.True(complaints.Length == 0, complaints);
    }

    [Theory]
    [InlineData("databaseChangelog: []")]
    [InlineData("databaseChangeLog: {changeSet: {id: 1, author: a}}")]
    [InlineData("databaseChangeLog: [{changeset: {id: 1, author: a}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {author: a, changes: []}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, runAlway: true}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, runAlways: maybe}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, runOrder: middle}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{creatTable: {tableName: t}}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{createTable: {columns: []}}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t, columns: [{column: {nam: x}}]}}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t, columns: [{column: {name: x, constraints: {nullable: perhaps}}}]}}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t, columns: [{column: {name: x, startWith: one}}]}}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{createTable: drop}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, preConditions: [{tableExist: {tableName: t}}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, preConditions: [{onFail: IGNORE}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, preConditions: [{not: [{tableExists: {table: t}}]}]}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, modifySql: {append: {text: x}}}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, rollback: [{dropTabel: {tableName: t}}]}}]")]
    [InlineData("databaseChangeLog: [{include: {path: a.yaml}}]")]
    [InlineData("databaseChangeLog: [{includeAll: {path: db, minDepth: deep}}]")]
    [InlineData("databaseChangeLog: [{property: {value: 1}}]")]
    public void A_changelog_that_is_wrong_is_complained_of(string yaml)
    {
        Assert.NotEqual("", Complaints(ChangelogRules, EditorView.Of(yaml)));
    }

    [Theory]
    [InlineData("""{"databaseChangeLog": [{"changeSet": {"id": "1", "author": "a", "changes": [{"sql": "select 1"}, {"tagDatabase": {"tag": "v1"}}], "rollback": ""}}]}""")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, runAlways: '${always}', changes: [{insert: {tableName: t, columns: [{column: {name: x, valueNumeric: '${n}'}}], x-migrations: {online: true}}}], rollback: {}}}]")]
    [InlineData("databaseChangeLog: [{changeSet: {id: 1, author: a, x-migrations: [online], preConditions: {onFail: MARK_RAN, not: {tableExists: {tableName: t}}}, rollback: [{sql: drop table t}]}}]")]
    [InlineData("databaseChangeLog: [{property: {file: app.properties}}, {preConditions: [{dbms: {type: sqlite}}]}, {modifyChangeSets: [{runWith: jdbc}, {include: {file: a.yaml}}]}]")]
    public void What_Liquibase_takes_is_not_complained_of(string text)
    {
        Assert.Equal("", Complaints(ChangelogRules, EditorView.Of(text)));
    }

    [Theory]
    [InlineData("environments: {}", true)]
    [InlineData("environments: {dev: }", true)]
    [InlineData("environments: {dev: {connection: 'Data Source=x.db', contexts: [a, b], limits: {maxDepth: 100}, lockTimeout: 5, waitTimeout: '0:00:30', properties: {a: 1, b: '${env:B}'}}}", true)]
    [InlineData("environment: {}", false)]
    [InlineData("environments: {dev: {conection: x}}", false)]
    [InlineData("environments: {dev: {contexts: {a: b}}}", false)]
    [InlineData("environments: {dev: {lockTimeout: soon}}", false)]
    [InlineData("environments: {dev: {limits: {maxDepth: 0}}}", false)]
    [InlineData("environments: {dev: {limits: {depth: 5}}}", false)]
    [InlineData("environments: [dev]", false)]
    public void Settings_are_told_right_from_wrong(string yaml, bool isRight)
    {
        Assert.Equal(isRight, Complaints(ConfigurationRules, EditorView.Of(yaml)).Length == 0);
    }

    static string Complaints(JsonSchema schema, JsonNode? document)
    {
        var results = schema.Evaluate(JsonSerializer.SerializeToElement(document), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? "" : string.Join('\n', results.Details!.Where(d => d.Errors is not null).OrderByDescending(d => d.InstanceLocation.ToString().Length).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}")).Distinct());
    }

    /// <summary>The attributes of changes that nothing reads.</summary>
    static IEnumerable<string> AttributesThatNothingReads(string text)
    {
        var findings = new List<MigrationFinding>();
        var root = new YamlChangelogReader().Read(text, "test.yaml", findings);
        foreach (var change in root.ChildrenNamed("changeSet").SelectMany(s => s.ChildrenNamed("changes")).SelectMany(c => c.Children).Where(c => ChangeRegistry.Names.Contains(c.Name)))
            ChangeRegistry.Create(change, findings);
        return findings.Where(f => f.Code == LanguageRule.UnknownChangeAttribute.Code).Select(f => f.Message.Split('\'')[3]);
    }

    static string FindRepository() => Ancestors(AppContext.BaseDirectory).First(d => File.Exists(Path.Combine(d, "Module.sln")));

    static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
