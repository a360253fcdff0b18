using System.Globalization;
using System.Text;

namespace Migrations.Changelog;

/// <summary>
/// Reads <c>.properties</c> files as Java does: Latin-1 with <c>\uXXXX</c> escapes, <c>=</c>, <c>:</c> or a blank between key and value.
/// </summary>
static class JavaProperties
{
    /// <summary>The entries in the order of the file; of equal keys the last.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> bytes) =>
        Read(Encoding.Latin1.GetString(bytes)).GroupBy(entry => entry.Key, StringComparer.Ordinal).Select(entries => entries.Last());

    static List<KeyValuePair<string, string>> Read(string text)
    {
        var entries = new List<KeyValuePair<string, string>>();
        foreach (var line in LogicalLines(text))
        {
            var end = 0;
            while (end < line.Length && line[end] is not ('=' or ':') && !IsBlank(line[end])) end += line[end] == '\\' ? 2 : 1;
            end = Math.Min(end, line.Length);
            var start = end;
            while (start < line.Length && IsBlank(line[start])) start++;
            if (start < line.Length && line[start] is '=' or ':') start++;
            while (start < line.Length && IsBlank(line[start])) start++;
            entries.Add(new(Unescape(line[..end]), Unescape(line[start..])));
        }
        return entries;
    }

    /// <summary>Lines without comments, blank lines and leading blanks; a backslash at the end joins the next.</summary>
    static IEnumerable<string> LogicalLines(string text)
    {
        var joined = new StringBuilder();
        var isContinued = false;
        foreach (var physical in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = physical.TrimStart(' ', '\t', '\f');
            if (!isContinued && line is "" or ['#' or '!', ..]) continue;
            isContinued = line.Length - line.TrimEnd('\\').Length is var backslashes && backslashes % 2 == 1;
            joined.Append(isContinued ? line[..^1] : line);
            if (isContinued) continue;
            yield return joined.ToString();
            joined.Clear();
        }
        if (joined.Length > 0) yield return joined.ToString();
    }

    static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            var c = text[++i];
            if (c == 'u' && i + 4 < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 4;
            }
            else
            {
                result.Append(c switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => c });
            }
        }
        return result.ToString();
    }

    static bool IsBlank(char c) => c is ' ' or '\t' or '\f';
}
