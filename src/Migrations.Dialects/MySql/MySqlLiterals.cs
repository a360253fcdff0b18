using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>Names and values as SQL text. Nothing else puts quotes around anything.</summary>
static class MySqlLiterals
{
    /// <summary>A quoted name.</summary>
    public static string QuoteName(string name) => name.Contains('\0', StringComparison.Ordinal)
        ? throw new MigrationException(ErrorCode.InvalidValue, "a name contains the character NUL, which MariaDB and MySQL do not allow", "Remove it from the name.")
        : $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A quoted string.</summary>
    /// <exception cref="MigrationException">It contains NUL, which a script in text cannot carry.</exception>
    public static string Quote(string text, MySqlServer server)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new MigrationException(ErrorCode.InvalidValue, "a text contains the character NUL", "Write the value as an expression: valueComputed: \"x'00'\".");
        if (!server.NoBackslashEscapes)
            text = text.Replace("\\", "\\\\", StringComparison.Ordinal);
        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>A value in INSERT, UPDATE and conditions.</summary>
    public static string Write(SqlValue value, MySqlServer server, Func<Schema.ObjectName, string> quoteName) => value switch
    {
        NullValue => "NULL",
        StringValue text => Quote(text.Text, server),
        NumberValue number => number.Text,
        BooleanValue flag => flag.Value ? "1" : "0",
        DateValue date => Quote(date.Text.Replace('T', ' '), server),
        BinaryValue binary => $"x'{Convert.ToHexString(binary.Bytes.Span)}'",
        ExpressionValue expression => expression.Sql,
        SequenceNextValue next => $"NEXT VALUE FOR {quoteName(RequireSequences(next.Sequence, server))}",
        SequenceCurrentValue current => $"PREVIOUS VALUE FOR {quoteName(RequireSequences(current.Sequence, server))}",
        ColumnReference column => QuoteName(column.Column),
        // As in Liquibase: where one of the two is NULL it is left out together with what stands between them.
        JoinedColumns joined => $"CONCAT_WS({Quote(joined.Separator, server)}, {QuoteName(joined.First)}, {QuoteName(joined.Second)})",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    static Schema.ObjectName RequireSequences(Schema.ObjectName sequence, MySqlServer server) => server.HasSequences
        ? sequence
        : throw new MigrationException(ErrorCode.NotSupported, $"the sequence {sequence} cannot be used: there are no sequences before MariaDB 10.3 and in MySQL", "Use autoIncrement.");
}
