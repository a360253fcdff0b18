using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Migrations.Reports;

/// <summary>
/// Puts foreign text into Markdown so that it stays text: it ends no table and no code block, is no HTML, no link, no mention and no picture.
/// </summary>
static class MarkdownText
{
    /// <summary>What means something to one of the readers: CommonMark, tables and strike-through, formulas, links and mentions that are made of bare text.</summary>
    static readonly SearchValues<char> Special = SearchValues.Create(@"\`*_{}[]()#+-.!|~$:^=/");

    /// <summary>What a backslash does not keep some readers from seeing.</summary>
    static readonly SearchValues<char> Reserved = SearchValues.Create("<>&\"'");

    /// <summary>Text in a line: in a table cell, a heading, a list.</summary>
    public static string Inline(string? text)
    {
        var line = new StringBuilder();
        foreach (var letter in OneLine(text))
        {
            if (Special.Contains(letter))
                line.Append('\\').Append(letter);
            else if (Reserved.Contains(letter))
                line.Append(CultureInfo.InvariantCulture, $"&#{(int)letter};");
            else
                line.Append(letter);
        }
        return Mentionless(line.ToString());
    }

    /// <summary>Text between HTML tags, where Markdown is not read.</summary>
    public static string Html(string? text) => Mentionless(WebUtility.HtmlEncode(OneLine(text)));

    /// <summary>Text as code in a line; in a table, too, which knows no code and would end the cell at a bar.</summary>
    public static string Code(string? text)
    {
        var line = OneLine(text).Replace('|', '\u00A6');
        if (line.Length == 0)
            return "";
        var fence = Fence(line, 1);
        return $"{fence} {line} {fence}";
    }

    /// <summary>Text as a block of code.</summary>
    public static string Block(string language, string text)
    {
        var lines = Visible(text.ReplaceLineEndings("\n"), keepLines: true);
        var fence = Fence(lines, 3);
        return $"{fence}{language}\n{lines}\n{fence}";
    }

    /// <summary>Who reads an @ in finished HTML as a mention sees no name behind it.</summary>
    static string Mentionless(string text) => text.Replace("@", "@&#8203;", StringComparison.Ordinal);

    static string OneLine(string? text) => string.Join(' ', Visible(text ?? "", keepLines: false).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Without characters that control something: terminals, the direction of writing, lines.</summary>
    static string Visible(string text, bool keepLines)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var category = char.GetUnicodeCategory(letter);
            if (keepLines && letter is '\n' or '\t')
                visible.Append(letter);
            else if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || char.IsWhiteSpace(letter))
                visible.Append(' ');
            else if (category != UnicodeCategory.Format)
                visible.Append(letter);
        }
        return visible.ToString();
    }

    /// <summary>More backticks than stand anywhere in the text in a row.</summary>
    static string Fence(string text, int least)
    {
        int longest = 0, current = 0;
        foreach (var letter in text)
        {
            current = letter == '`' ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }
        return new('`', Math.Max(least, longest + 1));
    }
}
