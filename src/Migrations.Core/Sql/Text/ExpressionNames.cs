namespace Migrations.Sql.Text;

/// <summary>Finds names in expressions that a database or an author wrote: conditions of checks and partial indexes, generated columns.</summary>
public static class ExpressionNames
{
    // Reads the quotes of all databases: it is enough to find a name.
    static readonly SqlLexicalRules AnyDatabase = new() { Backticks = true, Brackets = true, DollarQuotes = true, EscapeStrings = true, NestedComments = true };

    /// <summary>Whether a column's name stands in an expression as a name. A function, a type or a string of the same name is none.</summary>
    /// <param name="sql">The expression.</param>
    /// <param name="column">The column's name as the catalogue spells it.</param>
    /// <param name="names">How the database compares names.</param>
    public static bool Mentions(string? sql, string column, StringComparer names) => sql is not null && Find(sql, AnyDatabase, column, names).Count > 0;

    /// <summary>The expression with a column called by another name.</summary>
    /// <param name="sql">The expression.</param>
    /// <param name="rules">How the database reads it.</param>
    /// <param name="from">The column's name as the catalogue spells it.</param>
    /// <param name="to">The new name as it stands in SQL, quoted where it has to be.</param>
    /// <param name="names">How the database compares names.</param>
    public static string Rename(string sql, SqlLexicalRules rules, string from, string to, StringComparer names)
    {
        var found = Find(sql, rules, from, names);
        found.Reverse();
        foreach (var token in found)
            sql = string.Concat(sql.AsSpan(0, token.Start), to, sql.AsSpan(token.End));
        return sql;
    }

    static List<SqlToken> Find(string sql, SqlLexicalRules rules, string name, StringComparer names)
    {
        var tokens = SqlLexer.Tokenize(sql, rules).FindAll(t => !t.IsTrivia);
        var found = new List<SqlToken>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var isName = tokens[i].Kind switch
            {
                // Bare words are compared without regard to case: where names have case, one in capitals stands in quotes.
                SqlTokenKind.Word => name.Equals(tokens[i].In(sql).ToString(), StringComparison.OrdinalIgnoreCase) && !Is(i + 1, '(') && !Is(i - 1, ':'),
                SqlTokenKind.QuotedName => names.Equals(name, Unquote(tokens[i].In(sql).ToString())),
                _ => false,
            };
            if (isName)
                found.Add(tokens[i]);
        }
        return found;

        bool Is(int at, char symbol) => at >= 0 && at < tokens.Count && tokens[at].Kind == SqlTokenKind.Symbol && sql[tokens[at].Start] == symbol;
    }

    static string Unquote(string quoted)
    {
        if (quoted.Length < 2)
            return quoted;
        var inner = quoted[1..^1];
        return quoted[0] == '[' ? inner.Replace("]]", "]", StringComparison.Ordinal) : inner.Replace(new string(quoted[0], 2), quoted[0].ToString(), StringComparison.Ordinal);
    }
}
