using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>
/// One element of a changelog, whatever the format it was read from: a name, scalars, children.
/// The shape is that of Liquibase's parsed node: a list of maps and a map of the same entries are the same thing,
/// which is why <c>column:</c> is accepted where <c>columns:</c> is meant and preconditions may be a list or a map.
/// </summary>
/// <param name="Name">The key, as written.</param>
/// <param name="Scalars">The scalar values: none (only children, or nothing), one, or several for a list of scalars.</param>
/// <param name="Children">The child elements in the order of the file.</param>
/// <param name="Span">Where the key stands.</param>
public sealed record ChangelogNode(string Name, ImmutableArray<ScalarValue> Scalars, ImmutableArray<ChangelogNode> Children, SourceSpan Span)
{
    /// <summary>The only scalar, or the first of several; null where there is none.</summary>
    public ScalarValue? Scalar => Scalars.IsDefaultOrEmpty ? null : Scalars[0];

    /// <summary>The last child of that name, as Liquibase finds attributes: without regard to case.</summary>
    public ChangelogNode? Child(string name)
    {
        // Attributes are looked up this way, many times for every change set.
        for (var i = Children.Length - 1; i >= 0; i--)
        {
            if (Children[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return Children[i];
        }
        return null;
    }

    /// <summary>All children of that name, without regard to case.</summary>
    public IEnumerable<ChangelogNode> ChildrenNamed(string name) => Children.Where(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
