using System.Buffers;
using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>The hash of the rows of <c>loadData</c>: lines without blank ones and comments, whatever their line breaks.</summary>
static class CsvRows
{
    /// <summary>The bare hash.</summary>
    public static string Hash(Change change, IChangeResources resources)
    {
        var path = change.Definition.File!;
        var bytes = resources.ReadFile(change.Require(path), change[CommonAttributes.RelativeToChangelogFile] == true, change.SpanOf(path)).Span;
        var comment = change[CommonAttributes.CommentLineStartsWith] is { Length: > 0 } start ? start[0] : (char?)null;
        var rows = new ArrayBufferWriter<byte>(bytes.Length + 1);
        foreach (var range in Lines(bytes))
        {
            var line = bytes[range];
            if (IsBlank(line) || line[0] == comment)
                continue;
            if (rows.WrittenCount > 0)
                rows.Write("\n"u8);
            rows.Write(line);
        }
        return ChecksumHash.Hex(rows.WrittenSpan);
    }

    static List<Range> Lines(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<Range>();
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : start + length;
            lines.Add(start..(end > start && bytes[end - 1] == '\r' ? end - 1 : end));
            start = end + 1;
        }
        return lines;
    }

    static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExceptInRange((byte)0, (byte)' ') < 0;
}
