using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.Sqlite;

/// <summary>Values as SQLite writes them, and defaults read back from its schema.</summary>
static class SqliteValues
{
    /// <summary>A value in a statement.</summary>
    /// <exception cref="MigrationException">A text that SQL cannot hold, or a sequence.</exception>
    public static string Literal(SqlValue value) => value switch
    {
        NullValue => "NULL",
        StringValue text => Quoted(text.Text),
        NumberValue number => number.Text,
        // As in Liquibase, whatever the column's type: SQLite has no truth values of its own.
        BooleanValue flag => flag.Value ? "1" : "0",
        DateValue date => Quoted(Date(date)),
        BinaryValue binary => $"x'{Convert.ToHexString(binary.Bytes.Span)}'",
        ExpressionValue expression => expression.Sql,
        ColumnReference column => SqliteTableWriter.Backticks(column.Column),
        JoinedColumns joined => $"{SqliteTableWriter.Backticks(joined.First)} || {Quoted(joined.Separator)} || {SqliteTableWriter.Backticks(joined.Second)}",
        SequenceNextValue next => throw NoSequences($"the next number of sequence {next.Sequence}"),
        SequenceCurrentValue current => throw NoSequences($"the current number of sequence {current.Sequence}"),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary>What stands behind DEFAULT. It goes into the schema as it is, so it is spelled as Liquibase spells it.</summary>
    public static string Default(SqlValue value, SqlType type) =>
        value is BooleanValue flag && !SqliteTypes.IsBoolean(type) ? flag.Value ? "true" : "false" : Literal(value);

    /// <summary>A default that a changelog gives, as it will be read back: Liquibase quotes by the type of the column, not by the kind of the value.</summary>
    /// <exception cref="MigrationException">Not a truth value for a column of truth values (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static SqlValue? Normalize(SqlValue? value, SqlType type)
    {
        var boolean = SqliteTypes.IsBoolean(type);
        var text = !boolean && !SqliteTypes.IsNumber(type) && !SqliteTypes.IsBinary(type);
        return value switch
        {
            null or NullValue => null,
            DateValue date => new StringValue(Date(date)),
            BooleanValue flag when text => new StringValue(flag.Value ? "true" : "false"),
            NumberValue number when boolean => new BooleanValue(number.Text == "1"),
            NumberValue number when text => new StringValue(number.Text),
            StringValue word when boolean => Boolean(word.Text),
            StringValue word when SqliteTypes.IsNumber(type) && IsNumber(word.Text) => new NumberValue(word.Text),
            ExpressionValue expression => Parse(expression.Sql, type),
            _ => value,
        };
    }

    /// <summary>Reads what stands behind DEFAULT.</summary>
    public static SqlValue? Parse(string sql, SqlType type)
    {
        try
        {
            var tokens = new SqliteTokens(sql);
            var value = Read(tokens, type);
            return tokens.AtEnd ? value : new ExpressionValue(sql);
        }
        catch (FormatException)
        {
            return new ExpressionValue(sql);
        }
    }

    /// <summary>Reads a default at the cursor; null for NULL, which is the same as none.</summary>
    public static SqlValue? Read(SqliteTokens tokens, SqlType type)
    {
        var start = tokens.Position;
        if (tokens.Is("("))
        {
            tokens.SkipParenthesized();
            return new ExpressionValue(tokens.Slice(start));
        }
        if (tokens.IsKind(SqlTokenKind.String))
            return new StringValue(tokens.Name());
        if (tokens.Skip("NULL"))
            return null;
        if (tokens.IsAny("TRUE", "FALSE"))
            return new BooleanValue(tokens.Raw().Equals("true", StringComparison.OrdinalIgnoreCase));
        if (!tokens.Skip("+"))
            tokens.Skip("-");
        if (!tokens.IsKind(SqlTokenKind.Number) && !tokens.Is("."))
        {
            var blob = tokens.IsAny("X");
            tokens.Raw();
            if (blob && tokens.IsKind(SqlTokenKind.String))
                tokens.Raw();
            return new ExpressionValue(tokens.Slice(start));
        }
        ReadNumber(tokens);
        var number = tokens.Slice(start);
        return SqliteTypes.IsBoolean(type) && number is "0" or "1" ? new BooleanValue(number == "1") : new NumberValue(number);
    }

    /// <summary>A text in quotes.</summary>
    /// <exception cref="MigrationException">It contains NUL, at which SQLite would end the statement (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static string Quoted(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new MigrationException(ErrorCode.InvalidValue, "a text contains the character NUL (U+0000), which SQL text cannot hold",
            "Take it out, or write the value as a blob: valueComputed: \"x'00'\".")
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // 1.5e-7 is several tokens to the lexer that all databases share: 1.5e, -, 7.
    static void ReadNumber(SqliteTokens tokens)
    {
        tokens.Skip(".");
        var last = tokens.Raw();
        if (tokens.Skip("."))
            last = tokens.IsKind(SqlTokenKind.Number) ? tokens.Raw() : "";
        if (last.EndsWith('e') || last.EndsWith('E'))
        {
            if (!tokens.Skip("+"))
                tokens.Skip("-");
            tokens.Raw();
        }
    }

    static bool IsNumber(string text) => text.Length > 0 && Parse(text, new("")) is NumberValue;

    static BooleanValue Boolean(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "t" or "b'1'" => new(true),
        "false" or "0" or "f" or "b'0'" => new(false),
        _ => throw new MigrationException(ErrorCode.InvalidValue, $"'{text}' is not a truth value, which a column of this type needs as its default",
            "Write true or false."),
    };

    static string Date(DateValue date) => date.Text.Replace('T', ' ');

    static MigrationException NoSequences(string what) =>
        new(ErrorCode.NotSupported, $"{what}: SQLite has no sequences", "Let the column number itself with autoIncrement, or keep numbers in a table.");
}
