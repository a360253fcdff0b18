using System.Security.Cryptography;
using System.Text;

namespace Migrations.Changelog;

/// <summary>The hashes that checksums are made of: MD5, which is Liquibase's choice and guards against edits, not against attackers.</summary>
static class ChecksumHash
{
    /// <summary>The sum of a text: composed characters, one kind of line break, nothing that is not a character.</summary>
    /// <param name="version">The version of the checksum, which stands before the sum.</param>
    /// <param name="text">The text.</param>
    public static string OfText(int version, string text) => Of(version, Encoding.UTF8.GetBytes(Standardize(text)));

    /// <summary>The sum of SQL: its bytes in UTF-8, without any blanks, tabs and line breaks, wherever they stand.</summary>
    /// <param name="version">The version of the checksum, which stands before the sum.</param>
    /// <param name="sql">The text.</param>
    public static string OfSql(int version, ReadOnlySpan<char> sql)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(sql.Length)];
        var length = Encoding.UTF8.GetBytes(sql, bytes);
        var kept = 0;
        foreach (var b in bytes.AsSpan(0, length))
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                bytes[kept++] = b;
        }
        return Of(version, bytes.AsSpan(0, kept));
    }

    /// <summary>The sum of bytes.</summary>
    /// <param name="version">The version of the checksum, which stands before the sum.</param>
    /// <param name="bytes">The bytes.</param>
    public static string Of(int version, ReadOnlySpan<byte> bytes) => FormattableString.Invariant($"{version}:{Hex(bytes)}");

    /// <summary>The bare hash of bytes in lower-case hexadecimal digits.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
#pragma warning disable CA5351 // The algorithm is Liquibase's.
        MD5.HashData(bytes, hash);
#pragma warning restore CA5351
        return Convert.ToHexString(hash).ToLowerInvariant();
    }

    /// <summary>The bare hash of what is written to a stream, of which nothing is kept.</summary>
    public static string Hex(Action<Stream> write)
    {
#pragma warning disable CA5351 // The algorithm is Liquibase's.
        using var md5 = MD5.Create();
#pragma warning restore CA5351
        using (var stream = new BufferedStream(new CryptoStream(Stream.Null, md5, CryptoStreamMode.Write), 64 * 1024))
            write(stream);
        return Convert.ToHexString(md5.Hash!).ToLowerInvariant();
    }

    static string Standardize(string text)
    {
        if (text.Contains('\r', StringComparison.Ordinal))
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormC).Replace("\uFFFD", "", StringComparison.Ordinal);
    }
}
