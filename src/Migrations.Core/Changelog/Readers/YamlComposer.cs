using System.Collections.Immutable;
using System.Numerics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Migrations.Changelog;

/// <summary>
/// Makes values of the events of the YAML parser. The object model of the library is not used: it knows other types than SnakeYAML, loses the places
/// of keys, and follows aliases without a bound.
/// </summary>
/// <param name="parser">The parser.</param>
/// <param name="file">The file as the user may open it.</param>
/// <param name="limits">Bounds on what it may ask for.</param>
/// <param name="findings">Gets what is questionable.</param>
/// <param name="indented">What has been added to its lines, which is no part of a place; null for nothing.</param>
sealed class YamlComposer(IParser parser, string file, ChangelogLimits limits, ICollection<MigrationFinding> findings, FlowIndentation? indented = null)
{
    const string CoreTag = "tag:yaml.org,2002:";
    const string MergeKey = "<<";

    readonly Dictionary<string, AnchorSlot> anchors = new(StringComparer.Ordinal);
    int nodes;

    /// <summary>What becomes of each entry of the list under a key of the document, as soon as it has been read; null for nothing.</summary>
    public (string Key, Func<YamlValue, YamlValue> Settle)? Entries { get; init; }

    /// <summary>The only document of the stream; null where there is none.</summary>
    public YamlValue? ComposeDocument()
    {
        Next<StreamStart>();
        if (parser.Current is StreamEnd) return null;
        Next<DocumentStart>();
        var root = Compose(depth: 1);
        Next<DocumentEnd>();
        if (parser.Current is DocumentStart second)
        {
            throw Error(second, "A second document begins here, and a file has only one.",
                "Remove the line '---', or put the rest into a file of its own.");
        }
        return root;
    }

    YamlValue Compose(int depth)
    {
        var start = parser.Current!;
        if (depth > limits.MaxDepth)
            throw ChangelogLimits.Exceeded(nameof(limits.MaxDepth), limits.MaxDepth, "The nesting of this file", SpanOf(start));
        CountNode(start);
        if (start is AnchorAlias alias)
        {
            parser.MoveNext();
            return Resolve(alias);
        }

        if (((NodeEvent)start).Anchor is not { IsEmpty: false } anchor) return ComposeNode(start, depth);
        var slot = new AnchorSlot();
        anchors[anchor.Value] = slot;
        return slot.Value = ComposeNode(start, depth);
    }

    YamlValue ComposeNode(ParsingEvent start, int depth) => start switch
    {
        Scalar => ComposeScalar(),
        SequenceStart => ComposeList(depth),
        MappingStart => ComposeMap(depth),
        _ => throw new InvalidOperationException($"The YAML parser reported an unexpected {start.GetType().Name}."),
    };

