using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Migrations.Reports;

/// <summary>How a <see cref="PlanDocument"/> becomes JSON: the public objects as they are, less what every step would repeat of its plan.</summary>
static class PlanJson
{
    const string DigestName = "digest";

    static readonly string[] OfThePlan = [nameof(PlanStep.Target), nameof(PlanStep.RunId), nameof(PlanStep.DeploymentId)];

    /// <summary>How it is written and read.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutThePlan } },
    };

    static readonly JsonSerializerOptions Canonical = new(Options) { WriteIndented = false };

    /// <summary>The sum that <see cref="PlanDocument.Digest"/> has to be: over all of the file but itself, however it is laid out.</summary>
    /// <param name="document">The file.</param>
    public static string DigestOf(JsonObject document)
    {
        var rest = new JsonObject(document.Where(p => p.Key != DigestName).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        return "sha256:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(rest.ToJsonString(Canonical)))).ToLowerInvariant();
    }

    static void LeaveOutThePlan(JsonTypeInfo type)
    {
        if (type.Type != typeof(PlanStep) && type.Type != typeof(MigrationFinding))
            return;
        foreach (var property in type.Properties.Where(p => OfThePlan.Any(name => name.Equals(p.Name, StringComparison.OrdinalIgnoreCase))).ToList())
            type.Properties.Remove(property);
    }
}
