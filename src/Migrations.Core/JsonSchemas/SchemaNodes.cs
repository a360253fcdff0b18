using System.Text.Json.Nodes;

namespace Migrations.JsonSchemas;

/// <summary>The pieces that JSON Schemas are made of: draft 7, which editors know best.</summary>
static class SchemaNodes
{
    /// <summary>What stands in quotes, or any other scalar, which is read as text.</summary>
    public static JsonObject Text() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    /// <summary>A text, or nothing.</summary>
    public static JsonObject OptionalText() => new() { ["type"] = new JsonArray("string", "number", "boolean", "null") };

    /// <summary>One of some words, or a property in their place.</summary>
    public static JsonObject Words(params ReadOnlySpan<string> words) => OrProperty(new() { ["enum"] = new JsonArray([.. words.ToArray().Select(w => (JsonNode)w)]) });

    /// <summary>True or false, also in quotes, or a property in their place.</summary>
    public static JsonObject Flag() => Reference("flag");

    /// <summary>A whole number, also in quotes, or a property in its place.</summary>
    public static JsonObject Integer() => Reference("integer");

    /// <summary>What <see cref="Flag"/> and <see cref="Integer"/> refer to.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode>> Scalars =>
    [
        new("flag", OrProperty(new() { ["enum"] = new JsonArray(true, false, "true", "false") })),
        new("integer", AnyOf(new() { ["type"] = "integer" }, new() { ["type"] = "string", ["pattern"] = @"^-?[0-9]+$|\$\{" })),
    ];

    /// <summary>A map with these entries and no others.</summary>
    public static JsonObject Map(IEnumerable<KeyValuePair<string, JsonNode>> entries, params ReadOnlySpan<string> required)
    {
        var map = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject([.. entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value))]), ["additionalProperties"] = false };
        if (required.Length > 0)
            map["required"] = new JsonArray([.. required.ToArray().Select(r => (JsonNode)r)]);
        return map;
    }

    /// <summary>A list.</summary>
    public static JsonObject List(JsonNode item) => new() { ["type"] = "array", ["items"] = item };

    /// <summary>One of several forms.</summary>
    public static JsonObject AnyOf(params JsonObject[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    /// <summary>A form that is defined elsewhere in the schema.</summary>
    public static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    /// <summary>With words for those who write. What stands beside a reference would not be read.</summary>
    public static JsonObject Described(JsonObject schema, string? description)
    {
        if (string.IsNullOrEmpty(description))
            return schema;
        if (schema.ContainsKey("$ref"))
            schema = new() { ["allOf"] = new JsonArray(schema) };
        schema["description"] = description;
        return schema;
    }

    /// <summary>A map that needs at least one of some entries.</summary>
    public static JsonObject NeedingOneOf(JsonObject map, params IEnumerable<string> names)
    {
        var all = map["allOf"] as JsonArray ?? [];
        all.Add((JsonNode)AnyOf([.. names.Select(n => new JsonObject { ["required"] = new JsonArray(n) })]));
        map["allOf"] = all;
        return map;
    }

    /// <summary>A schema.</summary>
    public static JsonObject Document(string title, JsonObject root, IEnumerable<KeyValuePair<string, JsonNode>> definitions)
    {
        var document = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = title };
        foreach (var (name, value) in root)
            document[name] = value?.DeepClone();
        var all = definitions.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)).ToList();
        if (all.Count > 0)
            document["definitions"] = new JsonObject(all);
        return document;
    }

    static JsonObject OrProperty(JsonObject schema) => AnyOf(schema, new() { ["type"] = "string", ["pattern"] = @"\$\{" });
}