    YamlValue Resolve(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var slot))
        {
            throw Error(alias, $"There is no anchor '&{alias.Value}' before this place.",
                NameSuggestion.Advice(alias.Value.Value, anchors.Keys, "Define the anchor first."));
        }
        return slot.Value ?? throw Error(alias, $"The anchor '&{alias.Value}' contains itself.", "Write out what is meant.");
    }

    YamlScalar ComposeScalar()
    {
        var scalar = Next<Scalar>();
        var span = SpanOf(scalar);
        try
        {
            // The indentation of a literal block is not known here: the place is the beginning of its first line.
            var start = scalar.Style == ScalarStyle.Literal ? new SourceSpan(span.File, span.Line + 1, 1) : (SourceSpan?)null;
            return new YamlScalar(new ScalarValue(TypedValue(scalar), scalar.Value, span) { TextStart = start });
        }
        catch (FormatException exception)
        {
            throw new MigrationException(ErrorCode.InvalidSyntax, exception.Message, "Put it in quotes if a text is meant.", span, exception);
        }
    }

    object? TypedValue(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Tag.IsEmpty) return scalar.Style == ScalarStyle.Plain ? YamlScalars.Resolve(text) : text;
        if (scalar.Tag.IsNonSpecific) return YamlScalars.Resolve(text);
        switch (CoreTagName(scalar))
        {
            case "str": return text;
            case "null": return null;
            case "int" when YamlScalars.Number(text) is BigInteger integer: return integer;
            case "float" when YamlScalars.Number(text) is { } number: return number is BigInteger whole ? (double)whole : number;
            case "bool" when YamlScalars.TryBoolean(text, out var flag): return flag;
            case "timestamp" when YamlScalars.Timestamp(text) is { } timestamp: return timestamp;
            case "binary":
                findings.Add(LanguageRule.BinaryValue.At(SpanOf(scalar),
                    "A !!binary value has no text of its own; Liquibase makes a different one in every run, and here it is Base64.",
                    "Write the value as a string."));
                return Convert.FromBase64String(text);
            default: throw new FormatException($"'{text}' cannot be read as {scalar.Tag.Value.Replace(CoreTag, "!!", StringComparison.Ordinal)}.");
        }
    }

    YamlList ComposeList(int depth, Func<YamlValue, YamlValue>? settle = null)
    {
        var start = Next<SequenceStart>();
        RequireTag(start, "seq");
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (parser.Current is not SequenceEnd)
        {
            var item = Compose(depth + 1);
            items.Add(settle is null ? item : settle(item));
        }
        Next<SequenceEnd>();
        return new YamlList(items.ToImmutable(), SpanOf(start));
    }

    YamlMap ComposeMap(int depth)
    {
        var start = Next<MappingStart>();
        RequireTag(start, "map");
        var entries = new List<YamlEntry>();
        while (parser.Current is not MappingEnd)
        {
            var keyEvent = parser.Current!;
            if (Compose(depth + 1) is not YamlScalar key)
                throw Error(keyEvent, "A key must be a plain text.", "Check the indentation and the colons around this place.");
            var isMerge = keyEvent is Scalar { Value: MergeKey, Style: ScalarStyle.Plain, Tag.IsEmpty: true };
            var value = depth == 1 ? ComposeTop(key.Value) : Compose(depth + 1);
            entries.Add(new YamlEntry(key.Value, value) { IsMerge = isMerge });
        }
        Next<MappingEnd>();
        return new YamlMap(Merge(DropDuplicates(entries)), SpanOf(start));
    }

    /// <summary>The value of a key of the document. A list with an anchor stays as it is: something else may be made of it where it is meant again.</summary>
    YamlValue ComposeTop(ScalarValue key)
    {
        const int depth = 2;
        if (Entries is not var (name, settle) || key.Value as string != name || parser.Current is not SequenceStart { Anchor.IsEmpty: true } start) return Compose(depth);
        CountNode(start);
        return ComposeList(depth, settle);
    }

    /// <summary>Of entries with one key only the last is left, in its own place.</summary>
    List<YamlEntry> DropDuplicates(List<YamlEntry> entries) => AreDistinct(entries) ? entries : OnlyLast(entries);

    // Apart from the above, so that its closure is not made for every map.
    List<YamlEntry> OnlyLast(List<YamlEntry> entries)
    {
        var last = new Dictionary<object, YamlEntry>();
        foreach (var entry in entries.Where(entry => !entry.IsMerge))
        {
            if (last.TryGetValue(entry.KeyIdentity, out var earlier))
            {
                findings.Add(LanguageRule.DuplicateKey.At(entry.Key.Span,
                    $"The key '{entry.Key.SourceText}' already stands at {earlier.Key.Span}; only this one counts.",
                    "Remove one of the two. Several entries of one name are written as a list."));
            }
            last[entry.KeyIdentity] = entry;
        }
        return entries.FindAll(entry => entry.IsMerge || ReferenceEquals(last[entry.KeyIdentity], entry));
    }

    /// <summary>Most maps are small and have no key twice, which is told without a dictionary.</summary>
    static bool AreDistinct(List<YamlEntry> entries)
    {
        const int small = 12;
        if (entries.Count > small) return false;
        for (var i = 1; i < entries.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (entries[i].KeyIdentity.Equals(entries[j].KeyIdentity)) return false;
            }
        }
        return true;
    }

    /// <summary>Puts the entries behind <c>&lt;&lt;</c> in its place. Own entries win, then those of the first map that has one.</summary>
    ImmutableArray<YamlEntry> Merge(List<YamlEntry> entries)
    {
        if (!entries.Exists(entry => entry.IsMerge)) return [.. entries];
        var merged = new List<YamlEntry>();
        var places = new Dictionary<object, int>();
        foreach (var entry in entries)
        {
            if (!entry.IsMerge)
            {
                if (!places.TryAdd(entry.KeyIdentity, merged.Count)) merged[places[entry.KeyIdentity]] = entry;
                else merged.Add(entry);
                continue;
            }
            foreach (var inherited in MergedMaps(entry).SelectMany(map => map.Entries))
            {
                CountNode(entry.Key.Span);
                if (places.TryAdd(inherited.KeyIdentity, merged.Count)) merged.Add(inherited);
            }
        }
        return [.. merged];
    }

    static IEnumerable<YamlMap> MergedMaps(YamlEntry merge) => merge.Value switch
    {
        YamlMap map => [map],
        YamlList list when list.Items.All(item => item is YamlMap) => list.Items.Cast<YamlMap>(),
        _ => throw new MigrationException(ErrorCode.InvalidSyntax, "'<<' merges a map or a list of maps.",
            "Put an alias of a map behind it, such as '<<: *defaults'.", merge.Value.Span),
    };

    string CoreTagName(NodeEvent node)
    {
        var tag = node.Tag.Value;
        if (tag.StartsWith(CoreTag, StringComparison.Ordinal)) return tag[CoreTag.Length..];
        throw UnknownTag(node);
    }

    void RequireTag(NodeEvent collection, string name)
    {
        if (!collection.Tag.IsEmpty && !collection.Tag.IsNonSpecific && CoreTagName(collection) != name) throw UnknownTag(collection);
    }

    T Next<T>() where T : ParsingEvent
    {
        if (parser.Current is not T current) throw Error(parser.Current!, $"Expected a {typeof(T).Name}.", null);
        parser.MoveNext();
        return current;
    }

    SourceSpan SpanOf(ParsingEvent at) => new(file, (int)at.Start.Line, (int)at.Start.Column - (indented?.AddedTo((int)at.Start.Line) ?? 0));

    MigrationException Error(ParsingEvent at, string message, string? advice) => new(ErrorCode.InvalidSyntax, message, advice, SpanOf(at));

    void CountNode(ParsingEvent at) => CountNode(SpanOf(at));

    void CountNode(SourceSpan at)
    {
        if (++nodes > limits.MaxNodes)
            throw ChangelogLimits.Exceeded(nameof(limits.MaxNodes), limits.MaxNodes, "The number of entries in this file", at);
    }

    MigrationException UnknownTag(NodeEvent node) => new(ErrorCode.InvalidSyntax, $"The tag '{node.Tag}' is not allowed in a changelog.",
        "Remove it. Only the tags of YAML itself are read: !!str !!int !!float !!bool !!null !!timestamp !!binary !!seq !!map.", SpanOf(node));

    /// <summary>What an anchor stands for; nothing while that is still being read.</summary>
    sealed class AnchorSlot
    {
        public YamlValue? Value { get; set; }
    }
}
