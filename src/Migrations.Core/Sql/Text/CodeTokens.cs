using System.Collections.Immutable;

namespace Migrations.Sql.Text;

/// <summary>The tokens of a text without white space and comments, and small questions about them. Positions beyond the end are allowed and match nothing.</summary>
sealed class CodeTokens
{
    readonly string text;
    readonly List<SqlToken> tokens = [];

    public CodeTokens(string text, SqlLexicalRules rules)
    {
        this.text = text;
        Flavor = rules.Flavor();
        var lexer = new SqlLexer(text, rules);
        for (var token = lexer.Next(); token.Kind != SqlTokenKind.End; token = lexer.Next())
        {
            Unterminated |= !token.Terminated;
            if (!token.IsTrivia)
                tokens.Add(token);
        }
    }

    public SqlFlavor Flavor { get; }

    public bool Unterminated { get; }

    public int Count => tokens.Count;

    public SqlTokenKind Kind(int at) => at >= 0 && at < tokens.Count ? tokens[at].Kind : SqlTokenKind.End;

    public ReadOnlySpan<char> Text(int at) => at >= 0 && at < tokens.Count ? tokens[at].In(text) : default;

    /// <summary>Whether a semicolon stands elsewhere than at the end, so that there may be several statements.</summary>
    public bool HasInnerSemicolon => tokens.FindIndex(token => token is { Kind: SqlTokenKind.Symbol, Length: 1 } && text[token.Start] == ';') is >= 0 and var first && first < tokens.Count - 1;

    /// <summary>Where a token starts in the text.</summary>
    public int Start(int at) => tokens[at].Start;

    /// <summary>Where a token ends in the text.</summary>
    public int End(int at) => tokens[at].End;

    /// <summary>A bare word or symbol in upper case; empty for everything else.</summary>
    public string Word(int at) => Kind(at) is SqlTokenKind.Word or SqlTokenKind.Symbol ? Text(at).ToString().ToUpperInvariant() : "";

    public bool Is(int at, string word) => Kind(at) is SqlTokenKind.Word or SqlTokenKind.Symbol && Text(at).Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsAny(int at, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Is(at, word))
                return true;
        }
        return false;
    }

    /// <summary>Whether words follow each other.</summary>
    public bool Are(int at, params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Is(at + i, words[i]))
                return false;
        }
        return true;
    }

    /// <summary>The first place from <paramref name="at"/> of a word that stands outside parentheses and is no part of a dotted name; -1 where there is none.</summary>
    public int Find(string word, int at)
    {
        var depth = 0;
        for (var i = at; i < tokens.Count; i++)
        {
            if (Is(i, "("))
                depth++;
            else if (Is(i, ")"))
                depth--;
            else if (depth == 0 && Is(i, word) && !Is(i - 1, "."))
                return i;
        }
        return -1;
    }

    /// <summary>The parenthesis that closes the one at <paramref name="open"/>; the number of tokens where none does.</summary>
    public int Close(int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            if (Is(i, "("))
                depth++;
            else if (Is(i, ")") && --depth == 0)
                return i;
        }
        return tokens.Count;
    }

    /// <summary>Passes over words that stand here in this order, all or none.</summary>
    public bool Skip(ref int at, params ReadOnlySpan<string> words)
    {
        if (!Are(at, words))
            return false;
        at += words.Length;
        return true;
    }

    /// <summary>Reads a dotted name.</summary>
    public bool ReadName(ref int at, out ImmutableArray<NamePart> name)
    {
        var parts = ImmutableArray.CreateBuilder<NamePart>();
        var i = at;
        while (Part(i) is { } part)
        {
            parts.Add(part);
            i++;
            if (!Is(i, "."))
                break;
            i++;
            if (Flavor == SqlFlavor.SqlServer && Is(i, "."))
            {
                parts.Add(new("", Quoted: false)); // database..name
                i++;
            }
        }
        name = parts.ToImmutable();
        if (name.IsEmpty || Is(i - 1, "."))
            return false;
        at = i;
        return true;
    }

    NamePart? Part(int at)
    {
        var span = Text(at);
        return Kind(at) switch
        {
            SqlTokenKind.Word => new NamePart(span.ToString(), Quoted: false),
            SqlTokenKind.QuotedName when tokens[at].Terminated => new NamePart(Unquote(span), Quoted: true),
            _ => null,
        };
    }

    static string Unquote(ReadOnlySpan<char> quoted)
    {
        var close = quoted[^1].ToString();
        return quoted[1..^1].ToString().Replace(close + close, close, StringComparison.Ordinal);
    }
}
