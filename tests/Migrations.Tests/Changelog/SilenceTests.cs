using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

/// <summary>What Liquibase passes over in silence and hardly anybody means: it behaves as there, is told with place and advice, and is an error where a run is strict.</summary>
public sealed class SilenceTests : IDisposable
{
    const string Set = "- changeSet: {id: '1', author: a}\n";

    readonly ChangelogFolder folder = new();

    [Theory]
    [InlineData("- changeSet: {id: '1', id: '2', author: a}", "DuplicateKey", 2, "Remove one of the two")]
    [InlineData("- changeSet: {id: 001, author: a}", "RetypedValue", 2, "'id: \"001\"'")]
    [InlineData("- changeSet: {id: 1.10, author: a}", "RetypedValue", 2, "'id: \"1.10\"'")]
    [InlineData("- changeSet: {id: 2024-05-06, author: a}", "RetypedValue", 2, "in quotes")]
    [InlineData("- changeSet: {id: yes, author: a}", "RetypedValue", 2, "'id: \"yes\"'")]
    [InlineData("- changeSet: {id: '1', author: no}", "RetypedValue", 2, "'author: \"no\"'")]
    [InlineData("- changeSet: {id: '1', author: ''}", "MissingAuthor", 2, "Name one")]
    [InlineData("- changeSet: {id: '1', author: a, labls: x}", "UnknownAttribute", 2, "Did you mean 'labels'?")]
    [InlineData("- changeSet: {id: '1', author: a, runAlways: 'yes'}", "RetypedValue", 2, "true or false")]
    [InlineData("- changeSet: {id: '1', author: a, preConditions: [{onFial: WARN}]}", "IgnoredEntry", 2, "Did you mean 'onFail'?")]
    [InlineData("- changeSet: {id: '1', author: a, preConditions: [{tableExists: {tableName: t, shema: s}}]}", "UnknownAttribute", 2, "Remove it.")]
    [InlineData("- changeSet: {id: '1', author: a, preConditions: [{columnExists: {tableName: t}}]}", "IncompletePrecondition", 2, "'columnName'")]
    [InlineData(Set + "- logicalFilePth: x.yaml", "UnknownAttribute", 3, "Did you mean 'logicalFilePath'?")]
    [InlineData(Set + "- nonsense", "IgnoredEntry", 3, "nonsense:")]
    [InlineData(Set + "- property: {name: p, vlaue: 1}", "UnknownAttribute", 3, "Did you mean 'value'?")]
    [InlineData(Set + "- property: {value: 1}", "IgnoredEntry", 3, "'name'")]
    [InlineData(Set + "- property: {name: p, value: 1, contextFilter: c}", "IgnoredPropertyFilter", 3, "'context'")]
    [InlineData(Set + "- property: {name: shadowed, value: 1}", "ShadowedProperty", 3, "another name")]
    [InlineData(Set + "- property: {name: database.typeName, value: 1}", "ShadowedProperty", 3, "another name")]
    [InlineData(Set + "- include: {file: other.yaml, contxt: c}", "UnknownAttribute", 3, "Did you mean 'context'?")]
    [InlineData(Set + "- includeAll: {path: all, lables: c}", "UnknownAttribute", 3, "Did you mean 'labels'?")]
    [InlineData(Set + "- includeAll: {path: all}", "SurprisingOrder", 3, "zeros")]
    [InlineData("- changeSet: {id: '1', author: a, contextFilter: test}", "NoContextGiven", 2, "-Context")]
    public void Is_a_finding_and_an_error_when_strict(string entries, string name, int line, string advice)
    {
        folder.WithChangelog("other.yaml", "- changeSet: {id: o, author: a}\n").WithChangelog("all/10.yaml", "").WithChangelog("all/2.yaml", "").WithChangelog("c.yaml", entries + "\n");
        var options = folder.Options() with
        {
            Environment = variable => variable == "shadowed" ? "x" : null,
            DatabaseProperties = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(new Dictionary<string, string> { ["database.typeName"] = "sqlite" }),
        };
        var finding = Assert.Single(Findings(options), f => f.Name == name);
        Assert.Equal((FindingSeverity.Warning, "c.yaml", line), (finding.Severity, finding.File, finding.Line));
        Assert.Contains(advice, finding.Advice, StringComparison.Ordinal);
        Assert.Equal(FindingSeverity.Error, Assert.Single(Findings(options with { Strict = true }), f => f.Name == name).Severity);
    }

    [Theory]
    [InlineData("- changeset: {id: '1', author: a}", "Did you mean 'changeSet'?")]
    [InlineData("- changeSet: {id: '1', author: a, changes: [{createTable: {tableName: t, columns: [{columns: {name: a, type: int}}]}}]}", "Its attributes are")]
    [InlineData("- changeSet: {id: '1', changes: []}", "author")]
    public void Is_an_error_where_Liquibase_has_one(string entries, string advice)
    {
        folder.WithChangelog("c.yaml", entries + "\n");
        var error = Assert.Throws<MigrationException>(() =>
        {
            var sets = folder.Build("c.yaml").ChangeSets;
            Migrations.Changes.ChangeRegistry.Create(sets[0].Changes, []);
        });
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
        Assert.Equal(2, error.Span!.Value.Line);
    }

    [Fact]
    public void A_property_that_nothing_defines_is_told_and_stays_as_it_is_written()
    {
        folder.WithChangelog("c.yaml", "- changeSet: {id: '1', author: a, comment: '${nowhere} ${:meant}'}\n");
        var model = folder.Build("c.yaml");
        Assert.Equal("${nowhere} ${:meant}", model.ChangeSets.Single().Comment);
        Assert.Contains("nowhere", Assert.Single(model.Findings, f => f.Name == "UnknownProperty").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@test", 0)]
    [InlineData("test", 1)]
    public void Contexts_that_have_to_be_asked_for_are_no_surprise(string context, int findings)
    {
        folder.WithChangelog("c.yaml", $"- changeSet: {{id: '1', author: a, contextFilter: '{context}'}}\n");
        Assert.Equal(findings, folder.Build("c.yaml").Findings.Count(f => f.Name == "NoContextGiven"));
        Assert.DoesNotContain(Findings(folder.Options() with { Contexts = ["prod"] }), f => f.Name == "NoContextGiven");
    }

    [Theory]
    [InlineData("1.yaml", "2.yaml", false)]
    [InlineData("10.yaml", "2.yaml", true)]
    [InlineData("02.yaml", "10.yaml", false)]
    [InlineData("v1.10/a.yaml", "v1.9/a.yaml", true)]
    [InlineData("a1.yaml", "b0.yaml", false)]
    [InlineData("20240102.yaml", "20240103.yaml", false)]
    public void Only_numbers_that_are_the_other_way_round_are_a_surprise(string first, string second, bool surprising)
    {
        folder.WithChangelog($"all/{first}", "").WithChangelog($"all/{second}", "").WithChangelog("c.yaml", "- includeAll: {path: all}\n");
        Assert.Equal(surprising, folder.Build("c.yaml").Findings.Any(f => f.Name == "SurprisingOrder"));
    }

    public void Dispose() => folder.Dispose();

    System.Collections.Immutable.ImmutableArray<MigrationFinding> Findings(ChangelogOptions options) => folder.Build("c.yaml", options).Findings;
}
