using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Migrations.Changelog;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>The objects that a plan changes or fills, and what they were when it was made.</summary>
static class TouchedObjects
{
    /// <summary>Those of one change set, as far as they are known.</summary>
    public static IEnumerable<ObjectKey> Of(PlannedChangeSet set) => set.Nodes.SelectMany(n => n.Node switch
    {
        RawSql { Effects: { } effects } raw => effects.SelectMany(e => e.Touches).Concat(raw.Touches),
        var node => node.Touches,
    });

    /// <summary>Those of a run as they are before it; what nobody can know is left out.</summary>
    /// <param name="planned">The run.</param>
    /// <param name="schema">What is known of the schema before it: the rest is looked up.</param>
    /// <param name="session">The database.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public static async Task<ImmutableArray<ObjectMark>> BeforeAsync(PlannedRun planned, SchemaModel schema, IDatabaseSession session, CancellationToken cancellationToken)
    {
        var keys = planned.ChangeSets.Where(s => s.WillRun).SelectMany(Of).DistinctBy(k => k.ToString()).ToList();
        if (keys.Where(k => !schema.Knows(k)).ToList() is { Count: > 0 } unknown)
            schema = await session.InspectAsync(unknown, schema, cancellationToken);
        return [.. keys.Select(key => ObjectMark.Of(key, schema)).OfType<ObjectMark>()];
    }
}

/// <summary>An object of the schema as it was when a plan was made.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Schema">Its schema; null for the default one.</param>
/// <param name="Arguments">The types of its arguments, where they belong to its name.</param>
/// <param name="Shape">All that it is, for comparing; null where it was not there.</param>
sealed record ObjectMark(ObjectKind Kind, string Name, string? Schema, string? Arguments, JsonNode? Shape)
{
    /// <summary>The object.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ObjectKey Key => new(Kind, new(Schema, Name), Arguments);

    /// <summary>An object as it is in a schema; null where the schema does not know.</summary>
    public static ObjectMark? Of(ObjectKey key, SchemaModel schema) =>
        SchemaFingerprint.TryDescribe(schema, key, out var description)
            ? new(key.Kind, key.Name.Name, key.Name.Schema, key.Arguments, description == SchemaFingerprint.Absent ? null : JsonNode.Parse(description))
            : null;

    /// <summary>The same without secrets.</summary>
    public ObjectMark Masked(SecretMask secrets) => this with { Shape = Shape is null ? null : Masked(Shape, secrets) };

    static JsonNode? Masked(JsonNode? node, SecretMask secrets) => node switch
    {
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Masked(p.Value, secrets)))),
        JsonArray list => new JsonArray([.. list.Select(item => Masked(item, secrets))]),
        JsonValue value when value.TryGetValue(out string? text) => secrets.Mask(text),
        _ => node?.DeepClone(),
    };
}
