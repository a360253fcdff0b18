using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>
/// Nodes of a file as bytes. Of the changes of a large changelog most have run, and nobody looks at them again once their checksum is known. Nodes that are made
/// when somebody looks are gone soon after; those of a whole changelog would have to be kept, and every object that is kept costs collections of garbage more than
/// making it does.
/// </summary>
/// <param name="packer">Who has packed them.</param>
/// <param name="bytes">Where they are, among those of others.</param>
/// <param name="firstValue">The place of their first value among those that the packer keeps.</param>
sealed class PackedNodes(NodePacker packer, ArraySegment<byte> bytes, int firstValue)
{
    /// <summary>Whether there may be a <c>${name}</c> in them.</summary>
    public bool MayHaveProperties { get; init; }

    /// <summary>What is known of the change that they are; null where that is nothing, or they are none.</summary>
    public ChangeSummary? Summary { get; init; }

    /// <summary>Makes the nodes; others each time.</summary>
    public ImmutableArray<ChangelogNode> Unpack()
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false), Encoding.UTF8);
        return new Unpacking(packer, reader, firstValue).Nodes(reader.Read7BitEncodedInt());
    }

    /// <summary>Reads what <see cref="NodePacker"/> writes.</summary>
    sealed class Unpacking(NodePacker packer, BinaryReader reader, int value)
    {
        int line;

        public ImmutableArray<ChangelogNode> Nodes(int count) => Several(count, static unpacking => unpacking.Node());

        ChangelogNode Node()
        {
            var name = packer.Names[reader.Read7BitEncodedInt()];
            var span = Span();
            var scalars = Several(reader.Read7BitEncodedInt(), static unpacking => unpacking.Scalar());
            var children = reader.Read7BitEncodedInt();
            return children == NodePacker.PackedAlready
                ? new ChangelogNode(name, scalars, (PackedNodes)packer.Values[value++], span)
                : new ChangelogNode(name, scalars, Nodes(children), span);
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
            _ => packer.Values[value++],
        };

        SourceSpan Span()
        {
            line += reader.Read7BitEncodedInt();
            return new(packer.File, line, reader.Read7BitEncodedInt());
        }

        // Given the reader, so that what is next is made once for all nodes.
        ImmutableArray<T> Several<T>(int count, Func<Unpacking, T> next)
        {
            if (count == 0) return [];
            var items = new T[count];
            for (var i = 0; i < count; i++)
                items[i] = next(this);
            return ImmutableCollectionsMarshal.AsImmutableArray(items);
        }
    }
}
