using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>How texts of a changelog become values, as Liquibase turns them into SQL.</summary>
static class ValueText
{
    /// <summary>A text in a row: <c>null</c> in any case is NULL, and the database's own expression for the current time is that expression.</summary>
    public static SqlValue Text(string text, SqlDialect dialect) =>
        IsNull(text) ? new NullValue()
        : text.Equals(dialect.CurrentTimestamp, StringComparison.OrdinalIgnoreCase) ? new ExpressionValue(text)
        : new StringValue(text);

    /// <summary>A number; what is none in SQL is left to the database as it is.</summary>
    public static SqlValue Number(string text) => IsNull(text) ? new NullValue() : IsSqlNumber(text) ? new NumberValue(text) : new ExpressionValue(text);

    /// <summary>An expression; every database has its own for the current time.</summary>
    public static SqlValue Expression(string text, SqlDialect dialect) =>
        IsNull(text) ? new NullValue() : new ExpressionValue(CurrentTimestamp(text, dialect) ?? text);

    /// <summary>Whether the text stands for NULL.</summary>
    public static bool IsNull(string text) => text.Equals("null", StringComparison.OrdinalIgnoreCase);

    static string? CurrentTimestamp(string text, SqlDialect dialect)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? text : text[..open];
        if (!name.Equals("CURRENT_TIMESTAMP", StringComparison.OrdinalIgnoreCase) && !name.Equals("CURRENT_DATETIME", StringComparison.OrdinalIgnoreCase))
            return null;
        if (open < 0 || text[open..] == "()")
            return dialect.CurrentTimestamp;
        return text.EndsWith(')') && int.TryParse(text.AsSpan(open + 1, text.Length - open - 2), out var digits) ? dialect.CurrentTimestampWith(digits) : null;
    }

    /// <summary>Digits with an optional sign, point and exponent, and nothing else.</summary>
    public static bool IsSqlNumber(ReadOnlySpan<char> text)
    {
        var rest = text is ['-', ..] ? text[1..] : text;
        var exponent = rest.IndexOfAny('e', 'E');
        if (exponent >= 0)
        {
            var power = rest[(exponent + 1)..];
            if (!IsDigits(power is ['-' or '+', ..] ? power[1..] : power))
                return false;
            rest = rest[..exponent];
        }
        var point = rest.IndexOf('.');
        return point < 0 ? IsDigits(rest) : rest.Length > 1 && IsDigits(rest[..point], orNone: true) && IsDigits(rest[(point + 1)..], orNone: true);
    }

    static bool IsDigits(ReadOnlySpan<char> text, bool orNone = false) => text.IsEmpty ? orNone : !text.ContainsAnyExceptInRange('0', '9');
}
