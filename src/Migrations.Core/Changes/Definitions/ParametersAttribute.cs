using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>Names with values, each under <c>param</c> with <c>name</c> and <c>value</c>; several stand under <c>params</c>, and then others do not count.</summary>
/// <param name="name">What one is called.</param>
public sealed class ParametersAttribute(string name) : ChangeAttribute(name, AttributeKind.Elements)
{
    /// <summary>What several are called.</summary>
    public string ListName => Name + "s";

    internal override object DefaultValue => ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);

    internal override bool IsNamed(string key) => base.IsNamed(key) || ListName.Equals(key, StringComparison.OrdinalIgnoreCase);

    internal override object Read(ChangelogNode node, ICollection<MigrationFinding> findings)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var parameter in (node.Child(ListName) ?? node).ChildrenNamed(Name))
        {
            if (parameter.Child("name")?.Scalar?.Text is not { } key)
                throw new MigrationException(ErrorCode.MissingAttribute, $"'{Name}' of '{node.Name}' lacks 'name'.", "Write it with 'name' and 'value'.", parameter.Span);
            values[key] = parameter.Child("value")?.Scalar?.Text ?? parameter.Scalar?.Text;
        }
        return values.ToImmutable();
    }
}
