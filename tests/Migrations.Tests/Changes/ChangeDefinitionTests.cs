using System.Runtime.CompilerServices;
using System.Text.Json;
using Migrations.Changes;

namespace Migrations.Tests.Changes;

public sealed class ChangeDefinitionTests
{
    /// <summary>Fields that Liquibase reads without their being parameters of the change; they do not count in checksums.</summary>
    static readonly HashSet<string> ReadApart = ["update.whereParams", "delete.whereParams", "executeCommand.os", "executeCommand.args", "customChange.class", "customChange.param"];

    /// <summary>Liquibase reads it as a direct value without saying so in its metadata.</summary>
    const string DirectApart = "stop.message";

    /// <summary><c>change-fields.json</c>: the fields of each change type of Liquibase 4.28 with type, whether it is a direct value, and default.</summary>
    [Fact]
    public void Every_change_type_has_the_fields_of_Liquibase_with_their_kinds_and_defaults()
    {
        foreach (var type in Fields().RootElement.EnumerateObject())
        {
            var definition = ChangeRegistry.Definitions[type.Name];
            Assert.Equal(
                type.Value.EnumerateObject().Select(f => $"{type.Name}.{f.Name}").Order(StringComparer.Ordinal),
                definition.Attributes.Select(a => $"{type.Name}.{a.Name}").Where(a => !ReadApart.Contains(a)).Order(StringComparer.Ordinal));
            foreach (var field in type.Value.EnumerateObject())
            {
                var attribute = definition.Attributes.Single(a => a.Name == field.Name);
                Assert.True(IsOf(attribute, field.Value[0].GetString()!), $"{type.Name}.{field.Name} is {attribute.Kind}");
                Assert.True(attribute.IsDirect == (field.Value[1].GetBoolean() || $"{type.Name}.{field.Name}" == DirectApart), $"{type.Name}.{field.Name}");
                Assert.Equal(field.Value[2].GetString(), attribute.DefaultValue is bool flag ? flag ? "true" : "false" : attribute.DefaultValue);
            }
        }
    }

    [Fact]
    public void There_is_no_change_type_that_Liquibase_does_not_have() =>
        Assert.Equal(Fields().RootElement.EnumerateObject().Select(t => t.Name).Order(StringComparer.Ordinal), ChangeRegistry.Names.Order(StringComparer.Ordinal));

    static bool IsOf(ChangeAttribute attribute, string type) => type switch
    {
        "boolean" => attribute is BooleanAttribute,
        "bigInteger" => attribute is IntegerAttribute,
        "databaseFunction" => attribute.Kind == AttributeKind.Expression,
        "sequenceNextValueFunction" => attribute.Kind == AttributeKind.Sequence,
        "string" => attribute is TextAttribute,
        _ => attribute is ElementsAttribute,
    };

    static JsonDocument Fields([CallerFilePath] string source = "") => JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceFolder.Of(source), "change-fields.json")));
}
