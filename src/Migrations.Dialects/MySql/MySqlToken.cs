using System.Text;

namespace Migrations.Dialects.MySql;

/// <summary>Kinds of tokens in the small pieces of SQL that columns carry: types, defaults, checks, generated columns.</summary>
enum MySqlTokenKind
{
    /// <summary>A keyword, function or unquoted name.</summary>
    Word,
    /// <summary>A quoted name.</summary>
    Name,
    /// <summary>A string.</summary>
    Text,
    /// <summary>A number.</summary>
    Number,
    /// <summary>An operator or punctuation.</summary>
    Symbol,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its text; of names and strings, what stands between the quotes, unescaped.</param>
/// <param name="Start">Where it starts in the source.</param>
/// <param name="End">Where it ends in the source.</param>
readonly record struct MySqlToken(MySqlTokenKind Kind, string Value, int Start, int End)
{
    /// <summary>Whether it is this keyword.</summary>
    public bool Is(string word) => Kind == MySqlTokenKind.Word && Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this symbol.</summary>
    public bool IsSymbol(string symbol) => Kind == MySqlTokenKind.Symbol && Value == symbol;

    static readonly string[] LongSymbols = ["<=>", "->>", "<=", ">=", "<>", "!=", "||", "&&", "<<", ">>", ":=", "->"];

    /// <summary>Cuts SQL into tokens; comments and white space fall away.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="server">Decides what quotes and backslashes mean.</param>
    public static List<MySqlToken> Read(string sql, MySqlServer server)
    {
        var tokens = new List<MySqlToken>();
        var i = 0;
        while (i < sql.Length)
        {
            var c = sql[i];
            if (char.IsWhiteSpace(c))
                i++;
            else if (sql.AsSpan(i).StartsWith("/*"))
                i = sql.IndexOf("*/", i + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : sql.Length;
            else
            {
                var token = ReadOne(sql, i, server);
                tokens.Add(token);
                i = token.End;
            }
        }
        return tokens;
    }

    static MySqlToken ReadOne(string sql, int start, MySqlServer server)
    {
        var c = sql[start];
        if (c == '`' || (c == '"' && server.AnsiQuotes))
            return ReadQuoted(sql, start, MySqlTokenKind.Name, backslashes: false);
        if (c is '\'' or '"')
            return ReadQuoted(sql, start, MySqlTokenKind.Text, !server.NoBackslashEscapes);
        if (char.IsAsciiDigit(c) || (c == '.' && start + 1 < sql.Length && char.IsAsciiDigit(sql[start + 1])))
        {
            var end = NumberEnd(sql, start);
            return new(MySqlTokenKind.Number, sql[start..end], start, end);
        }
        if (IsWordPart(c) || c == '@')
        {
            var end = start + 1;
            while (end < sql.Length && (IsWordPart(sql[end]) || sql[end] == '@'))
                end++;
            return new(MySqlTokenKind.Word, sql[start..end], start, end);
        }
        var symbol = LongSymbols.FirstOrDefault(s => sql.AsSpan(start).StartsWith(s)) ?? sql[start].ToString();
        return new(MySqlTokenKind.Symbol, symbol, start, start + symbol.Length);
    }

    static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' || c >= '\u0080';

    static int NumberEnd(string sql, int i)
    {
        while (i < sql.Length && (char.IsAsciiLetterOrDigit(sql[i]) || sql[i] == '.' || (sql[i] is '+' or '-' && sql[i - 1] is 'e' or 'E')))
            i++;
        return i;
    }

    static MySqlToken ReadQuoted(string sql, int start, MySqlTokenKind kind, bool backslashes)
    {
        var quote = sql[start];
        var value = new StringBuilder();
        var i = start + 1;
        while (i < sql.Length)
        {
            if (sql[i] == quote)
            {
                if (i + 1 >= sql.Length || sql[i + 1] != quote)
                    return new(kind, value.ToString(), start, i + 1);
                i++;
            }
            else if (backslashes && sql[i] == '\\' && i + 1 < sql.Length)
            {
                value.Append(sql[++i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', '0' => '\0', 'b' => '\b', 'Z' => '\x1a', var other => other });
                i++;
                continue;
            }
            value.Append(sql[i++]);
        }
        return new(kind, value.ToString(), start, sql.Length);
    }

    /// <summary>The index behind the parenthesis that closes the one at <paramref name="open"/>; the number of tokens where none does.</summary>
    public static int BehindClosing(List<MySqlToken> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            if (tokens[i].IsSymbol("("))
                depth++;
            else if (tokens[i].IsSymbol(")") && --depth == 0)
                return i + 1;
        }
        return tokens.Count;
    }
}
