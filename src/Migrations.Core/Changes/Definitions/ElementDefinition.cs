using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>What an element of a changelog may say: its attributes, and what happens to keys that are none.</summary>
/// <param name="name">Its name for messages.</param>
/// <param name="attributes">Its attributes.</param>
public class ElementDefinition(string name, params ImmutableArray<ChangeAttribute> attributes)
{
    /// <summary>The key under which our own extensions stand in a change (DESIGN 3a.9).</summary>
    public const string ExtensionsKey = "x-migrations";

    ImmutableArray<int> v9;
    ImmutableArray<int> v8;

    /// <summary>Its name: a change type, <c>column</c>, <c>constraints</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Its attributes.</summary>
    public ImmutableArray<ChangeAttribute> Attributes { get; } = attributes;

    /// <summary>The attributes that do not count in checksums of version 9.</summary>
    public ImmutableArray<ChangeAttribute> NotInChecksum { get; init; } = [];

    /// <summary>Whether a key that is no attribute is an error, and the case of a key's letters behind the first matters: so Liquibase treats columns.</summary>
    internal bool IsStrict { get; init; }

    /// <summary>What Liquibase makes of the values once all have been read.</summary>
    internal Action<ElementContent>? Settle { get; init; }

    /// <summary>The places of the attributes that count in checksums of version 9, in the order in which they are written there.</summary>
    internal ImmutableArray<int> InChecksum => v9.IsDefault
        ? v9 = [.. Enumerable.Range(0, Attributes.Length).Where(i => !NotInChecksum.Contains(Attributes[i])).OrderBy(ChecksumKey, StringComparer.Ordinal)]
        : v9;

    /// <summary>The places of the attributes that count in checksums of version 8, in the order in which they are written there.</summary>
    internal ImmutableArray<int> InChecksumV8 => v8.IsDefault ? v8 = OrderedForV8() : v8;

    /// <summary>What counts in version 8: the same, unless a change type says otherwise.</summary>
    private protected virtual ImmutableArray<int> OrderedForV8() => InChecksum;

    /// <summary>How the line of an attribute begins in the text that checksums are made of, where lines are sorted.</summary>
    string ChecksumKey(int index) => Attributes[index].Kind == AttributeKind.Element ? "[" : Attributes[index].Name + "=";

    internal int IndexOf(ChangeAttribute attribute)
    {
        for (var i = 0; i < Attributes.Length; i++)
        {
            if (ReferenceEquals(Attributes[i], attribute))
                return i;
        }
        throw new ArgumentException($"{Name} has no attribute {attribute.Name}.", nameof(attribute));
    }

    /// <summary>Reads an element.</summary>
    /// <exception cref="MigrationException">A key is written twice, a value is of the wrong kind, or an attribute of a column is not known.</exception>
    internal ElementContent Read(ChangelogNode node, ICollection<MigrationFinding> findings)
    {
        var content = new ElementContent(this, node, new object?[Attributes.Length]);
        var seen = 0UL;
        foreach (var child in node.Children)
        {
            var index = Find(child.Name);
            if (index < 0)
                ReportUnknown(child, findings);
            else if (Attributes[index].Kind != AttributeKind.Elements && (seen & (1UL << index)) != 0)
                throw Repeated(child);
            else if ((seen & (1UL << index)) == 0)
                content.Values[index] = Attributes[index].Read(Attributes[index].Kind == AttributeKind.Elements ? node : child, findings);
            if (index >= 0)
                seen |= 1UL << index;
        }
        ReadDirectValue(content, findings);
        for (var i = 0; i < content.Values.Length; i++)
            content.Values[i] ??= Attributes[i].DefaultValue;
        Settle?.Invoke(content);
        return content;
    }

    void ReadDirectValue(ElementContent content, ICollection<MigrationFinding> findings)
    {
        if (content.Node.Scalars.IsDefaultOrEmpty || content.Node.Scalar!.IsNull)
            return;
        for (var i = 0; i < Attributes.Length; i++)
        {
            if (!Attributes[i].IsDirect)
                continue;
            content.Values[i] ??= Attributes[i].Read(content.Node, findings);
            return;
        }
        findings.Add(LanguageRule.IgnoredEntry.At(content.Node.Span, $"The value '{content.Node.Scalar.Text}' of '{Name}' is not read.",
            Attributes.IsEmpty ? "Remove it." : $"Write it as the value of an attribute, such as '{Attributes[^1].Name}'."));
    }

    int Find(string key)
    {
        for (var i = 0; i < Attributes.Length; i++)
        {
            var attribute = Attributes[i];
            if (attribute is ElementsAttribute list && list.ItemName.Equals(key, StringComparison.OrdinalIgnoreCase))
                return i;
            if (attribute.IsNamed(key) && (!IsStrict || key.AsSpan(1).SequenceEqual(attribute.Name.AsSpan(1))))
                return i;
        }
        return -1;
    }

    void ReportUnknown(ChangelogNode child, ICollection<MigrationFinding> findings)
    {
        if (IsStrict)
        {
            throw new MigrationException(ErrorCode.InvalidChangelog, $"'{Name}' has no attribute '{child.Name}'.",
                NameSuggestion.Advice(child.Name, AttributeNames, $"Its attributes are: {string.Join(", ", AttributeNames)}."), child.Span);
        }
        if (child.Name != ExtensionsKey)
        {
            findings.Add(LanguageRule.UnknownChangeAttribute.At(child.Span, $"'{Name}' has no attribute '{child.Name}', so it is not read.",
                NameSuggestion.Advice(child.Name, AttributeNames, Attributes.IsEmpty ? "Remove it." : $"Its attributes are: {string.Join(", ", AttributeNames)}.")));
        }
    }

    IEnumerable<string> AttributeNames => Attributes.Select(a => a.Name);

    MigrationException Repeated(ChangelogNode child) => new(ErrorCode.InvalidChangelog, $"'{child.Name}' stands more than once in '{Name}'.",
        Name == "column" ? "Give every column its own entry '- column:' in the list." : "Keep one of them.", child.Span);
}

/// <summary>What was read of an element, before it is one.</summary>
/// <param name="Definition">Its attributes.</param>
/// <param name="Node">Where it was read from.</param>
/// <param name="Values">The values in the order of the attributes.</param>
public sealed record ElementContent(ElementDefinition Definition, ChangelogNode Node, object?[] Values)
{
    internal string? Text(TextAttribute attribute) => (string?)Values[Definition.IndexOf(attribute)];

    internal bool? Flag(BooleanAttribute attribute) => (bool?)Values[Definition.IndexOf(attribute)];

    internal void Set(ChangeAttribute attribute, object? value) => Values[Definition.IndexOf(attribute)] = value;
}
