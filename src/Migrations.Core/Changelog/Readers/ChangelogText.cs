using System.Buffers;
using System.Text;

namespace Migrations.Changelog;

/// <summary>The text of changelog files: UTF-8, with or without a byte order mark, or UTF-16 with one, as SnakeYAML has it.</summary>
public static class ChangelogText
{
    const char ByteOrderMark = '\uFEFF';

    /// <summary>What most files consist of, which is told at once.</summary>
    static readonly SearchValues<char> printableAscii = SearchValues.Create([.. Enumerable.Range(0, 128).Select(c => (char)c).Where(IsPrintable)]);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="displayPath">The file as the user may open it, for messages.</param>
    /// <param name="limits">Bounds the size of the file.</param>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.FileNotFound"/>: it cannot be read. <see cref="ErrorCode.InvalidSyntax"/>: it is too large, or not in that encoding.
    /// </exception>
    public static string Read(string path, string displayPath, ChangelogLimits limits) => Decode(ReadBytes(path, displayPath, limits), displayPath);

    /// <summary>Reads the bytes of a file that a changelog consists of or names.</summary>
    /// <inheritdoc cref="Read"/>
    public static byte[] ReadBytes(string path, string displayPath, ChangelogLimits limits)
    {
        var span = SourceSpan.WholeFile(displayPath);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > limits.MaxFileSize)
                throw ChangelogLimits.Exceeded(nameof(limits.MaxFileSize), limits.MaxFileSize, "The size of this file in bytes", span);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCode.FileNotFound, $"The file cannot be read: {exception.Message}",
                "Check that it exists and that this user may read it.", span, exception);
        }
    }

    /// <summary>How a file begins, which tells what it is: behind a declaration and a licence, too. Nothing where it cannot be read, since who is to run it can read it.</summary>
    /// <param name="path">The file.</param>
    internal static string BeginningOf(string path)
    {
        const int enough = 16 * 1024;
        try
        {
            using var reader = new StreamReader(path);
            var buffer = new char[enough];
            return new string(buffer, 0, reader.ReadBlock(buffer));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="displayPath">The file as the user may open it, for messages.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidSyntax"/>: they are not in the encoding that they announce.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string displayPath)
    {
        Encoding encoding = bytes switch
        {
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        };
        try
        {
            var text = encoding.GetString(bytes);
            return text.StartsWith(ByteOrderMark) ? text[1..] : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw new MigrationException(ErrorCode.InvalidSyntax, $"The file is not {encoding.WebName} text.",
                "Save it as UTF-8.", PlaceOf(bytes, exception.Index, displayPath), exception);
        }
    }

    /// <summary>Refuses characters that YAML does not allow, which are always damage.</summary>
    internal static void RequirePrintable(string text, string displayPath)
    {
        if (!text.AsSpan().ContainsAnyExcept(printableAscii))
            return;
        var (line, column) = (1, 1);
        for (var i = 0; i < text.Length; i++, column++)
        {
            var c = text[i];
            if (c == '\n') (line, column) = (line + 1, 0);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (!IsPrintable(c))
            {
                throw new MigrationException(ErrorCode.InvalidSyntax,
                    FormattableString.Invariant($"The character U+{(int)c:X4} is not allowed here."),
                    "Remove it. In a double-quoted text it can be written as an escape, such as \"\\x07\".",
                    new SourceSpan(displayPath, line, column));
            }
        }
    }

    static bool IsPrintable(char c) =>
        c is >= ' ' and <= '~' or '\t' or '\n' or '\r' or '\u0085' or >= '\u00A0' and <= '\uD7FF' or >= '\uE000' and <= '\uFFFD';

    static SourceSpan PlaceOf(ReadOnlySpan<byte> bytes, int index, string displayPath)
    {
        var before = bytes[..Math.Clamp(index, 0, bytes.Length)];
        return new SourceSpan(displayPath, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
