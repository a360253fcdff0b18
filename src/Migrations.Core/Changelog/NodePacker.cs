using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>Packs nodes of one file. What it has packed may be unpacked by several threads at once, but not while it goes on packing.</summary>
/// <param name="file">The file, as in the places of its nodes.</param>
/// <param name="summarize">Makes the summary of a change; null where none is wanted.</param>
sealed class NodePacker(string file, Func<ChangelogNode, ChangeSummary?>? summarize = null)
{
    /// <summary>Stands for the number of children where these are packed by themselves, and kept among <see cref="Values"/>.</summary>
    public const int PackedAlready = int.MaxValue;

    const string ChangeSet = "changeSet";
    const string Changes = "changes";
    const string Rollback = "rollback";

    // As large as arrays may be without being collected apart from all others.
    const int BlockSize = 64 * 1024;

    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<string> names = [];
    readonly List<object> values = [];
    ArraySegment<byte> free = [];

    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>The names of all nodes that have been packed: there are few, again and again.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>What is not kept as bytes.</summary>
    public IReadOnlyList<object> Values => values;

    /// <summary>The node with what is below it packed, and each change in it packed by itself, if it is a change set; else the node as it is.</summary>
    public ChangelogNode Packed(ChangelogNode node) => node is { Name: ChangeSet, Children.IsEmpty: false }
        ? Packed(node with { Children = [.. node.Children.Select(PackedPart)] }, isSummarized: false)
        : node;

    /// <summary>Changes are read one by one, if at all; what else a change set says is read with it.</summary>
    ChangelogNode PackedPart(ChangelogNode part) => part.Name is Changes or Rollback
        ? part with { Children = [.. part.Children.Select(change => Packed(change, isSummarized: part.Name == Changes))] }
        : part;

    ChangelogNode Packed(ChangelogNode node, bool isSummarized) => node.Children.IsEmpty ? node : new(node.Name, node.Scalars, Pack(node, isSummarized), node.Span);

    PackedNodes Pack(ChangelogNode node, bool isSummarized)
    {
        var firstValue = values.Count;
        using var stream = new MemoryStream(512);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        var packing = new Packing(this, writer);
        packing.Write(node.Children);
        return new PackedNodes(this, Keep(stream.GetBuffer().AsSpan(0, (int)stream.Length)), firstValue)
        {
            MayHaveProperties = packing.MayHaveProperties,
            // Values of its own are seldom, and may have properties, too.
            Summary = isSummarized && node.Scalars.IsEmpty && !packing.MayHaveProperties ? summarize?.Invoke(node) : null,
        };
    }

    /// <summary>A copy of bytes, in one array with those before.</summary>
    ArraySegment<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        if (free.Count < bytes.Length)
            free = new byte[Math.Max(bytes.Length, BlockSize)];
        var kept = free[..bytes.Length];
        bytes.CopyTo(kept);
        free = free[bytes.Length..];
        return kept;
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
                if (node.PackedChildren is { } packed)
                    Write(packed);
                else
                    Write(node.Children);
            }
        }

        void Write(PackedNodes packed)
        {
            writer.Write7BitEncodedInt(PackedAlready);
            packer.values.Add(packed);
            MayHaveProperties |= packed.MayHaveProperties;
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
                packer.values.Add(scalar.Value!);
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
