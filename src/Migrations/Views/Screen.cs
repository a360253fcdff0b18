using System.Management.Automation.Host;
using System.Text.RegularExpressions;
using Migrations.Ci;

namespace Migrations.Views;

/// <summary>How wide the screen is, and how much of it a text takes: a Chinese character takes two cells.</summary>
/// <param name="host"><c>$Host</c>.</param>
sealed partial class Screen(PSHost host)
{
    const int Usual = 120, Least = 40;

    const string Ellipsis = "…";

    /// <summary>The cells of a line. The last one stays free: some consoles begin a new line behind it.</summary>
    public int Width { get; } = WidthOf(host) - 1;

    /// <summary>A text as one line without control characters: what comes from files and servers must not move the cursor.</summary>
    public static string OneLine(string? text) => text is null ? "" : Shown(IsPlain(text) ? text : Unprintable().Replace(text, " ").Trim());

    /// <summary>A text as it may be shown: where a build agent reads along, it must not find a command in it.</summary>
    public static string Shown(string text) => CiReporters.Neutralize(text);

    /// <summary>How many cells a text takes.</summary>
    public int Cells(string text) => IsPlain(text) ? text.Length : host.UI.RawUI.LengthInBufferCells(text);

    /// <summary>A text in so many cells: cut with an ellipsis, or filled up.</summary>
    public string Fit(string? text, int size, bool right = false)
    {
        var line = Cut(OneLine(text), size);
        var blanks = new string(' ', Math.Max(0, size - Cells(line)));
        return right ? blanks + line : line + blanks;
    }

    /// <summary>A text in at most so many cells.</summary>
    public string Cut(string line, int size)
    {
        if (Cells(line) <= size)
            return line;
        while (line.Length > 0 && Cells(line) >= size)
            line = line[..^(char.IsLowSurrogate(line[^1]) ? 2 : 1)];
        return line + Ellipsis;
    }

    /// <summary>A text that must not be cut, folded between words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="indent">How far the others are indented.</param>
    public IEnumerable<string> Fold(string text, string first, int indent)
    {
        var line = first;
        var hasWord = false;
        foreach (var word in OneLine(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (hasWord && Cells(line) + 1 + Cells(word) > Width)
            {
                yield return line;
                line = new string(' ', indent);
                hasWord = false;
            }
            line += (hasWord ? " " : "") + word;
            hasWord = true;
        }
        yield return line;
    }

    static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (c is < ' ' or > '~')
                return false;
        return true;
    }

    static int WidthOf(PSHost host)
    {
        try
        {
            return host.UI?.RawUI?.BufferSize.Width is { } width and >= Least ? width : Usual;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or IOException)
        {
            return Usual; // A host without a screen.
        }
    }

    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}\s]+")]
    private static partial Regex Unprintable();
}
