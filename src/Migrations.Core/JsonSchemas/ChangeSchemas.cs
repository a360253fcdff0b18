using System.Text.Json.Nodes;
using Migrations.Changes;
using static Migrations.JsonSchemas.SchemaNodes;

namespace Migrations.JsonSchemas;

/// <summary>The JSON Schemas of change types and of the elements in them, made of their definitions.</summary>
sealed class ChangeSchemas
{
    readonly SortedDictionary<string, JsonNode> definitions = new(StringComparer.Ordinal);
    readonly Dictionary<ElementDefinition, string> elements = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes the schemas of all change types.</summary>
    public ChangeSchemas()
    {
        var names = ChangeRegistry.Names.Order(StringComparer.Ordinal).ToList();
        foreach (var name in names)
            definitions[name] = OfChange(ChangeRegistry.Definitions[name]);
        // As in Liquibase, 'modifySql' may stand among the changes too.
        definitions["change"] = Map([.. names.Select(name => KeyValuePair.Create(name, (JsonNode)Reference(name))), new("modifySql", Reference("modifySql"))]);
    }

    /// <summary>All of them by name, and as <c>change</c> any one of them.</summary>
    public IReadOnlyDictionary<string, JsonNode> Definitions => definitions;

    JsonObject OfChange(ChangeDefinition change)
    {
        var map = OfElement(change, change.Name);
        map["properties"]![ElementDefinition.ExtensionsKey] = new JsonObject { ["type"] = "object", ["description"] = "Settings of the PowerShell module Migrations, which Liquibase passes over." };
        var forms = change.Attributes.Any(a => a.IsDirect) ? AnyOf(map, Text()) : change.Attributes.Any(a => a.IsRequired) ? map : AnyOf(map, new() { ["type"] = "null" });
        return Described(forms, change.IsCommercial ? "A change of Liquibase's commercial edition." : null);
    }

    JsonObject OfElement(ElementDefinition element, string owner)
    {
        var map = Map(element.Attributes.SelectMany(a => Entries(a, owner)), [.. element.Attributes.Where(a => a.IsRequired && Spellings(a) is [_]).Select(a => a.Name)]);
        return element.Attributes.Where(a => a.IsRequired && Spellings(a) is not [_]).Aggregate(map, (needing, a) => NeedingOneOf(needing, Spellings(a)));
    }

    IEnumerable<KeyValuePair<string, JsonNode>> Entries(ChangeAttribute attribute, string owner)
    {
        if (attribute is ElementsAttribute list)
        {
            var item = Reference(Shared(list.Definition, $"{owner}.{list.Name}"));
            var entries = List(Map([new(list.ItemName, item)], list.ItemName));
            yield return new(list.Name, entries);
            yield return new(list.ItemName, Described(AnyOf((JsonObject)item.DeepClone(), List(item.DeepClone()), (JsonObject)entries.DeepClone()), $"A single one; several stand under '{list.Name}'."));
            yield break;
        }
        if (attribute is ParametersAttribute parameters)
        {
            JsonObject Entry() => Map([new("name", Text()), new("value", OptionalText())], "name");
            yield return new(parameters.Name, Described(Entry(), $"A single one; several stand under '{parameters.ListName}'."));
            yield return new(parameters.ListName, AnyOf(Map([new(parameters.Name, Entry())]), List(Map([new(parameters.Name, Entry())], parameters.Name))));
            yield break;
        }
        foreach (var name in Spellings(attribute))
            yield return new(name, Described(OfAttribute(attribute), DescriptionOf(attribute)));
    }

    JsonObject OfAttribute(ChangeAttribute attribute) => attribute switch
    {
        ElementAttribute element => Reference(Shared(element.Definition, element.Name)),
        BooleanAttribute => Flag(),
        IntegerAttribute => Integer(),
        _ => attribute.IsRequired ? Text() : OptionalText(),
    };

    /// <summary>Elements are shared by change types: each gets one definition, named after the first that has it.</summary>
    string Shared(ElementDefinition element, string name)
    {
        if (elements.TryGetValue(element, out var known))
            return known;
        elements[element] = name;
        var map = OfElement(element, name);
        definitions[name] = element.Attributes.Any(a => a.IsDirect) ? AnyOf(map, Text()) : map;
        return name;
    }

    static string[] Spellings(ChangeAttribute attribute) => attribute is ElementsAttribute list ? [list.Name, list.ItemName] : attribute.Alias is { } alias ? [attribute.Name, alias] : [attribute.Name];

    static string? DescriptionOf(ChangeAttribute attribute)
    {
        var kind = attribute.Kind switch
        {
            AttributeKind.Number => "A number; what is none is taken for an expression in SQL.",
            AttributeKind.Date => "A date, a time or both; what is none is taken for an expression in SQL.",
            AttributeKind.Expression => "An expression in SQL.",
            AttributeKind.Sequence => "The name of a sequence.",
            _ => null,
        };
        var required = attribute.RequiredOn.IsEmpty ? null : $"Needed on {string.Join(", ", attribute.RequiredOn)}.";
        var allowed = attribute.AllowedOn.IsEmpty ? null : $"Only on {string.Join(", ", attribute.AllowedOn)}.";
        return string.Join(' ', new[] { kind, required, allowed }.OfType<string>());
    }
}
