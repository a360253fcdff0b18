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
    public ImmutableArray<ChangelogNode> Unpack() => new Unpacking(packer, bytes, firstValue).Nodes();

    /// <summary>Reads what <see cref="NodePacker"/> writes.</summary>
    ref struct Unpacking(NodePacker packer, ReadOnlySpan<byte> bytes, int value)
    {
        ReadOnlySpan<byte> rest = bytes;
        int line;

        public ImmutableArray<ChangelogNode> Nodes() => Nodes(Number());

         ImmutableArray<ChangelogNode> Nodes(int count)
        {
            if (count == 0) return [];
            var nodes = new ChangelogNode[count];
            for (var i = 0; i < count; i++)
                nodes[i] = Node();
            return ImmutableCollectionsMarshal.AsImmutableArray(nodes);
        }

        ChangelogNode Node()
        {
            var name = packer.Names[Number()];
            var span = Span();
            var scalars = Scalars(Number());
            var children = Number();
            return children == NodePacker.PackedAlready
                ? new ChangelogNode(name, scalars, (PackedNodes)packer.Values[value++], span)
                : new ChangelogNode(name, scalars, Nodes(children), span);
        }

        ImmutableArray<ScalarValue> Scalars(int count)
        {
            if (count == 0) return [];
            var scalars = new ScalarValue[count];
            for (var i = 0; i < count; i++)
                scalars[i] = Scalar();
            return ImmutableCollectionsMarshal.AsImmutableArray(scalars);
        }

        ScalarValue Scalar()
        {
            var kind = (PackedScalar)Number();
            var span = Span();
            var text = Text();
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
            line += Number();
            return new(packer.File, line, Number());
        }

        string Text()
        {
            var length = Number();
            var text = Encoding.UTF8.GetString(rest[..length]);
            rest = rest[length..];
            return text;
        }

        int Number()
        {
            var number = 0u;
            for (var shift = 0; ; shift += 7)
            {
                var part = rest[0];
                rest = rest[1..];
                number |= (part & 0x7Fu) << shift;
                if (part <= 0x7F)
                    return (int)number;
            }
        }
    }
}
