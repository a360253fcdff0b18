namespace Migrations.Sql.Text;

/// <summary>
/// A delimiter of Liquibase's <c>endDelimiter</c>. There it is a regular expression matched against tokens without regard to case; in use are a literal,
/// line ends around it (<c>\nGO</c>, <c>\n/\s*\n|\n/\s*$</c>) and alternatives, and exactly these are understood.
/// </summary>
sealed class EndDelimiter
{
    static readonly string[] LineEnds = ["\\r", "\\n", "\r", "\n", "^"];
    static readonly string[] Blanks = ["\\s*", "\\s+", "\\s?", "\\t", "\t", " ", "\\n*", "\\n?", "\\r?", "\\r*", "[\\r\\n]*", "[\\n\\r]*"];
    static readonly string[] TextEnds = ["$", "\\Z", "\\z"];

    readonly List<Form> forms = [];

    EndDelimiter()
    {
    }

    /// <summary>A delimiter that is taken as it is (MariaDB's <c>DELIMITER</c> command).</summary>
    public static EndDelimiter Literal(string text)
    {
        var result = new EndDelimiter();
        result.forms.Add(new(text, LineStart: false, LineEnd: false));
        return result;
    }

    /// <summary>Reads an <c>endDelimiter</c>.</summary>
    /// <exception cref="MigrationException">A regular expression beyond what is in use (<see cref="ErrorCode.NotSupported"/>).</exception>
    public static EndDelimiter Parse(string value)
    {
        if (value.Length == 1)
            return Alone(value) ? FromForms([new(value, LineStart: true, LineEnd: true)]) : Literal(value);
        var alternatives = value.Split('|');
        return FromForms(alternatives.All(a => a.Trim().Length > 0) ? alternatives.Select(a => ParseForm(a, value)) : [ParseForm(value.Replace("|", "\\|", StringComparison.Ordinal), value)]);
    }

    static EndDelimiter FromForms(IEnumerable<Form> forms)
    {
        var result = new EndDelimiter();
        result.forms.AddRange(forms);
        return result;
    }

    /// <summary>A literal before which bare words end; null where none is needed.</summary>
    public string? WordStop => forms is [{ Text: var text }] && text.IndexOfAny(['$', '#', '@']) == 0 ? text : null;

    /// <summary>Whether it is the semicolon, so that bodies have to be kept together.</summary>
    public bool IsSemicolon => forms is [{ Text: ";" }];

    /// <summary>Whether it stands at a place in the text that is the start of a token.</summary>
    public bool Matches(string text, int at, out int length)
    {
        foreach (var form in forms)
        {
            length = form.Text.Length;
            if (string.Compare(text, at, form.Text, 0, length, StringComparison.OrdinalIgnoreCase) == 0 && length <= text.Length - at && form.Fits(text, at))
                return true;
        }
        length = 0;
        return false;
    }

    static bool Alone(string text) => text == "/" || text.Equals("GO", StringComparison.OrdinalIgnoreCase);

    static Form ParseForm(string written, string whole)
    {
        var regular = written.AsSpan().IndexOfAny('\\', '\n', '\r') >= 0;
        var rest = written.StartsWith("(?i)", StringComparison.Ordinal) ? written.AsSpan(4) : written.AsSpan();
        bool lineStart = false, lineEnd = false;
        // Blanks first: "\n?" must not be read as "\n" and a question mark.
        while (TakeStart(ref rest, Blanks) || (regular && TakeLineStart(ref rest, ref lineStart)))
        {
        }
        while (TakeEnd(ref rest, Blanks) || (regular && TakeLineEnd(ref rest, ref lineEnd)))
        {
        }
        var text = Unescape(rest, whole);
        return Alone(text) ? new(text, LineStart: true, LineEnd: true) : new(text, lineStart, lineEnd);
    }

    static bool TakeLineEnd(ref ReadOnlySpan<char> rest, ref bool lineEnd)
    {
        if (!TakeEnd(ref rest, LineEnds) && !TakeEnd(ref rest, TextEnds))
            return false;
        lineEnd = true;
        return true;
    }

    static bool TakeLineStart(ref ReadOnlySpan<char> rest, ref bool lineStart)
    {
        if (!TakeStart(ref rest, LineEnds))
            return false;
        lineStart = true;
        return true;
    }

    static bool TakeStart(ref ReadOnlySpan<char> rest, string[] items)
    {
        foreach (var item in items)
        {
            if (rest.Length > item.Length && rest.StartsWith(item, StringComparison.Ordinal))
            {
                rest = rest[item.Length..];
                return true;
            }
        }
        return false;
    }

    static bool TakeEnd(ref ReadOnlySpan<char> rest, string[] items)
    {
        foreach (var item in items)
        {
            if (rest.Length > item.Length && rest.EndsWith(item, StringComparison.Ordinal))
            {
                rest = rest[..^item.Length];
                return true;
            }
        }
        return false;
    }

    static string Unescape(ReadOnlySpan<char> core, string whole)
    {
        var result = new System.Text.StringBuilder(core.Length);
        for (var i = 0; i < core.Length; i++)
        {
            if (core[i] == '\\' && i + 1 < core.Length && !char.IsAsciiLetterOrDigit(core[i + 1]))
                result.Append(core[++i]);
            else if (core[i] is '\\' or '*' or '+' or '?' or '[' or ']' or '(' or ')' or '{' or '}' or '.' or '\n' or '\r')
                throw NotUnderstood(whole);
            else
                result.Append(core[i]);
        }
        return result.ToString() is { } text && text.Trim().Length > 0 ? text : throw NotUnderstood(whole);
    }

    static MigrationException NotUnderstood(string value) => new(ErrorCode.NotSupported,
        $"the endDelimiter '{value}' is a regular expression that is not understood",
        "Write a literal delimiter, optionally with \\n before and behind it, or alternatives of such with '|'.");

    readonly record struct Form(string Text, bool LineStart, bool LineEnd)
    {
        public bool Fits(string text, int at)
        {
            var end = at + Text.Length;
            if (char.IsLetterOrDigit(Text[0]) && at > 0 && IsWordPart(text[at - 1]))
                return false;
            if (char.IsLetterOrDigit(Text[^1]) && end < text.Length && IsWordPart(text[end]))
                return false;
            return (!LineStart || at == 0 || text[at - 1] is '\n' or '\r') && (!LineEnd || RestOfLineIsBlank(text, end));
        }

        static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_';

        static bool RestOfLineIsBlank(string text, int at)
        {
            while (at < text.Length && text[at] is ' ' or '\t')
                at++;
            return at >= text.Length || text[at] is '\n' or '\r';
        }
    }
}
