using System.Text;
using Migrations.Changelog;
using Migrations.Sql.Text;

namespace Migrations.Changes;

/// <summary>A type as it is written in a changelog, and what Liquibase makes of its parentheses.</summary>
static class TypeText
{
    /// <summary>
    /// The type as it is meant. Empty parentheses are passed over, and closing ones too many directly behind its arguments, as in Liquibase: <c>varchar()</c> is <c>varchar</c>, and
    /// <c>char(5))</c> is <c>char(5)</c>. Anything else that does not match would reach the database as it is, and be a syntax error there or, worse, end the definition of the column.
    /// </summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: parentheses or quotes do not match.</exception>
    public static string Read(string declared, LoweringContext context)
    {
        if (!declared.AsSpan().ContainsAny('(', ')'))
            return declared;
        var (depth, open, isBehindArguments) = (0, 0, false);
        var text = new StringBuilder(declared.Length);
        foreach (var token in SqlLexer.Tokenize(declared, context.Dialect.Lexical))
        {
            var written = token.In(declared);
            if (isBehindArguments && written is ")")
                continue;
            isBehindArguments = false;
            text.Append(written);
            if (written is "(" && depth++ == 0)
                open = text.Length - 1;
            else if (written is ")")
            {
                isBehindArguments = --depth == 0;
                if (isBehindArguments && text.ToString(open, text.Length - open).AsSpan().Trim("(), \t").IsEmpty)
                    text.Length = text.ToString(0, open).TrimEnd().Length;
            }
            if (depth < 0 || !token.Terminated)
                throw Unmatched(declared, context);
        }
        if (depth > 0)
            throw Unmatched(declared, context);
        var type = text.ToString();
        if (type != declared)
            context.Findings.Add(LanguageRule.IgnoredEntry.At(context.Span, $"The type '{declared}' has parentheses that mean nothing; they are passed over.", $"Write '{type}'."));
        return type;
    }

    static MigrationException Unmatched(string declared, LoweringContext context) =>
        new(ErrorCode.InvalidValue, $"'{declared}' is no type: its parentheses or quotes do not match.", "Write a closing parenthesis for each opening one, as in 'varchar(100)'.", context.Span);
}
