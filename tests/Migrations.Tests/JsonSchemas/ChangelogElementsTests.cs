using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.JsonSchemas;

namespace Migrations.Tests.JsonSchemas;

/// <summary>The table of what elements of a changelog may say is what the parsers know: each attribute is put before them, and so is each that is another element's.</summary>
public sealed class ChangelogElementsTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("migrations-").FullName;

    static readonly ImmutableDictionary<string, ImmutableArray<LanguageAttribute>> Entries = ImmutableDictionary.CreateRange(new Dictionary<string, ImmutableArray<LanguageAttribute>>
    {
        ["include"] = ChangelogElements.Include,
        ["includeAll"] = ChangelogElements.IncludeAll,
        ["property"] = ChangelogElements.Property,
        ["removeChangeSetProperty"] = ChangelogElements.RemoveChangeSetProperty,
    });

    /// <summary>What elements need that need one of several.</summary>
    static readonly ImmutableDictionary<string, string> Alternatives = ImmutableDictionary.CreateRange(new Dictionary<string, string>
    {
        ["property"] = "file", ["indexExists"] = "indexName", ["primaryKeyExists"] = "tableName", ["uniqueConstraintExists"] = "constraintName",
    });

    /// <summary>Every element with a text that holds it, <c>@</c> where an attribute goes.</summary>
    public static TheoryData<string, string> Elements()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in Entries.Keys.Order(StringComparer.Ordinal))
            data.Add(name, $"- {name}: {{@}}");
        data.Add("changeSet", "- changeSet: {@}");
        foreach (var name in ChangelogElements.Conditions.Keys)
            data.Add(name, $"- preConditions: [{{{name}: {{@}}}}]");
        foreach (var name in ChangelogElements.Edits.Keys)
            data.Add(name, $"- changeSet: {{id: 1, author: a, modifySql: {{{name}: {{@}}}}}}");
        return data;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Elements))]
    public void Its_attributes_are_those_that_are_read(string element, string text)
    {
        var own = AttributesOf(element);
        var all = Elements().SelectMany(e => AttributesOf(e.Data.Item1)).Select(a => a.Name).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(own.Select(a => a.Name).Order(StringComparer.Ordinal), all.Where(name => IsRead(element, text, own, name)));
    }

    [Theory]
    [MemberData(nameof(Elements))]
    public void What_is_true_or_false_a_number_or_a_word_is_read_as_that(string element, string text)
    {
        var own = AttributesOf(element);
        foreach (var attribute in own.Where(a => a.IsFlag || a.IsNumber || !a.Words.IsEmpty))
        {
            var (error, findings) = Read(Fill(element, text, own, attribute.Name, "nonsense"));
            Assert.True(error is not null || findings.Any(f => f.Message.Contains("nonsense", StringComparison.Ordinal) || f.Line > 0), $"{element}.{attribute.Name}");
        }
        foreach (var attribute in own.Where(a => !a.Words.IsEmpty))
            Assert.All(attribute.Words, word => Assert.Null(Read(Fill(element, text, own, attribute.Name, word)).Error?.Message));
    }

    [Fact]
    public void The_conditions_are_those_that_there_are()
    {
        Assert.All(ChangelogElements.Conditions.Keys, name => Assert.True(IsKnown(name), name));
        Assert.False(IsKnown("tableExist"));

        bool IsKnown(string name) => Read($"- preConditions: [{{{name}: {{x: 1}}}}]").Error?.Message.Contains("There is no precondition", StringComparison.Ordinal) != true;
    }

    static ImmutableArray<LanguageAttribute> AttributesOf(string element) =>
        Entries.TryGetValue(element, out var attributes) ? attributes
        : element == "changeSet" ? ChangelogElements.ChangeSet
        : ChangelogElements.Conditions.TryGetValue(element, out var condition) ? condition
        : [.. ChangelogElements.Edits[element], .. ChangelogElements.EditFilters];

    /// <summary>Whether an attribute is not reported as one that nothing reads. What is refused, or has no effect, is not offered either.</summary>
    bool IsRead(string element, string text, ImmutableArray<LanguageAttribute> own, string name)
    {
        var (error, findings) = Read(Fill(element, text, own, name, own.FirstOrDefault(a => a.Name == name) is { Words: [var word, ..] } ? word : own.Any(a => a.Name == name && a.IsFlag) ? "false" : "1"));
        return error?.Code != ErrorCode.NotSupported && !findings.Any(f => f.Code is "MIG1004" or "MIG1007" && f.Message.Contains($"'{name}'", StringComparison.Ordinal)) && !(error?.Message.Contains($"no '{name}'", StringComparison.Ordinal) ?? false)
            && (own.Any(a => a.Name == name) || element != "changeSet" || !ChangeRegistry.Names.Contains(name));
    }

    /// <summary>The element with an attribute, and with all that it needs besides.</summary>
    static string Fill(string element, string text, ImmutableArray<LanguageAttribute> own, string name, string value)
    {
        // Whether a file may be missing is asked only where it is.
        var file = name.StartsWith("errorIf", StringComparison.Ordinal) && own.Any(a => a.Name == name) ? "missing" : element == "includeAll" ? "1" : "other.sql";
        var needed = own.Where(a => (a.IsRequired || a.Name == Alternatives.GetValueOrDefault(element)) && a.Name != name)
            .Select(a => $"{a.Name}: {(a.Words.IsEmpty ? a.IsNumber ? "1" : file : a.Words[0])}");
        return text.Replace("@", string.Join(", ", [.. needed, $"{name}: {value}"]), StringComparison.Ordinal);
    }

    (MigrationException? Error, IReadOnlyList<MigrationFinding> Findings) Read(string entry)
    {
        var file = Path.Combine(folder, "changelog.yaml");
        File.WriteAllText(file, $"databaseChangeLog:\n{entry}\n");
        File.WriteAllText(Path.Combine(folder, "other.sql"), "select 1");
        Directory.CreateDirectory(Path.Combine(folder, "1"));
        File.WriteAllText(Path.Combine(folder, "1", "one.sql"), "select 1");
        try
        {
            return (null, new ChangelogBuilder(new() { SearchPath = new SearchPath(folder, [folder]) }).Build(file).Findings);
        }
        catch (MigrationException e)
        {
            return (e, []);
        }
    }
}
