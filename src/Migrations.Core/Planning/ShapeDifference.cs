using System.Text.Json.Nodes;

namespace Migrations.Planning;

/// <summary>Says in a few words what two shapes of an object differ in: <c>column isbn was added, index ix_title was changed</c>.</summary>
static class ShapeDifference
{
    /// <summary>The parts of a table that have names, by the words for them.</summary>
    static readonly (string Property, string Word)[] Parts =
    [
        ("columns", "column"), ("uniqueConstraints", "unique constraint"), ("foreignKeys", "foreign key"), ("checks", "check constraint"), ("indexes", "index"), ("triggers", "trigger"),
    ];

    /// <summary>What became of an object.</summary>
    /// <param name="before">Its shape before; null where it was not there.</param>
    /// <param name="now">Its shape now; null where it is not there.</param>
    public static string Describe(JsonNode? before, JsonNode? now)
    {
        if (before is not JsonObject old)
            return "it was not there";
        if (now is not JsonObject is_)
            return "it is not there any more";
        var differences = Parts.SelectMany(part => OfParts(old[part.Property], is_[part.Property], part.Word)).ToList();
        foreach (var name in old.Select(p => p.Key).Union(is_.Select(p => p.Key)).Where(name => Parts.All(p => p.Property != name)))
        {
            if (!JsonNode.DeepEquals(old[name], is_[name]))
                differences.Add($"its {name} changed");
        }
        // Columns have an order, too.
        return differences.Count == 0 ? "its columns are in another order" : string.Join(", ", differences);
    }

    static IEnumerable<string> OfParts(JsonNode? before, JsonNode? now, string word)
    {
        var (old, current) = (ByName(before), ByName(now));
        foreach (var (name, part) in current)
        {
            if (!old.TryGetValue(name, out var was))
                yield return $"{word} {name} was added";
            else if (!JsonNode.DeepEquals(was, part))
                yield return $"{word} {name} was changed";
        }
        foreach (var name in old.Keys.Where(name => !current.ContainsKey(name)))
            yield return $"{word} {name} was removed";
    }

    static Dictionary<string, JsonNode> ByName(JsonNode? parts) => (parts as JsonArray ?? []).OfType<JsonObject>()
        .DistinctBy(Name).ToDictionary(Name, part => (JsonNode)part, StringComparer.Ordinal);

    static string Name(JsonObject part) => part["name"]?.ToString() ?? "";
}
