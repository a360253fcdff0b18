using System.Text.Json.Nodes;
using Migrations.Configuration;
using Migrations.Lint;
using static Migrations.JsonSchemas.SchemaNodes;

namespace Migrations.JsonSchemas;

/// <summary>The JSON Schema of <c>migrations.yaml</c>, made of the keys by which the file is read.</summary>
public static class ConfigurationSchema
{
    /// <summary>The name of the file that holds it.</summary>
    public const string FileName = "migrations.schema.json";

    /// <summary>Makes the schema.</summary>
    public static JsonObject Create()
    {
        var settings = Map(ConfigurationKey.All.Select(k => KeyValuePair.Create(k.Name, (JsonNode)OrNothing(Described(Of(k.Kind), k.Description)))));
        var environments = new JsonObject { ["type"] = "object", ["description"] = "The environments by name, for -Environment.", ["additionalProperties"] = OrNothing(Reference("environment")) };
        var root = Map([
            KeyValuePair.Create(ConfigurationKey.Policy, (JsonNode)OrNothing(Described(Of(ConfigurationKind.Policy), "What is allowed in all environments."))),
            KeyValuePair.Create(ConfigurationKey.Environments, (JsonNode)environments)]);
        return Document("Settings of a project for the PowerShell module Migrations", root, [KeyValuePair.Create("environment", (JsonNode)settings)]);
    }

    static JsonObject Of(ConfigurationKind kind) => kind switch
    {
        ConfigurationKind.Text => Text(),
        ConfigurationKind.Texts => AnyOf(Text(), List(Text())),
        ConfigurationKind.Duration => AnyOf(new() { ["type"] = "number", ["minimum"] = 0 }, new() { ["type"] = "string", ["pattern"] = @"^[0-9]+(\.[0-9]+)?$|^[0-9.]*[0-9]+:[0-9]+(:[0-9.]+)?$|\$\{" }),
        ConfigurationKind.Properties => new() { ["type"] = "object", ["additionalProperties"] = Text() },
        ConfigurationKind.Limits => Map(Changelog.ChangelogLimits.Names.Select(name => KeyValuePair.Create(name, (JsonNode)new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = int.MaxValue }))),
        ConfigurationKind.Policy => Map(PolicyKey.All.Select(k => KeyValuePair.Create(k.Name, (JsonNode)Described(Of(k.Kind), k.Description)))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    static JsonObject Of(PolicyKind kind) => kind switch
    {
        PolicyKind.FailOn => Words<FailureThreshold>(),
        PolicyKind.Rules => new() { ["type"] = "object", ["propertyNames"] = Words(RuleCatalogue.All.SelectMany(r => new[] { r.Code, r.Name })), ["additionalProperties"] = Words<RuleLevel>() },
        PolicyKind.Rows => new() { ["type"] = "integer", ["minimum"] = 0 },
        PolicyKind.Duration => Of(ConfigurationKind.Duration),
        PolicyKind.Text => Text(),
        PolicyKind.Naming => Map(Enum.GetNames<NamedObject>().Select(n => KeyValuePair.Create(PolicyKey.Spelling(n), (JsonNode)new JsonObject { ["type"] = "string", ["format"] = "regex" }))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    static JsonObject Words<T>() where T : struct, Enum => Words(Enum.GetNames<T>().Select(PolicyKey.Spelling));

    static JsonObject Words(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };

    /// <summary>What is left empty is not set.</summary>
    static JsonObject OrNothing(JsonObject schema)
    {
        var description = (string?)schema["description"];
        schema.Remove("description");
        return Described(AnyOf(schema, new() { ["type"] = "null" }), description);
    }
}
