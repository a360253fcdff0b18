using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Migrations.Changelog;
using YamlDotNet.Core;

namespace Migrations.Tests.JsonSchemas;

/// <summary>A YAML or JSON text as an editor gives it to a JSON Schema.</summary>
static class EditorView
{
    public static JsonNode? Of(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.MoveNext();
        return Of(new YamlComposer(parser, "test.yaml", ChangelogLimits.Default, []).ComposeDocument()!);
    }

    static JsonNode? Of(YamlValue value) => value switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.SourceText, Of(e.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { Value: var scalar } => scalar.Value switch
        {
            null => null,
            bool flag => JsonValue.Create(flag),
            // Editors know YAML 1.2: of numbers only the usual ones, and no dates.
            BigInteger or double when decimal.TryParse(scalar.SourceText, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(scalar.SourceText),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
