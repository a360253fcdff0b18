using System.Buffers;
using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>The hash of the rows of <c>loadData</c>: lines without empty ones and comments, whatever their line breaks.</summary>
static class ChecksumRows
{
    /// <summary>The bare hash.</summary>
    public static string Hash(Change change, IChangeResources resources)
    {
        var path = change.Definition.File!;
        var bytes = resources.ReadFile(change.Require(path), change[CommonAttributes.RelativeToChangelogFile] == true, change.SpanOf(path)).Span;
        var comment = change[CommonAttributes.CommentLineStartsWith] is { Length: > 0 } start ? start[0] : (char?)null;
        var rows = new ArrayBufferWriter<byte>(bytes.Length + 1);
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = WithoutCarriageReturns(end < 0 ? bytes : bytes[..end]);
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (line.IsEmpty || line[0] == comment)
                continue;
            if (rows.WrittenCount > 0)
                rows.Write("\n"u8);
            rows.Write(line);
        }
        return ChecksumHash.Hex(rows.WrittenSpan);
    }

    static ReadOnlySpan<byte> WithoutCarriageReturns(ReadOnlySpan<byte> line)
    {
        if (!line.Contains((byte)'\r'))
            return line;
        var kept = new byte[line.Length];
        var length = 0;
        foreach (var b in line)
        {
            if (b != '\r')
                kept[length++] = b;
        }
        return kept.AsSpan(0, length);
    }
}
