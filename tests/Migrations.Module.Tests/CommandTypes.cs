using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace Migrations.Tests;

/// <summary>What the commands are, by reflection.</summary>
static class CommandTypes
{
    static readonly Dictionary<string, Type> Types = typeof(MigrationCmdlet).Assembly.GetExportedTypes()
        .Where(type => type.IsDefined(typeof(CmdletAttribute)))
        .ToDictionary(type => type.GetCustomAttribute<CmdletAttribute>()! is var cmdlet ? $"{cmdlet.VerbName}-{cmdlet.NounName}" : "", StringComparer.Ordinal);

    /// <summary>The names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The class of a command.</summary>
    public static Type Of(string name) => Types[name];

    /// <summary>A parameter as help describes it. Its default is null where that depends on the machine, or where a text says it.</summary>
    public sealed record Parameter(string Name, string Type, bool IsMandatory, string Position, string Pipeline, string Aliases, bool Wildcards, string? Default);

    /// <summary>The parameters of a command, those of -WhatIf and -Confirm included.</summary>
    public static IReadOnlyList<Parameter> ParametersOf(string name)
    {
        var command = Activator.CreateInstance(Of(name))!;
        var parameters = Properties(name).Select(property =>
        {
            var attributes = property.GetCustomAttributes<ParameterAttribute>().ToList();
            var position = attributes.Max(a => a.Position);
            return new Parameter(
                property.Name, TypeName(property.PropertyType), attributes.Exists(a => a.Mandatory), position < 0 ? "named" : position.ToString(CultureInfo.InvariantCulture),
                attributes.Exists(a => a.ValueFromPipeline) ? "True (ByValue)" : attributes.Exists(a => a.ValueFromPipelineByPropertyName) ? "True (ByPropertyName)" : "False",
                property.GetCustomAttribute<AliasAttribute>() is { } alias ? string.Join(", ", alias.AliasNames) : "none", property.IsDefined(typeof(SupportsWildcardsAttribute)),
                DefaultOf(property, command, attributes.Exists(a => a.Mandatory)));
        });
        return SupportsShouldProcess(name)
            ? [.. parameters, new("WhatIf", "SwitchParameter", false, "named", "False", "wi", false, null), new("Confirm", "SwitchParameter", false, "named", "False", "cf", false, null)]
            : [.. parameters];
    }

    /// <summary>The parameter sets, each as its parameters in alphabetical order, those that are not mandatory in brackets.</summary>
    public static IEnumerable<string> SetsOf(string name)
    {
        var own = Properties(name).SelectMany(p => p.GetCustomAttributes<ParameterAttribute>().Select(a => (p.Name, Set: a.ParameterSetName, a.Mandatory))).ToList();
        var sets = own.Select(p => p.Set).Where(set => set != ParameterAttribute.AllParameterSets).Distinct().DefaultIfEmpty(ParameterAttribute.AllParameterSets);
        (string, bool)[] common = SupportsShouldProcess(name) ? [("WhatIf", false), ("Confirm", false)] : [];
        return sets.Select(set => string.Join(' ', own.Where(p => p.Set == set || p.Set == ParameterAttribute.AllParameterSets).Select(p => (p.Name, p.Mandatory)).Concat(common)
            .Select(p => p.Item2 ? p.Item1 : $"[{p.Item1}]").Order(StringComparer.Ordinal)));
    }

    /// <summary>Whether a command has -WhatIf and -Confirm.</summary>
    public static bool SupportsShouldProcess(string name) => Of(name).GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess;

    static IEnumerable<PropertyInfo> Properties(string name) => Of(name).GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute)));

    static string? DefaultOf(PropertyInfo property, object command, bool isMandatory) => property.GetValue(command) switch
    {
        _ when isMandatory || property.Name == "Author" => null,
        SwitchParameter => "False",
        TimeSpan or int or string => Convert.ToString(property.GetValue(command), CultureInfo.InvariantCulture),
        IDictionary => "@{}",
        _ => null,
    };

    static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } value ? TypeName(value) : type.Name;
}
