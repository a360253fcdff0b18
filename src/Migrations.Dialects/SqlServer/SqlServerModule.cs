using Migrations.Sql.Text;

namespace Migrations.Dialects.SqlServer;

/// <summary>The text of a view as the catalogue keeps it: the statement that made it, under the name that it had then.</summary>
static class SqlServerModule
{
    /// <summary>The statement with CREATE, ALTER or CREATE OR ALTER in place of its own verb.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="verb">The verb; null to leave its own.</param>
    public static string WithVerb(string text, string? verb)
    {
        if (verb is null || Header(text) is not { } header)
            return text;
        return text[..header[0].Start] + verb + " " + text[header[^2].Start..];
    }

    /// <summary>The query behind <c>CREATE VIEW name AS</c>; null where options or a list of columns stand between.</summary>
    public static string? Query(string text)
    {
        if (Header(text) is not { } header)
            return null;
        var lexer = Behind(text, header);
        var token = lexer.NextCode();
        while (token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName && !token.In(text).Equals("AS", StringComparison.OrdinalIgnoreCase))
        {
            token = lexer.NextCode();
            if (token.Kind != SqlTokenKind.Symbol || text[token.Start] != '.')
                break;
            token = lexer.NextCode();
        }
        return token.In(text).Equals("AS", StringComparison.OrdinalIgnoreCase) ? text[token.End..].Trim().TrimEnd(';').TrimEnd() : null;
    }

    /// <summary>The statement for a view that may have been renamed since: its text keeps the old name.</summary>
    public static string WithName(string text, string quotedName)
    {
        if (Header(text) is not { } header)
            return text;
        var lexer = Behind(text, header);
        var first = lexer.NextCode();
        var last = first;
        var ahead = lexer;
        for (var dot = ahead.NextCode(); dot.Kind == SqlTokenKind.Symbol && text[dot.Start] == '.'; dot = ahead.NextCode())
            last = ahead.NextCode();
        return text[..first.Start] + quotedName + text[last.End..];
    }

    /// <summary>CREATE [OR ALTER] VIEW, or ALTER VIEW: the tokens up to the word VIEW and the place behind; null for anything else.</summary>
    static List<SqlToken>? Header(string text)
    {
        var lexer = new SqlLexer(text, SqlServerValues.Lexical);
        var tokens = new List<SqlToken>();
        for (var i = 0; i < 4; i++)
        {
            var token = lexer.NextCode();
            if (token.Kind != SqlTokenKind.Word)
                return null;
            tokens.Add(token);
            if (token.In(text).Equals("VIEW", StringComparison.OrdinalIgnoreCase))
            {
                tokens.Add(lexer.NextCode());
                return tokens;
            }
        }
        return null;
    }

    static SqlLexer Behind(string text, List<SqlToken> header) => new(text, SqlServerValues.Lexical, header[^2].End);
}
