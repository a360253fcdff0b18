using System.Text;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Proof;

/// <summary>SQL that people wrote, in a form in which only what it says counts: not its white space, comments, quotes around names or the case of words.</summary>
public static class SqlForm
{
    /// <summary>The form of a text.</summary>
    public static string Of(string sql, SqlLexicalRules rules)
    {
        var tokens = new CodeTokens(sql.TrimEnd().TrimEnd(';'), rules);
        var form = new StringBuilder();
        for (var at = 0; at < tokens.Count; at++)
        {
            // What a statement says of an object that may be there already is nothing about the object.
            if (at < 6 && (tokens.Are(at, "IF", "NOT", "EXISTS") || tokens.Are(at, "OR", "REPLACE")))
            {
                at += tokens.Is(at, "IF") ? 2 : 1;
                continue;
            }
            if (form.Length > 0 && !tokens.IsAny(at, ",", ")", ".", ";") && !tokens.IsAny(at - 1, "(", "."))
                form.Append(' ');
            var text = tokens.Text(at);
            form.Append(tokens.Kind(at) switch
            {
                SqlTokenKind.Word => text.ToString().ToLowerInvariant(),
                SqlTokenKind.QuotedName when text.Length > 2 => text[1..^1].ToString().ToLowerInvariant(),
                _ => text.ToString(),
            });
        }
        return form.ToString();
    }
}
