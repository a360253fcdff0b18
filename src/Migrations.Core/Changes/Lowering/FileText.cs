using System.Text;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>
/// The text of files that changes name: in the encoding given, else UTF-8; a byte order mark wins over both, as in Liquibase.
/// </summary>
static class FileText
{
    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="encoding">The encoding as written, by the names of .NET or Java; null for UTF-8.</param>
    /// <param name="file">The file for messages.</param>
    /// <param name="span">Where it is named.</param>
    /// <exception cref="MigrationException">The encoding is not known, or the bytes are not in it (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string? encoding, string file, SourceSpan span)
    {
        var (decoder, length) = Detect(bytes, encoding, span);
        try
        {
            return decoder.GetString(bytes[length..]);
        }
        catch (DecoderFallbackException e)
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"The file {file} is not {decoder.WebName} text.",
                "Save it as UTF-8, or say what it is with 'encoding'.", span, e);
        }
    }

    /// <summary>The encoding of a file, which does not let pass what is not in it, and the length of its byte order mark.</summary>
    /// <param name="start">The first bytes of the file; four are enough.</param>
    /// <param name="encoding">The encoding as written, by the names of .NET or Java; null for UTF-8.</param>
    /// <param name="span">Where it is named.</param>
    /// <exception cref="MigrationException">The encoding is not known (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static (Encoding Encoding, int MarkLength) Detect(ReadOnlySpan<byte> start, string? encoding, SourceSpan span)
    {
        var (name, length) = Marked(start) is { Length: > 0 } mark ? mark : (string.IsNullOrEmpty(encoding) ? "utf-8" : encoding, 0);
        return (Find(name, DecoderFallback.ExceptionFallback) ?? throw new MigrationException(ErrorCode.InvalidValue,
            $"The encoding '{name}' is not known.", "Write a name such as UTF-8, ISO-8859-1 or windows-1252.", span), length);
    }

    /// <summary>
    /// The text as Liquibase reads it for the checksum of a view: as UTF-8 whatever the encoding is said to be, with U+FFFD for what is not.
    /// </summary>
    public static string DecodeLeniently(ReadOnlySpan<byte> bytes)
    {
        var (name, length) = Marked(bytes);
        return Find(length > 0 ? name : "utf-8", new DecoderReplacementFallback("\uFFFD"))!.GetString(bytes[length..]);
    }

    static (string Encoding, int Length) Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => ("utf-8", 3),
        [0xFF, 0xFE, 0, 0, ..] => ("utf-32", 4),
        [0, 0, 0xFE, 0xFF, ..] => ("utf-32BE", 4),
        [0xFF, 0xFE, ..] => ("utf-16", 2),
        [0xFE, 0xFF, ..] => ("utf-16BE", 2),
        _ => ("", 0),
    };

    static Encoding? Find(string name, DecoderFallback fallback)
    {
        foreach (var candidate in new[] { name, DotNetName(name) })
        {
            if (CodePagesEncodingProvider.Instance.GetEncoding(candidate, EncoderFallback.ExceptionFallback, fallback) is { } encoding)
                return encoding;
            try
            {
                return Encoding.GetEncoding(candidate, EncoderFallback.ExceptionFallback, fallback);
            }
            catch (ArgumentException)
            {
                // Not known by this name; perhaps by the other.
            }
        }
        return null;
    }

    /// <summary>Java's older names: <c>Cp1252</c>, <c>UTF8</c>, <c>ISO8859_1</c>; its UTF-16 is big-endian without a mark.</summary>
    static string DotNetName(string name) => name.ToUpperInvariant() switch
    {
        "UTF8" => "utf-8",
        ['C', 'P', '1', '2', '5', _] => "windows-" + name[2..],
        ['C', 'P', ..] => "ibm" + name[2..],
        ['I', 'S', 'O', '8', '8', '5', '9', '_' or '-', ..] => "iso-8859-" + name[8..],
        _ => name,
    };
}
