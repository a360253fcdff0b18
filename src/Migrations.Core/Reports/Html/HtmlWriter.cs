using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Migrations.Reports.Html;

/// <summary>
/// Writes HTML and SVG. All text and every value of an attribute is escaped, whoever wrote it; characters that would show text in another order than it is
/// in, or not at all, are shown by their number. Only <see cref="Own"/> takes text as it is.
/// </summary>
/// <param name="writer">The file.</param>
sealed class HtmlWriter(TextWriter writer)
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly Stack<string> open = new();

    /// <summary>Opens an element; what is written next is in it.</summary>
    public HtmlWriter Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        open.Push(tag);
        return this;
    }

    /// <summary>Closes so many elements.</summary>
    public HtmlWriter Close(int count = 1)
    {
        for (var i = 0; i < count; i++)
            writer.Write($"</{open.Pop()}>");
        return this;
    }

    /// <summary>An element with a text.</summary>
    public HtmlWriter Element(string tag, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        Text(text);
        writer.Write($"</{tag}>");
        return this;
    }

    /// <summary>An element that cannot have content (<c>meta</c>, <c>input</c>).</summary>
    public HtmlWriter Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        return this;
    }

    /// <summary>Text.</summary>
    public HtmlWriter Text(string? text)
    {
        Encoder.Encode(writer, Visible(text ?? ""));
        return this;
    }

    /// <summary>Text of ours that is none: the style sheet, the script.</summary>
    public HtmlWriter Own(string text)
    {
        writer.Write(text);
        return this;
    }

    /// <summary>A line break in the file, where it means nothing.</summary>
    public HtmlWriter Break()
    {
        writer.WriteLine();
        return this;
    }

    void Start(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        writer.Write('<');
        writer.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is null)
                continue;
            writer.Write($" {name}=\"");
            Encoder.Encode(writer, Visible(value));
            writer.Write('"');
        }
        writer.Write('>');
    }

    static string Visible(string text)
    {
        if (!text.Any(IsHidden))
            return text;
        var visible = new StringBuilder();
        foreach (var c in text)
            _ = IsHidden(c) ? visible.Append(CultureInfo.InvariantCulture, $"[U+{(int)c:X4}]") : visible.Append(c);
        return visible.ToString();
    }

    /// <summary>Control characters, and those that turn the direction of text around.</summary>
    static bool IsHidden(char c) => (char.IsControl(c) && c is not ('\n' or '\t' or '\r')) || c is '\u200b' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u2069') or '\ufeff';
}
