using System.Text;
using System.Text.RegularExpressions;

namespace Migrations.Sql.Text;

/// <summary>Takes comments out of a statement, as Liquibase's <c>stripComments</c> does; those that say something to us stay.</summary>
static partial class CommentStripper
{
    public static string Strip(string text, SqlLexicalRules rules)
    {
        var result = new StringBuilder(text.Length);
        var pending = false;
        foreach (var token in SqlLexer.Tokenize(text, rules))
        {
            if (token.Kind is (SqlTokenKind.LineComment or SqlTokenKind.BlockComment) && !Directive().IsMatch(text.AsSpan(token.Start, token.Length)))
            {
                pending = true;
                continue;
            }
            // A comment may be all that keeps two words apart.
            if (pending && token.Kind != SqlTokenKind.Whitespace && result.Length > 0 && !char.IsWhiteSpace(result[^1]))
                result.Append(' ');
            pending = false;
            var kept = token.In(text);
            // One that only this strips (SqlLexicalRules.LooseDashComments) would be no comment for the server.
            result.Append(token.Kind == SqlTokenKind.LineComment && kept.StartsWith("--") && kept.Length > 2 && !char.IsWhiteSpace(kept[2]) ? $"-- {kept[2..]}" : kept);
        }
        return result.ToString().Trim();
    }

    /// <summary>A suppression (about_Migrations_Findings); formatted SQL strips comments where nobody says otherwise.</summary>
    [GeneratedRegex(@"^(--|#|/\*)\s*migrations:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}
