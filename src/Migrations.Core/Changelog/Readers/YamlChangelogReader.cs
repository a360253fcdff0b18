using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Migrations.Changes;
using YamlDotNet.Core;

namespace Migrations.Changelog;

/// <summary>
/// Reads changelogs in YAML and JSON, which is read by the same parser. Types are those that Liquibase sees (YAML 1.1 as in SnakeYAML 2.2).
/// Nesting is flattened as Liquibase flattens it: the entries of a map, and of every map in a list, become children; plain entries of a list become
/// scalars.
/// </summary>
/// <param name="limits">Bounds on what a file may ask for.</param>
/// <param name="summarize">Makes the summary of a change; null where none is wanted.</param>
public sealed class YamlChangelogReader(ChangelogLimits limits, Func<ChangelogNode, ChangeSummary?>? summarize = null) : IChangelogReader
{
    const string RootName = "databaseChangeLog";

    /// <summary>The number of characters from which on parsing a file takes so long (some tens of milliseconds) that it gets a thread.</summary>
    internal const int ReadAheadFrom = 128 * 1024;

    /// <summary>The number of characters from which on the nodes of a file take so much room (tens of megabytes) that its changes are packed.</summary>
    internal const int PackFrom = 1024 * 1024;

    /// <summary>A reader with the usual limits.</summary>
    public YamlChangelogReader() : this(ChangelogLimits.Default) { }

    /// <inheritdoc/>
    public bool CanRead(string path) => Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" or ".JSON";

    /// <inheritdoc/>
    public ChangelogNode Read(string text, string displayPath, ICollection<MigrationFinding> findings)
    {
        // Entries become nodes one by one: the values of all of a large file together are most of what reading it would keep.
        var packer = text.Length >= PackFrom ? new NodePacker(displayPath, summarize) : null;
        var document = Compose(text, displayPath, findings, $"'{RootName}:'", found => (RootName, new Flattener(limits, found, packer).Settle));
        if (document.Entries.LastOrDefault(entry => entry.Key.Value is RootName) is not { } root)
        {
            var keys = document.Entries.Select(entry => entry.Key.SourceText);
            throw new MigrationException(ErrorCode.InvalidChangelog, $"There is no '{RootName}' in this file.",
                keys.FirstOrDefault(key => NameSuggestion.For(key, [RootName]) is not null) is { } typo
                    ? $"Write '{RootName}' instead of '{typo}'."
                    : $"A changelog begins with '{RootName}:', followed by a list of entries.",
                SourceSpan.WholeFile(displayPath));
        }
        if (root.Value is not (YamlList or YamlScalar { Value.IsNull: true }))
        {
            throw new MigrationException(ErrorCode.InvalidChangelog, $"'{RootName}' does not contain a list of entries.",
                "Put a dash before every entry: '- changeSet:'.", root.Value.Span);
        }
        return new Flattener(limits, findings).Node(root);
    }

    /// <summary>Reads any YAML file with a map at the top, such as the settings of a project.</summary>
    /// <param name="text">The decoded text.</param>
    /// <param name="displayPath">The file as the user may open it, for messages.</param>
    /// <param name="findings">Gets what is questionable about the file.</param>
    /// <returns>A node without a name whose children are the entries of the map.</returns>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidSyntax"/> or <see cref="ErrorCode.InvalidChangelog"/>.</exception>
    public ChangelogNode ReadDocument(string text, string displayPath, ICollection<MigrationFinding> findings)
    {
        var document = Compose(text, displayPath, findings, "a name and a colon");
        return new Flattener(limits, findings).Node(new YamlEntry(new ScalarValue("", "", document.Span), document));
    }

