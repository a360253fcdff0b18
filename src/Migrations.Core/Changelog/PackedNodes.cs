using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Migrations.Changelog;

/// <summary>
/// Nodes of a file as bytes, which take a small part of the room. Of the changes of a large changelog most have run, and nobody looks at them again once their
/// checksum is known: nodes that are made when somebody looks are gone soon after, where those of a whole changelog would have to be kept and moved.
/// </summary>
sealed class PackedNodes
{
    readonly NodePacker packer;
    readonly byte[] bytes;
    readonly object[] values;

    internal PackedNodes(NodePacker packer, byte[] bytes, object[] values, bool mayHaveProperties)
    {
        this.packer = packer;
        this.bytes = bytes;
        this.values = values;
        MayHaveProperties = mayHaveProperties;
    }

    /// <summary>Whether there may be a <c>${name}</c> in them.</summary>
    public bool MayHaveProperties { get; }

    /// <summary>Makes the nodes; others each time.</summary>
    public ImmutableArray<ChangelogNode> Unpack()
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        return new Unpacking(packer, reader, values).Nodes();
    }

    /// <summary>Reads what <see cref="NodePacker"/> writes.</summary>
    sealed class Unpacking(NodePacker packer, BinaryReader reader, object[] values)
    {
        int line;
        int value;

        public ImmutableArray<ChangelogNode> Nodes() => Several(Node);

        ChangelogNode Node()
        {
            var name = packer.Names[reader.Read7BitEncodedInt()];
            var span = Span();
            return new ChangelogNode(name, Several(Scalar), Nodes(), span);
        }

        ScalarValue Scalar()
        {
            var kind = (PackedScalar)reader.ReadByte();
            var span = Span();
            var text = reader.ReadString();
            return new ScalarValue(ValueOf(kind & PackedScalar.Kind, text), text, span)
            {
                TextStart = kind.HasFlag(PackedScalar.HasTextStart) ? Span() : null,
                IsVerbatim = kind.HasFlag(PackedScalar.IsVerbatim),
            };
        }

        object? ValueOf(PackedScalar kind, string text) => kind switch
        {
            PackedScalar.Null => null,
            PackedScalar.Text => text,
            _ => values[value++],
        };

        SourceSpan Span()
        {
            line += reader.Read7BitEncodedInt();
            return new(packer.File, line, reader.Read7BitEncodedInt());
        }

        ImmutableArray<T> Several<T>(Func<T> next)
        {
            var count = reader.Read7BitEncodedInt();
            if (count == 0) return [];
            var items = new T[count];
            for (var i = 0; i < count; i++)
                items[i] = next();
            return ImmutableCollectionsMarshal.AsImmutableArray(items);
        }
    }
}

/// <summary>Packs nodes of one file.</summary>
/// <param name="file">The file, as in the places of its nodes.</param>
sealed class NodePacker(string file)
{
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<string> names = [];

    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>The names of all nodes that have been packed: there are few, again and again.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Packs nodes, with all that is below them.</summary>
    public PackedNodes Pack(ImmutableArray<ChangelogNode> nodes)
    {
        using var stream = new MemoryStream(512);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        var packing = new Packing(this, writer);
        packing.Write(nodes);
        return new PackedNodes(this, stream.ToArray(), [.. packing.Values], packing.MayHaveProperties);
    }

    int NumberOf(string name)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, name, out var isKnown);
        if (!isKnown)
        {
            number = names.Count;
            names.Add(name);
        }
        return number;
    }

    sealed class Packing(NodePacker packer, BinaryWriter writer)
    {
        int line;

        public List<object> Values { get; } = [];

        public bool MayHaveProperties { get; private set; }

        public void Write(ImmutableArray<ChangelogNode> nodes)
        {
            writer.Write7BitEncodedInt(nodes.Length);
            foreach (var node in nodes)
            {
                writer.Write7BitEncodedInt(packer.NumberOf(node.Name));
                Write(node.Span);
                writer.Write7BitEncodedInt(node.Scalars.Length);
                foreach (var scalar in node.Scalars)
                    Write(scalar);
                Write(node.Children);
            }
        }

        void Write(ScalarValue scalar)
        {
            var kind = scalar.Value switch
            {
                null => PackedScalar.Null,
                string text when text == scalar.SourceText => PackedScalar.Text,
                _ => PackedScalar.Value,
            };
            var flags = (scalar.TextStart is null ? 0 : PackedScalar.HasTextStart) | (scalar.IsVerbatim ? PackedScalar.IsVerbatim : 0);
            writer.Write((byte)(kind | flags));
            Write(scalar.Span);
            writer.Write(scalar.SourceText);
            if (kind == PackedScalar.Value)
                Values.Add(scalar.Value!);
            if (scalar.TextStart is { } start)
                Write(start);
            MayHaveProperties |= scalar.Value is string value && ChangelogProperties.MayBeIn(value);
        }

        void Write(SourceSpan span)
        {
            // The difference, because it is small.
            writer.Write7BitEncodedInt(span.Line - line);
            writer.Write7BitEncodedInt(span.Column);
            line = span.Line;
        }
    }
}

/// <summary>How a scalar is packed.</summary>
[Flags]
enum PackedScalar : byte
{
    /// <summary>It has no value.</summary>
    Null = 0,
    /// <summary>Its value is its text.</summary>
    Text = 1,
    /// <summary>Its value is kept beside the bytes.</summary>
    Value = 2,
    /// <summary>The bits that tell which of these it is.</summary>
    Kind = 3,
    /// <summary>It has a <see cref="ScalarValue.TextStart"/>.</summary>
    HasTextStart = 4,
    /// <summary>It is <see cref="ScalarValue.IsVerbatim"/>.</summary>
    IsVerbatim = 8,
}
