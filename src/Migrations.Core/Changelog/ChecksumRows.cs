using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>The hash of the rows of <c>loadData</c>: lines without empty ones and comments, whatever their line breaks. The file is read in pieces.</summary>
sealed class ChecksumRows
{
    readonly int comment;
    readonly Stream hash;
    bool inLine, skipped, written;

    ChecksumRows(string? comment, Stream hash)
    {
        this.comment = comment is { Length: > 0 } start ? start[0] : -1;
        this.hash = hash;
    }

    /// <summary>The bare hash.</summary>
    public static string Hash(Change change, IChangeResources resources)
    {
        var path = change.Definition.File!;
        using var content = resources.OpenFile(change.Require(path), change[CommonAttributes.RelativeToChangelogFile] == true, change.SpanOf(path)).Content;
        return ChecksumHash.Hex(hash =>
        {
            var rows = new ChecksumRows(change[CommonAttributes.CommentLineStartsWith], hash);
            var buffer = new byte[64 * 1024];
            while (content.Read(buffer) is > 0 and var length)
                rows.Add(buffer.AsSpan(0, length));
        });
    }

    void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            AddToLine(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
                return;
            if (bytes[end] == '\n')
                inLine = false;
            bytes = bytes[(end + 1)..];
        }
    }

    void AddToLine(ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty)
            return;
        if (!inLine)
        {
            inLine = true;
            skipped = part[0] == comment;
            if (!skipped && written)
                hash.WriteByte((byte)'\n');
        }
        if (skipped)
            return;
        written = true;
        hash.Write(part);
    }
}
