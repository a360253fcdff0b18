using System.Text;

namespace Migrations.Sql.Text;

/// <summary>Takes comments out of a statement, as Liquibase's <c>stripComments</c> does.</summary>
static class CommentStripper
{
    public static string Strip(string text, SqlLexicalRules rules)
    {
        var result = new StringBuilder(text.Length);
        var pending = false;
        foreach (var token in SqlLexer.Tokenize(text, rules))
        {
            if (token.Kind is SqlTokenKind.LineComment or SqlTokenKind.BlockComment)
            {
                pending = true;
                continue;
            }
            // A comment may be all that keeps two words apart.
            if (pending && token.Kind != SqlTokenKind.Whitespace && result.Length > 0 && !char.IsWhiteSpace(result[^1]))
                result.Append(' ');
            pending = false;
            result.Append(token.In(text));
        }
        return result.ToString().Trim();
    }
}
