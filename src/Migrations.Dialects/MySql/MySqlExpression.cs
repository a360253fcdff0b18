using System.Text;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Expressions of checks, generated columns and defaults in one spelling for what a changelog says and what the catalogue reports:
/// column names quoted, keywords and functions in lower case, one kind of spacing, no parentheses around the whole.
/// What else the server rewrites (it drops needless parentheses, and renames functions) stays a difference.
/// </summary>
static class MySqlExpression
{
    static readonly HashSet<string> KeywordsBeforeParenthesis = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "not", "xor", "in", "like", "between", "is", "when", "then", "else", "case", "div", "mod", "regexp", "rlike", "interval", "as", "for",
    };

    /// <summary>The canonical spelling.</summary>
    /// <param name="sql">The expression.</param>
    /// <param name="columns">The columns of the table, by which a bare word is known to be one.</param>
    /// <param name="server">The server.</param>
    public static string Canonical(string sql, IReadOnlyCollection<string> columns, MySqlServer server) => Canonical(MySqlToken.Read(sql, server), columns, server);

    /// <summary>The canonical spelling of what the catalogue shows: it escapes backslashes even where the session takes them as they are.</summary>
    public static string OfCatalogue(string sql, IReadOnlyCollection<string> columns, MySqlServer server) =>
        Canonical(MySqlToken.Read(sql, server.NoBackslashEscapes ? server with { NoBackslashEscapes = false } : server), columns, server);

    static string Canonical(List<MySqlToken> tokens, IReadOnlyCollection<string> columns, MySqlServer server)
    {
        while (tokens.Count > 1 && tokens[0].IsSymbol("(") && MySqlToken.BehindClosing(tokens, 0) == tokens.Count)
            tokens = tokens[1..^1];
        var text = new StringBuilder();
        for (var i = 0; i < tokens.Count; i++)
        {
            // MySQL shows the character set of strings.
            if (IsIntroducer(tokens, i))
                continue;
            if (text.Length > 0 && NeedsSpace(tokens[i - 1], tokens[i]))
                text.Append(' ');
            text.Append(Spell(tokens, i, columns, server));
        }
        return text.ToString();
    }

    /// <summary>A canonical expression with a column renamed.</summary>
    public static string Rename(string sql, string from, string to, MySqlServer server)
    {
        var text = new StringBuilder();
        var copied = 0;
        foreach (var token in MySqlToken.Read(sql, server).Where(t => t.Kind == MySqlTokenKind.Name && t.Value.Equals(from, StringComparison.OrdinalIgnoreCase)))
        {
            text.Append(sql, copied, token.Start - copied).Append(MySqlLiterals.QuoteName(to));
            copied = token.End;
        }
        return text.Append(sql, copied, sql.Length - copied).ToString();
    }

    static bool IsIntroducer(List<MySqlToken> tokens, int i) =>
        tokens[i].Kind == MySqlTokenKind.Word && tokens[i].Value.StartsWith("_utf8", StringComparison.OrdinalIgnoreCase)
        && i + 1 < tokens.Count && tokens[i + 1].Kind == MySqlTokenKind.Text;

    static string Spell(List<MySqlToken> tokens, int i, IReadOnlyCollection<string> columns, MySqlServer server)
    {
        var token = tokens[i];
        switch (token.Kind)
        {
            case MySqlTokenKind.Text:
                return MySqlLiterals.Quote(token.Value, server);
            case MySqlTokenKind.Name:
                return MySqlLiterals.QuoteName(columns.FirstOrDefault(c => c.Equals(token.Value, StringComparison.OrdinalIgnoreCase)) ?? token.Value);
            case MySqlTokenKind.Word:
                var called = i + 1 < tokens.Count && tokens[i + 1].IsSymbol("(");
                return !called && columns.FirstOrDefault(c => c.Equals(token.Value, StringComparison.OrdinalIgnoreCase)) is { } column
                    ? MySqlLiterals.QuoteName(column)
                    : token.Value.ToLowerInvariant();
            case MySqlTokenKind.Symbol when token.Value == "!=":
                return "<>";
            default:
                return token.Value;
        }
    }

    static bool NeedsSpace(MySqlToken left, MySqlToken right)
    {
        if (left.IsSymbol("(") || left.IsSymbol(".") || right.IsSymbol(".") || right.IsSymbol(")") || left.IsSymbol(",") || right.IsSymbol(","))
            return false;
        // A blank between a function's name and its parenthesis is an error.
        return !right.IsSymbol("(") || left.Kind != MySqlTokenKind.Word || KeywordsBeforeParenthesis.Contains(left.Value);
    }
}
