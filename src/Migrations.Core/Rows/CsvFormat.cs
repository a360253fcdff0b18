using System.IO.Compression;
using Migrations.Changelog;
using Migrations.Changes;

namespace Migrations.Rows;

/// <summary>A CSV file and how it is read.</summary>
/// <param name="File">The file as the change names it.</param>
/// <param name="RelativeToChangelogFile">Whether it is relative to the changelog file.</param>
public sealed record CsvFormat(string File, bool RelativeToChangelogFile)
{
    /// <summary>The encoding as written; null for UTF-8. A byte order mark wins.</summary>
    public string? Encoding { get; init; }

    /// <summary>What separates fields.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>What quotes fields; null for nothing.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>What a record begins with that is a comment; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>Opens the file at its beginning.</summary>
    /// <param name="files">Finds it.</param>
    /// <param name="span">Where it is named.</param>
    internal CsvText Open(IChangeResources files, SourceSpan span)
    {
        var first = Unpacked(files.OpenFile(File, RelativeToChangelogFile, span));
        Span<byte> mark = stackalloc byte[4];
        int length;
        using (first.Content)
            length = first.Content.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        var (encoding, skip) = FileText.Detect(mark[..length], Encoding, span);
        var file = Unpacked(files.OpenFile(File, RelativeToChangelogFile, span));
        file.Content.ReadExactly(mark[..skip]);
        var text = new StreamReader(file.Content, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
        return new(text, new CsvReader(text, Separator, Quote, file.DisplayPath), file.DisplayPath);
    }

    static ResourceFile Unpacked(ResourceFile file) => file.DisplayPath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
        ? file with { Content = new GZipStream(file.Content, CompressionMode.Decompress) }
        : file;
}

/// <summary>An open CSV file.</summary>
/// <param name="text">Its text; disposed of with it.</param>
/// <param name="records">Its records.</param>
/// <param name="displayPath">The file as the user may open it.</param>
sealed class CsvText(StreamReader text, CsvReader records, string displayPath) : IDisposable
{
    /// <summary>Its records.</summary>
    public CsvReader Records { get; } = records;

    /// <summary>The file as the user may open it.</summary>
    public string DisplayPath { get; } = displayPath;

    /// <inheritdoc/>
    public void Dispose() => text.Dispose();
}
