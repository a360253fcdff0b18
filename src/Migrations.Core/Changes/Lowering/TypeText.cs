using System.Text;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>A type as it is written in a changelog, and what Liquibase makes of its parentheses.</summary>
static class TypeText
{
    /// <summary>
    /// The type with as many closing parentheses as opening ones. More of them directly behind its arguments are passed over, as in Liquibase, which reads up to the first: <c>char(0))</c> is
    /// <c>char(0)</c>. Anything else would reach the database as it is, and be a syntax error there or, worse, end the definition of the column.
    /// </summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: parentheses or quotes do not match.</exception>
    public static string Balanced(string declared, LoweringContext context)
    {
        if (!declared.AsSpan().ContainsAny('(', ')'))
            return declared;
        var (depth, surplus) = (0, 0);
        var quote = '\0';
        var text = new StringBuilder(declared.Length);
        foreach (var c in declared)
        {
            if (quote != '\0' || c is '\'' or '"' or '`')
                quote = quote == '\0' ? c : quote == c ? '\0' : quote;
            else if (c == '(')
                depth++;
            else if (c == ')' && depth > 0)
                depth--;
            else if (c == ')')
            {
                if (text is not [.., ')'])
                    throw Unmatched(declared, context);
                surplus++;
                continue;
            }
            text.Append(c);
        }
        if (depth > 0 || quote != '\0')
            throw Unmatched(declared, context);
        if (surplus > 0)
            context.Findings.Add(LanguageRule.IgnoredEntry.At(context.Span, $"The type '{declared}' has a closing parenthesis too many; it is passed over.", $"Write '{text}'."));
        return text.ToString();
    }

    static MigrationException Unmatched(string declared, LoweringContext context) =>
        new(ErrorCode.InvalidValue, $"'{declared}' is no type: its parentheses or quotes do not match.", "Write a closing parenthesis for each opening one, as in 'varchar(100)'.", context.Span);
}
