using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Migrations.Changes;

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
    // The array, or what it is made of. One field for both: a large changelog has a great many nodes.
    readonly object? children = ImmutableCollectionsMarshal.AsArray(Children);

    /// <summary>The child elements in the order of the file. Who looks at them several times asks <see cref="Unpacked"/> first: packed ones are made each time.</summary>
    public ImmutableArray<ChangelogNode> Children
    {
        get => PackedChildren is { } packed ? packed.Unpack() : ImmutableCollectionsMarshal.AsImmutableArray((ChangelogNode[]?)children);
        init => children = ImmutableCollectionsMarshal.AsArray(value);
    }

    /// <summary>Whether there may be a <c>${name}</c> in what is packed; true where nothing is, so that it has to be looked for.</summary>
    internal bool MayHaveProperties => PackedChildren is not { MayHaveProperties: false };

    /// <summary>A node whose children are packed.</summary>
    internal ChangelogNode(string name, ImmutableArray<ScalarValue> scalars, PackedNodes children, SourceSpan span) : this(name, scalars, [], span) => this.children = children;

    /// <summary>The only scalar, or the first of several; null where there is none.</summary>
    public ScalarValue? Scalar => Scalars.IsDefaultOrEmpty ? null : Scalars[0];

    /// <summary>The children where they are packed; else null.</summary>
    internal PackedNodes? PackedChildren => children as PackedNodes;

    /// <summary>What is known of the change that it is, as long as nothing in it has been replaced; null where that is nothing.</summary>
    internal ChangeSummary? Summary => PackedChildren?.Summary;

    /// <summary>The node with its children as they are.</summary>
    public ChangelogNode Unpacked() => PackedChildren is not null ? this with { Children = Children } : this;

    /// <summary>The last child of that name, as Liquibase finds attributes: without regard to case.</summary>
    public ChangelogNode? Child(string name)
    {
        // Attributes are looked up this way, many times for every change set.
        var all = Children;
        for (var i = all.Length - 1; i >= 0; i--)
        {
            if (all[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return all[i];
        }
        return null;
    }

    /// <summary>All children of that name, without regard to case.</summary>
    public IEnumerable<ChangelogNode> ChildrenNamed(string name) => Children.Where(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
