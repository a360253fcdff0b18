namespace Migrations.Sql.Text;

/// <summary>
/// Cuts SQL text into tokens that join up to the whole text again. It never fails: what is not closed reaches to the end and says so
/// (<see cref="SqlToken.Terminated"/>). It is a value: a copy looks ahead without moving the original.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="rules">The database's rules.</param>
/// <param name="start">Where in the text to start.</param>
public struct SqlLexer(string text, SqlLexicalRules rules, int start = 0)
{
    /// <summary>Where the next token starts.</summary>
    public int Position { get; internal set; } = start;

    /// <summary>A delimiter before which a bare word ends (<c>END$$</c>); null for none.</summary>
    internal string? WordStop { get; set; }

    /// <summary>All tokens of a text, without the final <see cref="SqlTokenKind.End"/>.</summary>
    public static List<SqlToken> Tokenize(string text, SqlLexicalRules rules)
    {
        var lexer = new SqlLexer(text, rules);
        var tokens = new List<SqlToken>();
        for (var token = lexer.Next(); token.Kind != SqlTokenKind.End; token = lexer.Next())
            tokens.Add(token);
        return tokens;
    }

    /// <summary>The next token; <see cref="SqlTokenKind.End"/> again and again when nothing is left.</summary>
    public SqlToken Next()
    {
        var start = Position;
        if (start >= text.Length)
            return new(SqlTokenKind.End, text.Length, 0);
        var token = Read(start);
        Position = token.End;
        return token;
    }

    /// <summary>The next token that is neither white space nor a comment.</summary>
    public SqlToken NextCode()
    {
        SqlToken token;
        do
            token = Next();
        while (token.IsTrivia);
        return token;
    }

    readonly SqlToken Read(int start)
    {
        var c = text[start];
        var next = start + 1 < text.Length ? text[start + 1] : '\0';
        return c switch
        {
            _ when char.IsWhiteSpace(c) => Whitespace(start),
            '-' when next == '-' && StartsDashComment(start) => LineComment(start),
            '#' when rules.HashComments => LineComment(start),
            '/' when next == '*' => BlockComment(start),
            '\'' => Quoted(SqlTokenKind.String, start, start, '\'', rules.BackslashEscapes),
            'E' or 'e' when next == '\'' && rules.EscapeStrings => Quoted(SqlTokenKind.String, start, start + 1, '\'', backslash: true),
            '"' when rules.DoubleQuotedStrings => Quoted(SqlTokenKind.String, start, start, '"', rules.BackslashEscapes),
            '"' => Quoted(SqlTokenKind.QuotedName, start, start, '"', backslash: false),
            '`' when rules.Backticks => Quoted(SqlTokenKind.QuotedName, start, start, '`', backslash: false),
            '[' when rules.Brackets => Bracketed(start),
            '$' when rules.DollarQuotes => DollarString(start),
            _ when char.IsAsciiDigit(c) => Number(start),
            _ when IsWordStart(c) => Word(start),
            _ => new(SqlTokenKind.Symbol, start, 1),
        };
    }

    readonly SqlToken Whitespace(int start)
    {
        var end = start + 1;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
            end++;
        return new(SqlTokenKind.Whitespace, start, end - start);
    }

    // MariaDB and MySQL (the ones with # comments) read 5--1 as a double minus: the dashes need white space behind them.
    readonly bool StartsDashComment(int start) =>
        !rules.HashComments || start + 2 >= text.Length || char.IsWhiteSpace(text[start + 2]) || char.IsControl(text[start + 2])
            || (rules.LooseDashComments && (start == 0 || char.IsWhiteSpace(text[start - 1])));

    readonly SqlToken LineComment(int start)
    {
        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        return new(SqlTokenKind.LineComment, start, length < 0 ? text.Length - start : length);
    }

    readonly SqlToken BlockComment(int start)
    {
        var kind = rules.HashComments && IsExecutable(start + 2) ? SqlTokenKind.ExecutableComment : SqlTokenKind.BlockComment;
        var depth = 1;
        for (var i = start + 2; i + 1 < text.Length; i++)
        {
            if (text[i] == '*' && text[i + 1] == '/')
            {
                if (--depth == 0)
                    return new(kind, start, i + 2 - start);
                i++;
            }
            else if (rules.NestedComments && text[i] == '/' && text[i + 1] == '*')
            {
                depth++;
                i++;
            }
        }
        return new(kind, start, text.Length - start, Terminated: false);
    }

    readonly bool IsExecutable(int inside) =>
        inside < text.Length && (text[inside] == '!' || (text[inside] == 'M' && inside + 1 < text.Length && text[inside + 1] == '!'));

    readonly SqlToken Quoted(SqlTokenKind kind, int start, int open, char quote, bool backslash)
    {
        for (var i = open + 1; i < text.Length; i++)
        {
            if (backslash && text[i] == '\\')
                i++;
            else if (text[i] != quote)
                continue;
            else if (i + 1 < text.Length && text[i + 1] == quote)
                i++;
            else
                return new(kind, start, i + 1 - start);
        }
        return new(kind, start, text.Length - start, Terminated: false);
    }

    readonly SqlToken Bracketed(int start)
    {
        // Only SQL Server lets ]] stand for a ] inside; SQLite, which has backticks too, does not.
        var doubling = !rules.Backticks;
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] != ']')
                continue;
            if (doubling && i + 1 < text.Length && text[i + 1] == ']')
                i++;
            else
                return new(SqlTokenKind.QuotedName, start, i + 1 - start);
        }
        return new(SqlTokenKind.QuotedName, start, text.Length - start, Terminated: false);
    }

    readonly SqlToken DollarString(int start)
    {
        var tagEnd = start + 1;
        while (tagEnd < text.Length && (char.IsLetterOrDigit(text[tagEnd]) || text[tagEnd] == '_'))
            tagEnd++;
        if (tagEnd >= text.Length || text[tagEnd] != '$' || char.IsAsciiDigit(text[start + 1]))
            return new(SqlTokenKind.Symbol, start, 1);
        var tag = text.AsSpan(start, tagEnd + 1 - start);
        var length = text.AsSpan(tagEnd + 1).IndexOf(tag, StringComparison.Ordinal);
        return length < 0
            ? new(SqlTokenKind.DollarString, start, text.Length - start, Terminated: false)
            : new(SqlTokenKind.DollarString, start, tagEnd + 1 + length + tag.Length - start);
    }

    readonly SqlToken Number(int start)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
            end++;
        return new(SqlTokenKind.Number, start, end - start);
    }

    // @x and #temp are one word; in PostgreSQL both characters are operators.
    readonly bool IsWordStart(char c) => char.IsLetter(c) || c == '_' || c > 127 || (c is '@' or '#' && !rules.DollarQuotes);

    readonly SqlToken Word(int start)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_' || IsInnerMark(end)))
            end++;
        return new(SqlTokenKind.Word, start, end - start);
    }

    readonly bool IsInnerMark(int at)
    {
        var c = text[at];
        var mark = c == '$' || c > 127 || (c is '@' or '#' && !rules.DollarQuotes && !(c == '#' && rules.HashComments));
        return mark && (WordStop is null || string.CompareOrdinal(text, at, WordStop, 0, WordStop.Length) != 0);
    }
}
