using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Migrations.Reports;
using static Migrations.JsonSchemas.SchemaNodes;

namespace Migrations.JsonSchemas;

/// <summary>The JSON Schema of plans in files, made of the types that are written.</summary>
public static class PlanSchema
{
    /// <summary>The name of the file that holds it.</summary>
    public const string FileName = "plan.schema.json";

    /// <summary>Makes the schema.</summary>
    public static JsonObject Create()
    {
        var definitions = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        var root = MapOf(PlanJson.Options.GetTypeInfo(typeof(PlanDocument)), definitions);
        var properties = root["properties"]!;
        properties["format"]!["const"] = PlanDocument.FormatName;
        properties["version"]!["const"] = PlanDocument.CurrentVersion;
        return Document("A plan of the PowerShell module Migrations", root, definitions);
    }

    static JsonObject MapOf(JsonTypeInfo type, SortedDictionary<string, JsonNode> definitions)
    {
        // What always has a value is always written.
        var nullability = new NullabilityInfoContext();
        bool IsRequired(JsonPropertyInfo property) => property.AttributeProvider is PropertyInfo info && nullability.Create(info).ReadState == NullabilityState.NotNull;
        var written = type.Properties.Where(p => p.Get is not null).ToList();
        var entries = written.Select(p => KeyValuePair.Create(p.Name, (JsonNode)Described(Of(p.PropertyType, definitions), DescriptionOf(p))));
        return Map(entries, [.. written.Where(IsRequired).Select(p => p.Name)]);
    }

    static string? DescriptionOf(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).Cast<DescriptionAttribute>().FirstOrDefault()?.Description;

    static JsonObject Of(Type type, SortedDictionary<string, JsonNode> definitions)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(TimeSpan))
            return new() { ["type"] = "string" };
        if (type == typeof(DateTime))
            return new() { ["type"] = "string", ["format"] = "date-time" };
        if (type == typeof(bool))
            return new() { ["type"] = "boolean" };
        if (type == typeof(int) || type == typeof(long))
            return new() { ["type"] = "integer" };
        if (type.IsPrimitive || type == typeof(decimal))
            return new() { ["type"] = "number" };
        if (type.IsEnum)
            return new() { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)name)]) };
        if (type == typeof(JsonNode))
            return new() { ["type"] = "object" };
        return PlanJson.Options.GetTypeInfo(type) switch
        {
            { Kind: JsonTypeInfoKind.Enumerable } => List(Of(type.GetGenericArguments()[0], definitions)),
            { Kind: JsonTypeInfoKind.Dictionary } => new() { ["type"] = "object", ["additionalProperties"] = Of(type.GetGenericArguments()[1], definitions) },
            { Kind: JsonTypeInfoKind.Object } map => Defined(map, definitions),
            var other => throw new ArgumentOutOfRangeException(nameof(type), other.Type, "There is no schema for it."),
        };
    }

    static JsonObject Defined(JsonTypeInfo type, SortedDictionary<string, JsonNode> definitions)
    {
        var name = char.ToLowerInvariant(type.Type.Name[0]) + type.Type.Name[1..];
        if (definitions.TryAdd(name, new JsonObject()))
            definitions[name] = MapOf(type, definitions);
        return Reference(name);
    }
}
