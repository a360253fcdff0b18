using System.Text.Json.Nodes;
using static Migrations.JsonSchemas.SchemaNodes;

namespace Migrations.JsonSchemas;

/// <summary>
/// The JSON Schema of changelogs in YAML and JSON, for editors. It offers what is usual: one spelling of every name, lists where Liquibase takes a single
/// map as well, changes under <c>changes</c>. What it complains of may still be read.
/// </summary>
public static class ChangelogSchema
{
    /// <summary>The name of the file that holds it.</summary>
    public const string FileName = "changelog.schema.json";

    /// <summary>Makes the schema.</summary>
    public static JsonObject Create()
    {
        var definitions = new Dictionary<string, JsonNode>([.. new ChangeSchemas().Definitions, .. Scalars])
        {
            ["entry"] = Entry(),
            ["changeSet"] = ChangeSet(),
            ["preConditions"] = ListOrMap(Map([.. Of(ChangelogElements.PreConditions), .. Conditions()])),
            ["conditions"] = ListOrMap(Map(Conditions())),
            ["rollback"] = Rollback(),
            ["modifySql"] = ListOrMap(ModifySql()),
        };
        var root = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("databaseChangeLog"),
            ["properties"] = new JsonObject { ["databaseChangeLog"] = AnyOf(List(Reference("entry")), new() { ["type"] = "null" }) },
        };
        return Document("Liquibase changelog, as the PowerShell module Migrations reads it", root, definitions);
    }

    static JsonObject Entry() => Map(
    [
        .. Of(ChangelogElements.Header),
        Entry("changeSet", Reference("changeSet")),
        Entry("include", Element(ChangelogElements.Include)),
        Entry("includeAll", Element(ChangelogElements.IncludeAll)),
        Entry("property", NeedingOneOf(Element(ChangelogElements.Property), "name", "file")),
        Entry("preConditions", Reference("preConditions")),
        Entry("removeChangeSetProperty", Element(ChangelogElements.RemoveChangeSetProperty)),
        Entry("modifyChangeSets", ListOrMap(Map([Entry("runWith", Text()), Entry("runWithSpoolFile", Text()), Entry("changeSet", Reference("changeSet")),
            Entry("include", Element(ChangelogElements.Include)), Entry("includeAll", Element(ChangelogElements.IncludeAll))]))),
    ]);

    static JsonObject ChangeSet() => Element(ChangelogElements.ChangeSet,
    [
        Entry("validCheckSum", AnyOf(Text(), List(Text()))),
        Entry("preConditions", Reference("preConditions")),
        Entry("changes", AnyOf(List(Reference("change")), new() { ["type"] = "null" })),
        Entry("rollback", Reference("rollback")),
        Entry("modifySql", Reference("modifySql")),
        Entry(Changes.ElementDefinition.ExtensionsKey, AnyOf(Text(), List(Text()))),
    ]);

    static JsonObject Rollback() => AnyOf(
        Described(new() { ["type"] = new JsonArray("string", "null") }, "SQL, or nothing."), List(Reference("change")), Reference("change"), Element(ChangelogElements.RollbackReference));

    static JsonObject ModifySql() => Map([.. Of(ChangelogElements.EditFilters), .. ChangelogElements.Edits.Select(e => Entry(e.Key, Element(e.Value, [.. Of(ChangelogElements.EditFilters)])))]);

    static IEnumerable<KeyValuePair<string, JsonNode>> Conditions() =>
    [
        .. ChangelogElements.Conditions.Select(c => Entry(c.Key, Element(c.Value))),
        Entry("and", Reference("conditions")), Entry("or", Reference("conditions")), Entry("not", Reference("conditions")),
    ];

    static JsonObject Element(IEnumerable<LanguageAttribute> attributes, params KeyValuePair<string, JsonNode>[] more) =>
        Map([.. Of(attributes), .. more], [.. attributes.Where(a => a.IsRequired).Select(a => a.Name)]);

    static IEnumerable<KeyValuePair<string, JsonNode>> Of(IEnumerable<LanguageAttribute> attributes) => attributes.Select(a => Entry(a.Name, a.Schema()));

    static KeyValuePair<string, JsonNode> Entry(string name, JsonNode schema) => new(name, schema);

    /// <summary>A list of maps and a map of the same entries are the same to Liquibase.</summary>
    static JsonObject ListOrMap(JsonObject map) => AnyOf(List(map.DeepClone()), map);
}
