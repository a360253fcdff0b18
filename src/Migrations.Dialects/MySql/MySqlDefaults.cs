using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Default values in one shape for what a changelog says and what the catalogue reports: the server converts a literal to the column's type
/// (<c>1.5</c> on <c>decimal(10,2)</c> is reported as <c>1.50</c>, <c>true</c> as <c>1</c>, <c>NOW()</c> as <c>current_timestamp()</c>).
/// </summary>
/// <param name="server">The server.</param>
sealed partial class MySqlDefaults(MySqlServer server)
{
    /// <summary>The default of a column as the catalogue will report it; null for none.</summary>
    /// <param name="value">The default as given.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="columns">The columns of the table.</param>
    public SqlValue? Canonical(SqlValue? value, SqlType type, IReadOnlyCollection<string> columns) => value switch
    {
        null or NullValue => null,
        ExpressionValue expression => OfExpression(expression.Sql, type, columns),
        BooleanValue flag => OfNumber(flag.Value ? "1" : "0", type, flag.Value ? "true" : "false"),
        NumberValue number => OfNumber(number.Text, type, number.Text),
        StringValue text => OfText(text.Text, type),
        DateValue date => OfText(date.Text.Replace('T', ' '), type),
        SequenceNextValue next => new SequenceNextValue(next.Sequence with { Schema = Local(next.Sequence.Schema) }),
        _ => value,
    };

    /// <summary>The default that the catalogue reports.</summary>
    /// <param name="reported">COLUMN_DEFAULT.</param>
    /// <param name="extra">EXTRA.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="columns">The columns of the table.</param>
    public SqlValue? Parse(string? reported, string extra, SqlType type, IReadOnlyCollection<string> columns)
    {
        if (reported is null)
            return null;
        var isExpression = server.QuotesDefaults || extra.Contains("DEFAULT_GENERATED", StringComparison.OrdinalIgnoreCase)
            || BitLiteral().IsMatch(reported) || (IsTemporal(type) && CurrentTimestamp().IsMatch(reported));
        return Canonical(isExpression ? new ExpressionValue(MySqlExpression.OfCatalogue(reported, columns, server)) : new StringValue(reported), type, columns);
    }

    /// <summary>A default as it stands behind DEFAULT; the value is canonical.</summary>
    public string Write(SqlValue value, SqlType type, Func<ObjectName, string> quoteName) => value switch
    {
        BooleanValue flag => flag.Value ? "b'1'" : "b'0'",
        ExpressionValue expression when CurrentTimestamp().IsMatch(expression.Sql) || BitLiteral().IsMatch(expression.Sql) || !server.HasExpressionDefaults => expression.Sql,
        ExpressionValue expression => $"({expression.Sql})",
        // MySQL takes a default for these types only as an expression.
        StringValue when !server.IsMariaDb && server.HasExpressionDefaults && IsLarge(type) => $"({MySqlLiterals.Write(value, server, quoteName)})",
        _ => MySqlLiterals.Write(value, server, quoteName),
    };

    SqlValue? OfExpression(string sql, SqlType type, IReadOnlyCollection<string> columns)
    {
        var text = MySqlExpression.Canonical(sql, columns, server);
        if (text == "null")
            return null;
        if (IsTemporal(type) && CurrentTimestamp().IsMatch(text))
            return new ExpressionValue(Now(type));
        if (text is "true" or "false")
            return Canonical(new BooleanValue(text == "true"), type, columns);
        if (NextValue().Match(text) is { Success: true } match && SequenceName(match.Groups["name"].Value) is { } sequence)
            return new SequenceNextValue(sequence);
        var tokens = MySqlToken.Read(text, server);
        return tokens switch
        {
            [{ Kind: MySqlTokenKind.Text } literal] => OfText(literal.Value, type),
            [{ Kind: MySqlTokenKind.Number } number] => OfNumber(number.Value, type, number.Value),
            [{ Kind: MySqlTokenKind.Symbol, Value: "-" or "+" } sign, { Kind: MySqlTokenKind.Number } number] => OfNumber(sign.Value == "-" ? "-" + number.Value : number.Value, type, number.Value),
            [{ Kind: MySqlTokenKind.Word, Value: "b" }, { Kind: MySqlTokenKind.Text } bits] => OfBits(bits.Value, type),
            _ => new ExpressionValue(text),
        };
    }

    /// <summary><c>current_timestamp(n)</c> in the column's precision, which MariaDB takes whatever was written and MySQL insists on.</summary>
    public static string Now(SqlType type) => type.Length is { } fraction
        ? string.Create(CultureInfo.InvariantCulture, $"current_timestamp({fraction})")
        : "current_timestamp()";

