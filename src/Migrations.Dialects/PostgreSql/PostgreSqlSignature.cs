using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.PostgreSql;

/// <summary>What tells functions of one name apart: the types of the arguments that go in.</summary>
static class PostgreSqlSignature
{
    static readonly HashSet<string> SeveralWords = new(StringComparer.OrdinalIgnoreCase) { "double", "character", "char", "bit", "national", "timestamp", "time", "interval" };

    static readonly HashSet<string> BehindFirst = new(StringComparer.OrdinalIgnoreCase)
    {
        "precision", "varying", "character", "char", "with", "without", "year", "month", "day", "hour", "minute", "second",
    };

    /// <summary>The types, in canonical spelling, from the list of arguments of a CREATE statement or from types alone.</summary>
    public static string Of(string arguments, SqlLexicalRules rules, string? defaultSchema)
    {
        var types = new List<string>();
        foreach (var argument in Split(arguments, rules))
        {
            if (TypeOf(argument, rules) is { } type)
                types.Add(Canonical(type, defaultSchema));
        }
        return string.Join(", ", types);
    }

    /// <summary>A type as it tells functions apart: without its length.</summary>
    public static string Canonical(string type, string? defaultSchema)
    {
        // Liquibase folds the names of types in quotes, and takes money for a numeric; in a signature they mean what the server means.
        if (type.Contains('"', StringComparison.Ordinal) || type.StartsWith("money", StringComparison.OrdinalIgnoreCase))
            return type.Trim();
        var mapped = PostgreSqlTypes.Map(type, autoIncrement: false, defaultSchema).Text;
        var open = mapped.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? mapped : mapped.Remove(open, mapped.LastIndexOf(')') + 1 - open);
    }

    static IEnumerable<string> Split(string arguments, SqlLexicalRules rules)
    {
        var start = 0;
        var depth = 0;
        foreach (var token in SqlLexer.Tokenize(arguments, rules))
        {
            var symbol = token.Kind == SqlTokenKind.Symbol ? arguments[token.Start] : '\0';
            depth += symbol switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (symbol != ',' || depth != 0)
                continue;
            yield return arguments[start..token.Start];
            start = token.End;
        }
        if (start < arguments.Length && !string.IsNullOrWhiteSpace(arguments[start..]))
            yield return arguments[start..];
    }

    /// <summary>The type of one argument: <c>[mode] [name] type [DEFAULT value]</c>; null for one that only comes out.</summary>
    static string? TypeOf(string argument, SqlLexicalRules rules)
    {
        var tokens = SqlLexer.Tokenize(argument, rules).FindAll(t => !t.IsTrivia);
        bool Is(int at, string word) => at < tokens.Count && tokens[at].In(argument).Equals(word, StringComparison.OrdinalIgnoreCase);
        string Word(int at) => at < tokens.Count && tokens[at].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName ? tokens[at].In(argument).ToString() : "";
        if (Is(0, "OUT"))
            return null;
        var first = Is(0, "IN") && Is(1, "OUT") ? 2 : Is(0, "IN") || Is(0, "INOUT") || Is(0, "VARIADIC") ? 1 : 0;
        var end = tokens.FindIndex(first, t => t.In(argument) is "=" || t.In(argument).Equals("DEFAULT", StringComparison.OrdinalIgnoreCase));
        var last = end < 0 ? tokens.Count - 1 : end > first && tokens[end - 1].In(argument) is ":" ? end - 2 : end - 1;
        if (last > first && Word(first).Length > 0 && Word(first + 1).Length > 0 && !(SeveralWords.Contains(Word(first)) && BehindFirst.Contains(Word(first + 1))))
            first++;
        return last < first ? "" : argument[tokens[first].Start..tokens[last].End];
    }
}
