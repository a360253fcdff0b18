using Migrations.Schema;

namespace Migrations.Dialects.MySql;

/// <summary>
/// What a view's query is compared by. The servers do not keep the text they are given: they qualify and quote every name, give every column an alias,
/// put joins into parentheses. This takes away from both texts what differs; what is left is no SQL.
/// </summary>
static class MySqlViewText
{
    static readonly HashSet<string> Needless = new(StringComparer.Ordinal) { "as", "inner", "outer", "asc" };

    /// <summary>The view with the form in which it is compared; it keeps no comment.</summary>
    public static View Comparable(View view, MySqlServer server) => view with { ComparedAs = Compared(view, server), Remarks = null };

    static string Compared(View view, MySqlServer server)
    {
        var tokens = MySqlToken.Read(view.Query, server);
        if (view.FullDefinition && tokens.FindIndex(t => t.Is("view")) is >= 0 and var word && tokens.FindIndex(word, t => t.Is("as")) is >= 0 and var body)
            tokens = tokens[(body + 1)..];
        var words = new List<string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Reduce(tokens, i) is { } text && !(words.Count > 0 && words[^1] == text && tokens[i].Kind is MySqlTokenKind.Name or MySqlTokenKind.Word))
                words.Add(text);
        }
        return string.Join(' ', words);
    }

    static string? Reduce(List<MySqlToken> tokens, int i)
    {
        var token = tokens[i];
        switch (token.Kind)
        {
            case MySqlTokenKind.Text:
                return $"'{token.Value}'";
            // A qualifier, or an alias that the server made of an expression.
            case MySqlTokenKind.Name or MySqlTokenKind.Word when i + 1 < tokens.Count && tokens[i + 1].IsSymbol("."):
            case MySqlTokenKind.Name when token.Value.Any(c => !char.IsLetterOrDigit(c) && c is not ('_' or '$')):
                return null;
            case MySqlTokenKind.Name:
                return token.Value.ToLowerInvariant();
            case MySqlTokenKind.Word:
                var word = token.Value.ToLowerInvariant();
                return Needless.Contains(word) ? null : word switch { "true" => "1", "false" => "0", _ => word };
            case MySqlTokenKind.Symbol:
                return token.Value switch
                {
                    "(" or ")" or "." or ";" => null,
                    "!=" => "<>",
                    "*" when i > 1 && tokens[i - 1].IsSymbol("(") && tokens[i - 2].Is("count") => "0",
                    var symbol => symbol,
                };
            default:
                return token.Value;
        }
    }
}