    /// <summary>Whether an expression is the current time in one of its spellings.</summary>
    public static bool IsNow(string sql) => CurrentTimestamp().IsMatch(sql.Trim());

    static SqlValue OfText(string text, SqlType type)
    {
        if (IsTemporal(type))
            return OfTime(text, type);
        if (Base(type) == "bit")
        {
            return text.ToLowerInvariant() switch
            {
                "true" or "1" or "\u0001" => OfNumber("1", type, text),
                "false" or "0" or "\0" => OfNumber("0", type, text),
                _ => OfNumber(text, type, text),
            };
        }
        if (!IsNumeric(type))
            return new StringValue(text);
        return text.ToLowerInvariant() switch
        {
            "true" => OfNumber("1", type, text),
            "false" => OfNumber("0", type, text),
            _ => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? OfNumber(text.Trim(), type, text) : new StringValue(text),
        };
    }

    static SqlValue OfNumber(string digits, SqlType type, string asText)
    {
        if (Base(type) == "bit")
        {
            return !ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? new StringValue(digits)
                : type.Length == 1 ? new BooleanValue(bits != 0)
                : new ExpressionValue($"b'{(bits == 0 ? "0" : Convert.ToString((long)bits, 2))}'");
        }
        if (!IsNumeric(type))
            return new StringValue(asText);
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new NumberValue(digits);
        var scale = Base(type) switch
        {
            "decimal" => type.Arguments is [_, var s] && int.TryParse(s, CultureInfo.InvariantCulture, out var n) ? n : 0,
            "float" or "double" => -1,
            _ => 0,
        };
        if (scale < 0)
            return new NumberValue((number / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture));
        return new NumberValue(decimal.Round(number, Math.Min(scale, 28), MidpointRounding.AwayFromZero).ToString("F" + scale.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    static SqlValue OfBits(string bits, SqlType type)
    {
        var trimmed = bits.TrimStart('0');
        if (Base(type) == "bit")
            return type.Length == 1 ? new BooleanValue(trimmed.Length > 0) : new ExpressionValue($"b'{(trimmed.Length == 0 ? "0" : trimmed)}'");
        return new ExpressionValue($"b'{bits}'");
    }

    /// <summary>Dates and times in the column's precision; what is none (a zero date) stays a text.</summary>
    static SqlValue OfTime(string text, SqlType type)
    {
        var fraction = type.Length is { } digits and > 0 ? "." + new string('f', digits) : "";
        var styles = DateTimeStyles.NoCurrentDateDefault | DateTimeStyles.AllowWhiteSpaces;
        switch (Base(type))
        {
            case "time":
                return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time < TimeSpan.FromDays(1)
                    ? new DateValue((default(DateTime) + time).ToString("HH:mm:ss" + fraction, CultureInfo.InvariantCulture))
                    : new StringValue(text);
            case "year":
                return new NumberValue(text);
            default:
                if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, styles, out var date))
                    return new StringValue(text);
                return new DateValue(date.ToString(Base(type) == "date" ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss" + fraction, CultureInfo.InvariantCulture));
        }
    }

    string? Local(string? schema) => schema is not null && schema.Equals(server.Database, StringComparison.OrdinalIgnoreCase) ? null : schema;

    /// <summary>The name of a sequence; null where none is written (PostgreSQL's <c>nextval('s')</c>).</summary>
    ObjectName? SequenceName(string quoted)
    {
        var parts = MySqlToken.Read(quoted, server).Where(t => t.Kind is MySqlTokenKind.Name or MySqlTokenKind.Word).Select(t => t.Value).ToList();
        return parts is [var schema, var name] ? new(Local(schema), name) : parts is [.., var last] ? ObjectName.Of(last) : null;
    }

    /// <summary>The name without <c>unsigned</c> (<c>int unsigned</c> has no parenthesis on MySQL).</summary>
    static string Base(SqlType type) => type.BaseName.Split(' ')[0];

    static bool IsTemporal(SqlType type) => Base(type) is "date" or "datetime" or "timestamp" or "time";

    static bool IsLarge(SqlType type) => Base(type) is "text" or "tinytext" or "mediumtext" or "longtext" or "blob" or "tinyblob" or "mediumblob" or "longblob" or "json" or "geometry";

    static bool IsNumeric(SqlType type) => Base(type) is "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal" or "float" or "double" or "year";

    [GeneratedRegex(@"^\(*(now|current_timestamp|localtime|localtimestamp)(\s*\(\s*\d?\s*\))?\)*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CurrentTimestamp();

    [GeneratedRegex("^b'[01]*'$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BitLiteral();

    [GeneratedRegex(@"^(nextval\((?<name>.+)\)|next value for (?<name>.+))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NextValue();
}
