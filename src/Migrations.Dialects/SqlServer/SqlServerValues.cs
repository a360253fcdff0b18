using System.Globalization;
using System.Text;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.SqlServer;

/// <summary>Values as T-SQL, and default definitions of the catalogue as values.</summary>
static class SqlServerValues
{
    /// <summary>How SQL Server's text is cut into tokens.</summary>
    public static SqlLexicalRules Lexical { get; } = new() { Brackets = true, NestedComments = true, GoSeparator = true, CompoundBodies = true };

    /// <summary>
    /// A string literal. As in Liquibase it has the prefix N only where its text needs it: N'a' compared with a varchar column would cost that column's index.
    /// </summary>
    /// <exception cref="MigrationException">The text holds a NUL (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static string Text(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new MigrationException(ErrorCode.InvalidValue, "a text with a NUL character cannot be written as a SQL literal", "Remove the character, or insert the value as binary data.");
        return Quote(text, text.Any(c => c > 127) ? "N'" : "'");
    }

    /// <summary>A string literal of Unicode: names that go into catalogue functions and procedures.</summary>
    public static string Unicode(string text) => Quote(text, "N'");

    static string Quote(string text, string open)
    {
        var result = new StringBuilder(open, text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            result.Append(text[i]);
            if (text[i] == '\'')
                result.Append('\'');
            // A backslash before a line end continues the literal and vanishes with it; cutting the literal in two keeps both.
            else if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '\r' or '\n')
                result.Append("' + ").Append(open);
        }
        return result.Append('\'').ToString();
    }

    /// <summary>A name in brackets.</summary>
    public static string Bracket(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary>A date or time as a literal that every session language reads alike.</summary>
    public static string Date(string text, SqlType? type) =>
        Text(type is not null && SqlServerTypes.ReadsDatesByLanguage(type) && IsDateOnly(text) ? text + "T00:00:00" : text);

    static bool IsDateOnly(string text) => text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>A default as it will be inspected: planned and inspected defaults of one column become equal.</summary>
    public static SqlValue Canonical(SqlValue value, SqlType type) => value switch
    {
        ExpressionValue expression => Parse(expression.Sql, type),
        StringValue { Text: var text } when type.BaseName == "bit" => text.ToLowerInvariant() switch
        {
            "true" or "1" => new BooleanValue(true),
            "false" or "0" => new BooleanValue(false),
            _ => value,
        },
        StringValue { Text: var text } when SqlServerTypes.IsNumber(type) && IsNumber(text) => new NumberValue(text),
        StringValue { Text: var text } when SqlServerTypes.IsTime(type) => Canonical(new DateValue(text), type),
        NumberValue { Text: "1" or "0" } number when type.BaseName == "bit" => new BooleanValue(number.Text == "1"),
        BooleanValue truth when SqlServerTypes.IsText(type) => new StringValue(truth.Value ? "true" : "false"),
        BooleanValue truth when type.BaseName != "bit" => new NumberValue(truth.Value ? "1" : "0"),
        DateValue date when !SqlServerTypes.IsTime(type) => new StringValue(date.Text),
        DateValue date when SqlServerTypes.ReadsDatesByLanguage(type) && IsDateOnly(date.Text) => new DateValue(date.Text + "T00:00:00"),
        _ => value,
    };

    /// <summary>Reads a default's definition: <c>((5))</c>, <c>(N'x')</c>, <c>(getdate())</c>.</summary>
    public static SqlValue Parse(string definition, SqlType type)
    {
        var text = StripParentheses(definition);
        var tokens = SqlLexer.Tokenize(text, Lexical).FindAll(t => !t.IsTrivia);
        bool IsWord(int at, string word) => tokens[at].Kind == SqlTokenKind.Word && tokens[at].In(text).Equals(word, StringComparison.OrdinalIgnoreCase);
        switch (tokens.Count)
        {
            case 1 when tokens[0].Kind == SqlTokenKind.String:
                return Canonical(new StringValue(Unquote(tokens[0].In(text))), type);
            case 2 when IsWord(0, "N") && tokens[1].Kind == SqlTokenKind.String && tokens[0].End == tokens[1].Start:
                return Canonical(new StringValue(Unquote(tokens[1].In(text))), type);
            case 1 or 2 when IsNumber(text):
                return Canonical(new NumberValue(text), type);
            case 1 when IsWord(0, "NULL"):
                return new NullValue();
            // The catalogue stores this one as the other.
            case 1 when IsWord(0, "CURRENT_TIMESTAMP"):
                return new ExpressionValue("getdate()");
            case 3 when tokens[0].Kind == SqlTokenKind.Word && text[tokens[1].Start] == '(' && text[tokens[2].Start] == ')':
                return new ExpressionValue($"{tokens[0].In(text).ToString().ToLowerInvariant()}()");
            case > 3 when IsWord(0, "NEXT") && IsWord(1, "VALUE") && IsWord(2, "FOR") && SequenceName(text[tokens[3].Start..]) is { } name:
                return new SequenceNextValue(name);
            default:
                return new ExpressionValue(text);
        }
    }

    static ObjectName? SequenceName(string text)
    {
        var parts = new List<string>();
        foreach (var token in SqlLexer.Tokenize(text, Lexical).FindAll(t => !t.IsTrivia))
        {
            var span = token.In(text).ToString();
            if (token.Kind == SqlTokenKind.QuotedName)
                parts.Add(span[1..^1].Replace("]]", "]", StringComparison.Ordinal));
            else if (token.Kind == SqlTokenKind.Word)
                parts.Add(span);
            else if (span != ".")
                return null;
        }
        return parts.Count is 1 or 2 ? new(parts.Count == 2 ? parts[0] : null, parts[^1]) : null;
    }

    /// <summary>An expression without the parentheses that the catalogue puts around it.</summary>
    public static string StripParentheses(string expression)
    {
        var text = expression.Trim();
        while (text is ['(', .., ')'] && ClosesAtEnd(text))
            text = text[1..^1].Trim();
        return text;
    }

    static bool ClosesAtEnd(string text)
    {
        var depth = 0;
        foreach (var token in SqlLexer.Tokenize(text, Lexical))
        {
            if (token.Kind != SqlTokenKind.Symbol)
                continue;
            depth += text[token.Start] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return token.End == text.Length;
        }
        return false;
    }

    static string Unquote(ReadOnlySpan<char> literal) => literal[1..^1].ToString().Replace("''", "'", StringComparison.Ordinal);

    static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _);
}
