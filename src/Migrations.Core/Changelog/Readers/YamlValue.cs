using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>A YAML document before it is turned into nodes: aliases followed, merge keys merged, duplicate keys gone.</summary>
abstract record YamlValue
{
    /// <summary>Where it stands.</summary>
    public abstract SourceSpan Span { get; }
}

/// <summary>A scalar with its type.</summary>
sealed record YamlScalar(ScalarValue Value) : YamlValue
{
    public override SourceSpan Span => Value.Span;
}

/// <summary>What has values inside, and so a place of its own.</summary>
abstract record YamlCollection(SourceSpan Span) : YamlValue
{
    public override SourceSpan Span { get; } = Span;
}

/// <summary>A list.</summary>
sealed record YamlList(ImmutableArray<YamlValue> Items, SourceSpan Span) : YamlCollection(Span);

/// <summary>A map in the order of the file.</summary>
sealed record YamlMap(ImmutableArray<YamlEntry> Entries, SourceSpan Span) : YamlCollection(Span);

/// <summary>A map in a list that has been turned into nodes as soon as it was read, so that nothing else of it is kept.</summary>
sealed record YamlNodes(ImmutableArray<ChangelogNode> Nodes, SourceSpan Span) : YamlCollection(Span);

/// <summary>A key and its value.</summary>
sealed record YamlEntry(ScalarValue Key, YamlValue Value)
{
    static readonly object NullKey = new();

    /// <summary>What tells keys apart: <c>1</c> and <c>'1'</c> are two.</summary>
    public object KeyIdentity => Key.Value ?? NullKey;

    /// <summary>Whether the key is an unquoted <c>&lt;&lt;</c>.</summary>
    public bool IsMerge { get; init; }
}
