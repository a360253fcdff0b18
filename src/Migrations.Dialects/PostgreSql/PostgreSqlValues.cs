using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// Values: how they are written as SQL, what Liquibase and the server make of a default, and how a default is read back from the catalogue,
/// so that the planned and the inspected one are equal wherever the server does not rewrite an expression.
/// </summary>
static partial class PostgreSqlValues
{
    /// <summary>A text as a string literal; backslashes are plain characters (<c>standard_conforming_strings</c>).</summary>
    /// <exception cref="MigrationException">It cannot be stored as UTF-8 (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static string Text(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                throw Unstorable("contains the character NUL");
            if (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || ++i == text.Length || !char.IsLowSurrogate(text[i])))
                throw Unstorable("contains half a surrogate pair, which is no character");
        }
        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    static MigrationException Unstorable(string why) =>
        new(ErrorCode.InvalidValue, $"a text value {why}; PostgreSQL does not store it", "Remove the character, or keep the value in a bytea column.");

    /// <summary>A number as written, if it is one.</summary>
    /// <exception cref="MigrationException">It is none (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static string Number(string text) => NumberText().IsMatch(text.Trim())
        ? text.Trim()
        : throw new MigrationException(ErrorCode.InvalidValue, $"'{text}' is not a number", "Write it as digits with a point, or use 'value' or 'valueComputed' for something else.");

    /// <summary><c>2020-01-02T03:04:05</c> as the server reads it.</summary>
    public static string Date(string text) => Text(text.Replace('T', ' '));

    /// <summary>Bytes.</summary>
    public static string Bytes(BinaryValue value) => $"'\\x{Convert.ToHexString(value.Bytes.Span)}'::bytea";

    /// <summary>An author's expression; Liquibase's placeholder for the current time, and all that begins like CURRENT_TIMESTAMP, becomes NOW() as there.</summary>
    public static string Computed(string sql) => IsCurrentTime(sql) ? "NOW()" : sql;

    static bool IsCurrentTime(string sql) => sql.StartsWith("current_timestamp", StringComparison.OrdinalIgnoreCase) || sql.StartsWith("current_datetime", StringComparison.OrdinalIgnoreCase);

    // ---- defaults ----------------------------------------------------------------------------------------------

    /// <summary>The default of a new column as it will be inspected: Liquibase writes it by the column's type.</summary>
    /// <param name="value">The default as the changelog has it.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="sequence">The sequence that a name in <c>nextval</c> means.</param>
    public static SqlValue? Created(SqlValue? value, SqlType type, Func<string, ObjectName> sequence)
    {
        var numeric = PostgreSqlTypes.IsNumeric(type);
        return value switch
        {
            StringValue text when text.Text.Equals("null", StringComparison.OrdinalIgnoreCase) => Null(type),
            // Without quotes, as in Liquibase: what is no number is an expression there.
            StringValue text when numeric => Altered(new ExpressionValue(text.Text), type, sequence),
            NumberValue number when type.BaseName == "boolean" => new BooleanValue(number.Text is "1" or "1.0"),
            NumberValue number when !numeric => new StringValue(number.Text),
            BooleanValue flag when type.BaseName is "bit" => new StringValue(flag.Value ? "1" : "0"),
            BooleanValue flag when type.BaseName != "boolean" && !numeric => new StringValue(flag.Value ? "true" : "false"),
            // A date in a text is written by java.sql.Timestamp, which always has a fraction.
            DateValue date when PostgreSqlTypes.IsText(type) && date.Text.Length == 19 => new StringValue(date.Text.Replace('T', ' ') + ".0"),
            _ => Altered(value, type, sequence),
        };
    }

    /// <summary>A default that an existing column gets, as it will be inspected.</summary>
    /// <param name="value">The default as the changelog has it.</param>
    /// <param name="type">The column's type; null where it is not known.</param>
    /// <param name="sequence">The sequence that a name in <c>nextval</c> means.</param>
    public static SqlValue? Altered(SqlValue? value, SqlType? type, Func<string, ObjectName> sequence) => value switch
    {
        NullValue => Null(type),
        StringValue text when text.Text.Equals("null", StringComparison.OrdinalIgnoreCase) => Null(type),
        StringValue text when type is not null => OfType(text.Text, type),
        DateValue date when type is not null => OfType(date.Text.Replace('T', ' '), type),
        NumberValue { IsQuoted: true } number when type is not null => Quoted(Canonical(number), type),
        NumberValue number => Canonical(number),
        ExpressionValue expression when IsCurrentTime(expression.Sql) => new ExpressionValue("now()"),
        ExpressionValue expression => Parse(expression.Sql, type, sequence) is var parsed && parsed is NullValue ? Null(type) : parsed,
        _ => value,
    };

    /// <summary>The server drops a default of NULL, but for types whose length it has to apply.</summary>
    static NullValue? Null(SqlType? type) => type is null || type.Arguments.IsEmpty || PostgreSqlTypes.IsArray(type) ? null : new();

    /// <summary>Reads a default as the catalogue has it, or an expression that an author wrote, if it is no more than a literal.</summary>
    /// <param name="sql">The expression.</param>
    /// <param name="type">The column's type; null where it is not known.</param>
    /// <param name="sequence">The sequence that a name in <c>nextval</c> means.</param>
    public static SqlValue Parse(string sql, SqlType? type, Func<string, ObjectName> sequence)
    {
        var text = sql.Trim();
        if (NumberText().IsMatch(text.Trim('(', ')')))
            return Canonical(new NumberValue(text.Trim('(', ')')));
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase))
            return new BooleanValue(text.Length == 4);
        var literal = LiteralText().Match(text);
        if (literal.Success)
            return Literal(literal, type);
        var next = NextValue().Match(text);
        if (next.Success)
            return new SequenceNextValue(sequence(next.Groups["name"].Value.Replace("''", "'", StringComparison.Ordinal)));
        return new ExpressionValue(BareName().IsMatch(text) ? text.ToUpperInvariant() : BareCall().IsMatch(text) ? text.ToLowerInvariant() : text);
    }

    static SqlValue Literal(Match match, SqlType? type)
    {
        var cast = match.Groups["type"].Success ? PostgreSqlTypes.FromCatalog(match.Groups["type"].Value) : type;
        if (match.Groups["null"].Success)
            return new NullValue();
        if (match.Groups["number"].Success)
            return cast is not null && !PostgreSqlTypes.IsNumeric(cast) ? new StringValue(match.Groups["number"].Value) : Canonical(new NumberValue(match.Groups["number"].Value));
        var text = match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal);
        return cast is null ? new StringValue(text) : OfType(text, cast);
    }

    /// <summary>What a quoted literal means in a type, in the spelling that the server gives back.</summary>
    static SqlValue OfType(string text, SqlType type)
    {
        if (PostgreSqlTypes.IsArray(type))
            return new StringValue(text);
        return type.BaseName switch
        {
            _ when PostgreSqlTypes.IsNumeric(type) => NumberText().IsMatch(text) ? Quoted(Canonical(new NumberValue(text)), type) : new StringValue(text),
            "boolean" => text.ToLowerInvariant() switch
            {
                "true" or "t" or "1" or "b'1'" => new BooleanValue(true),
                "false" or "f" or "0" or "b'0'" => new BooleanValue(false),
                _ => new StringValue(text),
            },
            "timestamp" or "timestamptz" when text.Equals("now()", StringComparison.OrdinalIgnoreCase) => new ExpressionValue("now()"),
            "timestamp" or "timestamptz" => (SqlValue?)DateTime(text) ?? new StringValue(text),
            "date" when DateTime(text) is { } date => new DateValue(date.Text[..date.Text.IndexOf('T', StringComparison.Ordinal)]),
            "time" or "timetz" when TimeText().Match(text) is { Success: true } time => new DateValue(time.Groups["time"].Value + Fraction(time)),
            "uuid" => new StringValue(text.ToLowerInvariant()),
            _ => new StringValue(text),
        };
    }

    /// <summary>
    /// A number that stands in quotes, or is shown with them. Where it is of the type that it would have without, it is the same default in both spellings: <c>-5</c> is
    /// <c>'-5'::integer</c>.
    /// </summary>
    static NumberValue Quoted(NumberValue number, SqlType type) => number with { IsQuoted = type.BaseName != TypeOf(number.Text) };

    /// <summary>The type of a number without quotes.</summary>
    static string TypeOf(string number) =>
        int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? "int"
        : long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? "bigint"
        : "numeric";

    /// <summary>A point in time in the changelog's spelling. A zone is left out: the server writes the session's own.</summary>
    static DateValue? DateTime(string text)
    {
        var match = DateTimeText().Match(text);
        if (!match.Success)
            return null;
        var seconds = match.Groups["seconds"].Success ? match.Groups["seconds"].Value : "00";
        var time = match.Groups["minutes"].Success ? $"{match.Groups["minutes"].Value}:{seconds}" : "00:00:00";
        return new($"{match.Groups["date"].Value}T{time}{Fraction(match)}");
    }

    static string Fraction(Match match) => match.Groups["fraction"].Value.TrimEnd('0') is { Length: > 1 } fraction ? fraction : "";

    /// <summary>A number as the server writes it: no plus, no leading zeros, no exponent; zeros behind the point stay.</summary>
    static NumberValue Canonical(NumberValue number)
    {
        var text = number.Text.Trim();
        if (text.Contains('e', StringComparison.OrdinalIgnoreCase))
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? number with { Text = exact.ToString(CultureInfo.InvariantCulture) } : number with { Text = text };
        var sign = text.StartsWith('-') ? "-" : "";
        text = text.TrimStart('+', '-').TrimStart('0');
        text = text.TrimEnd('.');
        if (text.Length == 0 || text[0] == '.')
            text = "0" + text;
        return number with { Text = text.AsSpan().IndexOfAnyExcept('0', '.') < 0 ? text : sign + text };
    }

    [GeneratedRegex(@"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")]
    private static partial Regex NumberText();

    // '…' with an optional cast, NULL::type, (5)::type. The cast reaches to the end and is a plain type.
    [GeneratedRegex("""^((?<null>NULL)|'(?<text>([^']|'')*)'|\((?<number>-?[\d.]+)\))(::(?<type>[a-z_"][a-z0-9_ ".]*(\([\d,]+\))?( with(out)? time zone)?(\[\])*))?$""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex LiteralText();

    [GeneratedRegex(@"^nextval\(\s*'(?<name>([^']|'')+)'(::regclass|::text)?\s*\)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex NextValue();

    [GeneratedRegex("^(current_date|current_time|current_user|current_role|current_catalog|current_schema|session_user|user|localtime|localtimestamp)$", RegexOptions.IgnoreCase)]
    private static partial Regex BareName();

    [GeneratedRegex(@"^[a-z_][a-z0-9_]*\(\)$", RegexOptions.IgnoreCase)]
    private static partial Regex BareCall();

    [GeneratedRegex(@"^(?<date>\d{4,}-\d\d-\d\d)([T ](?<minutes>\d\d:\d\d)(:(?<seconds>\d\d)(?<fraction>\.\d+)?)?([+-]\d\d(:\d\d)*)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex DateTimeText();

    [GeneratedRegex(@"^(?<time>\d\d:\d\d:\d\d)(?<fraction>\.\d+)?([+-]\d\d(:\d\d)*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex TimeText();
}