    YamlMap Compose(
        string text, string displayPath, ICollection<MigrationFinding> findings, string beginning, Func<List<MigrationFinding>, (string, Func<YamlValue, YamlValue>)>? entries = null)
    {
        ChangelogText.RequirePrintable(text, displayPath);
        var indented = new FlowIndentation(text);
        MigrationException? first = null;
        while (true)
        {
            var scanner = new Scanner(new StringReader(indented.Text), skipComments: true);
            var found = new List<MigrationFinding>();
            try
            {
                using var ahead = text.Length >= ReadAheadFrom ? new ReadAheadParser(new Parser(scanner)) : null;
                var parser = ahead ?? (IParser)new Parser(scanner);
                parser.MoveNext();
                var document = new YamlComposer(parser, displayPath, limits, found, indented) { Entries = entries?.Invoke(found) }.ComposeDocument();
                found.ForEach(findings.Add);
                return document switch
                {
                    null or YamlScalar { Value.IsNull: true } or YamlMap { Entries: [] } => throw new MigrationException(
                        ErrorCode.InvalidChangelog, "The file is empty.", $"It begins with {beginning}.", SourceSpan.WholeFile(displayPath)),
                    YamlMap map => map,
                    var other => throw new MigrationException(
                        ErrorCode.InvalidChangelog, $"The file does not begin with {beginning}.", "Put the list under that key.", other.Span),
                };
            }
            catch (YamlException exception)
            {
                // Where a text in double quotes goes on, it may stand anywhere for SnakeYAML.
                if (exception.Message.Contains("found wrong indentation", StringComparison.Ordinal) && indented.Deepen((int)exception.End.Line))
                    continue;
                // What is wrong within brackets is wrong where they could not be read first.
                if (first is not null && exception.Message.Contains("flow", StringComparison.Ordinal))
                    throw first;
                // Of a tab the parser names the place where the map began.
                throw NotYaml(exception.Message.Contains("tab", StringComparison.OrdinalIgnoreCase) ? scanner.CurrentPosition : exception.Start, exception.Message, exception);
            }
            catch (InvalidOperationException exception) when (exception.Source == typeof(Scanner).Assembly.GetName().Name)
            {
                // The library's own way of not getting on with a text in brackets: they are not closed, or it is not indented enough for it.
                first ??= NotYaml(scanner.CurrentPosition, "it cannot be read further than this.", exception);
                if (!indented.Deepen((int)scanner.CurrentPosition.Line))
                    throw first;
            }
        }

        MigrationException NotYaml(Mark place, string why, Exception cause) => new(ErrorCode.InvalidSyntax, $"This is not YAML: {why}",
            "Look at the indentation (spaces, not tabs), the colons, the brackets and the quotes here and in the lines before.",
            new SourceSpan(displayPath, (int)place.Line, (int)place.Column - indented.AddedTo((int)place.Line)), cause);
    }

    /// <summary>Turns values into nodes, following aliases within the limits.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="findings">Gets what is questionable.</param>
    /// <param name="packer">Packs the change sets among the entries of the root; null where nothing is packed.</param>
    sealed class Flattener(ChangelogLimits limits, ICollection<MigrationFinding> findings, NodePacker? packer = null)
    {
        int nodes;
        int depth;

        /// <summary>Turns an entry of the root into nodes.</summary>
        public YamlValue Settle(YamlValue entry)
        {
            if (entry is not YamlMap map) return entry;
            depth++;
            var nodes = Nodes(map);
            depth--;
            return new YamlNodes(packer is null ? nodes : [.. nodes.Select(packer.Packed)], map.Span);
        }

        public ChangelogNode Node(YamlEntry entry)
        {
            var key = entry.Key;
            if (key.Value is not string name)
            {
                throw new MigrationException(ErrorCode.InvalidSyntax, $"The key '{key.SourceText}' is not read as text but as '{key.Text}'.",
                    "Put the key in quotes.", key.Span);
            }
            Enter(key.Span);
            var node = entry.Value switch
            {
                YamlScalar scalar => new ChangelogNode(name, [scalar.Value], [], key.Span),
                YamlMap map => new ChangelogNode(name, [], Nodes(map), key.Span),
                YamlList list => Flat(name, list, key.Span),
                var other => throw new InvalidOperationException($"There is no node for a {other.GetType().Name}."),
            };
            depth--;
            return node;
        }

        ImmutableArray<ChangelogNode> Nodes(YamlMap map)
        {
            var nodes = new ChangelogNode[map.Entries.Length];
            for (var i = 0; i < nodes.Length; i++)
                nodes[i] = Node(map.Entries[i]);
            return ImmutableCollectionsMarshal.AsImmutableArray(nodes);
        }

        ChangelogNode Flat(string name, YamlList list, SourceSpan span)
        {
            var scalars = new List<ScalarValue>();
            var children = new List<ChangelogNode>(list.Items.Length);
            foreach (var item in list.Items)
            {
                Count(item.Span);
                switch (item)
                {
                    case YamlScalar scalar: scalars.Add(scalar.Value); break;
                    case YamlNodes settled: children.AddRange(settled.Nodes); break;
                    case YamlMap map:
                        foreach (var entry in map.Entries) children.Add(Node(entry));
                        break;
                    default:
                        findings.Add(LanguageRule.NestedList.At(item.Span, "A list directly inside a list is passed over.", "Write its entries into the outer list."));
                        break;
                }
            }
            return new ChangelogNode(name, [.. scalars], [.. children], span);
        }

        void Enter(SourceSpan span)
        {
            Count(span);
            if (++depth > limits.MaxDepth) throw ChangelogLimits.Exceeded(nameof(limits.MaxDepth), limits.MaxDepth, "The nesting of this file", span);
        }

        void Count(SourceSpan span)
        {
            if (++nodes > limits.MaxNodes)
                throw ChangelogLimits.Exceeded(nameof(limits.MaxNodes), limits.MaxNodes, "The number of entries, aliases expanded,", span);
        }
    }
}
