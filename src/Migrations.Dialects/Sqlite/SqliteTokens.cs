using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.Sqlite;

/// <summary>A cursor over the tokens of a statement that SQLite keeps in its schema. Comments and white space are passed over.</summary>
sealed class SqliteTokens
{
    /// <summary>How SQLite's SQL is cut into tokens.</summary>
    public static SqlLexicalRules Rules { get; } = new() { Backticks = true, Brackets = true, CompoundBodies = true };

    readonly string text;
    readonly List<SqlToken> tokens;

    public SqliteTokens(string text)
    {
        this.text = text;
        tokens = [.. SqlLexer.Tokenize(text, Rules).Where(t => !t.IsTrivia)];
    }

    /// <summary>Which token is next, from 0.</summary>
    public int Position { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => Position >= tokens.Count;

    /// <summary>Whether the tokens ahead are these bare words or symbols.</summary>
    public bool Is(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!IsWord(Position + i, words[i]))
                return false;
        }
        return true;
    }

    /// <summary>Whether the next token is one of these bare words or symbols.</summary>
    public bool IsAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (IsWord(Position, word))
                return true;
        }
        return false;
    }

    /// <summary>Passes over these bare words or symbols, all or none.</summary>
    public bool Skip(params ReadOnlySpan<string> words)
    {
        if (!Is(words))
            return false;
        Position += words.Length;
        return true;
    }

    /// <summary>Passes over these bare words or symbols, which have to be there.</summary>
    public void Expect(params ReadOnlySpan<string> words)
    {
        if (!Skip(words))
            throw Unexpected(string.Join(" ", words.ToArray()));
    }

    /// <summary>Whether the next token can be a name.</summary>
    public bool IsName => !AtEnd && tokens[Position].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName or SqlTokenKind.String;

    /// <summary>Reads a name and takes its quotes off.</summary>
    public string Name()
    {
        if (!IsName)
            throw Unexpected("a name");
        return NameAt(Position++)!;
    }

    /// <summary>Reads <c>[schema.]name</c> and forgets the schema, which SQLite's own text of the schema never needs.</summary>
    public string QualifiedName()
    {
        var name = Name();
        return Skip(".") ? Name() : name;
    }

    /// <summary>Reads the next token as it stands.</summary>
    public string Raw()
    {
        if (AtEnd)
            throw Unexpected("more");
        return tokens[Position++].In(text).ToString();
    }

    /// <summary>Reads <c>( … )</c> and returns what is inside as it stands, without white space around it.</summary>
    public string Parenthesized()
    {
        var start = Position;
        SkipParenthesized();
        return text[tokens[start].End..tokens[Position - 1].Start].Trim();
    }

    /// <summary>Passes over <c>( … )</c>.</summary>
    public void SkipParenthesized()
    {
        Expect("(");
        for (var depth = 1; depth > 0; Position++)
        {
            if (AtEnd)
                throw Unexpected(")");
            depth += IsWord(Position, "(") ? 1 : IsWord(Position, ")") ? -1 : 0;
        }
    }

    /// <summary>The text from a token up to the next one, as it stands, without white space around it.</summary>
    /// <param name="from">The position of the first token.</param>
    public string Slice(int from) => Position <= from ? "" : text[tokens[from].Start..tokens[Position - 1].End];

    /// <summary>All that is left, as it stands.</summary>
    public string Rest()
    {
        if (AtEnd)
            return "";
        var rest = text[tokens[Position].Start..].TrimEnd();
        Position = tokens.Count;
        return rest;
    }

    /// <summary>Moves on until a comma or the closing parenthesis of the list that the cursor is in, and returns what was passed over.</summary>
    public string ListItem()
    {
        var start = Position;
        while (!AtEnd && !IsAny(",", ")"))
        {
            if (IsAny("("))
                SkipParenthesized();
            else
                Position++;
        }
        return Slice(start);
    }

    /// <summary>Whether the next token is of this kind.</summary>
    public bool IsKind(SqlTokenKind kind) => !AtEnd && tokens[Position].Kind == kind;

    /// <summary>Goes back to a position.</summary>
    public void Return(int position) => Position = position;

    /// <summary>Whether a text mentions a name, bare or in quotes, anywhere outside strings and comments.</summary>
    public static bool Mentions(string? text, string name) => text is not null && new SqliteTokens(text).Places(name).Any();

    /// <summary>
    /// A text with one name replaced by another wherever it stands outside strings and comments: as SQLite does it, in quotes where the old one was,
    /// or the new one needs them.
    /// </summary>
    public static string Rename(string text, string from, string to)
    {
        foreach (var token in new SqliteTokens(text).Places(from).Reverse().ToList())
        {
            var name = token.Kind == SqlTokenKind.Word && SqliteKeywords.IsPlain(to) ? to : SqliteDialect.Quoted(to);
            text = string.Concat(text.AsSpan(0, token.Start), name, text.AsSpan(token.End));
        }
        return text;
    }

    IEnumerable<SqlToken> Places(string name)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName && SqliteNames.Comparer.Equals(NameAt(i), name))
                yield return tokens[i];
        }
    }

    string? NameAt(int at)
    {
        var token = tokens[at];
        var span = token.In(text);
        if (token.Kind == SqlTokenKind.Word)
            return span.ToString();
        var close = span[^1];
        var inner = span[1..^1].ToString();
        return close == ']' ? inner : inner.Replace(new string(close, 2), close.ToString(), StringComparison.Ordinal);
    }

    bool IsWord(int at, string word) =>
        at < tokens.Count && tokens[at].Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && tokens[at].In(text).Equals(word, StringComparison.OrdinalIgnoreCase);

    FormatException Unexpected(string expected)
    {
        var found = AtEnd ? "the end" : $"'{tokens[Position].In(text)}'";
        return new($"expected {expected}, found {found}");
    }
}
