using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>An attribute that is one element: <c>constraints</c>.</summary>
/// <typeparam name="T">The element.</typeparam>
/// <param name="name">Its name.</param>
/// <param name="definition">The attributes of the element.</param>
/// <param name="create">Makes the element.</param>
public sealed class ElementAttribute<T>(string name, ElementDefinition definition, Func<ElementContent, T> create)
    : ElementAttribute(name, definition) where T : Element
{
    internal override object Read(ChangelogNode node, ICollection<MigrationFinding> findings) => create(Definition.Read(node, findings));
}

/// <summary>
/// An attribute that is a list of elements: <c>columns: [{column: {…}}]</c>. As in Liquibase the list may be left out (<c>column: {…}</c>),
/// and so may the name of a single entry (<c>columns: [{name: …}]</c>).
/// </summary>
/// <typeparam name="T">The element.</typeparam>
/// <param name="name">The name of the list.</param>
/// <param name="item">The name of an entry.</param>
/// <param name="definition">The attributes of an entry.</param>
/// <param name="create">Makes an entry.</param>
public sealed class ElementsAttribute<T>(string name, string item, ElementDefinition definition, Func<ElementContent, T> create)
    : ElementsAttribute(name, item, definition) where T : Element
{
    internal override object? Read(ChangelogNode node, ICollection<MigrationFinding> findings)
    {
        var elements = new List<T>();
        foreach (var name in (ReadOnlySpan<string>)[Name, ItemName])
        {
            foreach (var list in node.Children)
            {
                if (!list.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    continue;
                // Liquibase finds the list without regard to case, and then passes over it when it is not spelled exactly so.
                if (list.Name != Name && list.Name != ItemName)
                    findings.Add(LanguageRule.IgnoredEntry.At(list.Span, $"'{list.Name}' is not read: its case matters.", $"Write '{Name}'."));
                else
                    Add(list, elements, findings);
            }
        }
        return elements.Count == 0 ? null : elements.ToImmutableArray();
    }

    void Add(ChangelogNode list, List<T> elements, ICollection<MigrationFinding> findings)
    {
        if (list.Child(ItemName) is null)
        {
            elements.Add(create(Definition.Read(list, findings)));
            return;
        }
        foreach (var entry in list.Children)
        {
            if (entry.Name.Equals(ItemName, StringComparison.OrdinalIgnoreCase))
                elements.Add(create(Definition.Read(entry, findings)));
            else
                findings.Add(LanguageRule.IgnoredEntry.At(entry.Span, $"'{entry.Name}' is not read: it stands beside entries of the name '{ItemName}'.", $"Put it into a '{ItemName}'."));
        }
    }
}

/// <summary>An attribute that is a list of elements.</summary>
/// <param name="name">The name of the list.</param>
/// <param name="item">The name of an entry.</param>
/// <param name="definition">The attributes of an entry.</param>
public abstract class ElementsAttribute(string name, string item, ElementDefinition definition) : ChangeAttribute(name, AttributeKind.Elements)
{
    /// <summary>The name of an entry.</summary>
    public string ItemName { get; } = item;

    /// <summary>The attributes of an entry.</summary>
    public ElementDefinition Definition { get; } = definition;

    /// <summary>Whether the checksum says so where there are no entries.</summary>
    public bool IsWrittenWhenEmpty { get; init; } = true;
}

/// <summary>An attribute that is one element.</summary>
/// <param name="name">Its name.</param>
/// <param name="definition">The attributes of the element.</param>
public abstract class ElementAttribute(string name, ElementDefinition definition) : ChangeAttribute(name, AttributeKind.Element)
{
    /// <summary>The attributes of the element.</summary>
    public ElementDefinition Definition { get; } = definition;
}
