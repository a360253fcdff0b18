using System.Collections.Frozen;
using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>
/// What Liquibase's own types do with a default value that is given as text: numeric ones write it as it is, truth values know two words, dates know the current
/// time, all others quote it.
/// </summary>
static class DeclaredType
{
    const string JavaPrefix = "java.sql.types.";

    static readonly FrozenSet<string> Numeric = FrozenSet.ToFrozenSet(
    [
        "int", "integer", "int2", "int4", "int8", "integer8", "serial", "serial2", "serial4", "serial8", "smallserial", "bigserial", "bigint", "smallint", "tinyint",
        "mediumint", "decimal", "number", "numeric", "double", "float", "real", "currency", "money", "smallmoney",
    ], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> Temporal = FrozenSet.ToFrozenSet(
        ["date", "time", "datetime", "datetime2", "smalldatetime", "timestamp", "timestamptz", "timestamp_with_timezone"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the type as written holds truth values.</summary>
    public static bool IsBoolean(string declared) => NameOf(declared) is var name
        && (name.Equals("boolean", StringComparison.OrdinalIgnoreCase) || name.Equals("bool", StringComparison.OrdinalIgnoreCase) || name.Equals("bit", StringComparison.OrdinalIgnoreCase));

    /// <summary>A default value that is given as text.</summary>
    /// <exception cref="FormatException">The column holds truth values, and the text is none.</exception>
    public static SqlValue DefaultText(string text, string? declared, SqlDialect dialect)
    {
        var name = declared is null ? "" : NameOf(declared);
        if (ValueText.IsNull(text))
            return new NullValue();
        if (Numeric.Contains(name))
            return ValueText.Number(text);
        if (declared is not null && IsBoolean(declared))
            return new BooleanValue(TruthOf(text) ?? throw new FormatException($"'{text}' is neither true nor false."));
        return Temporal.Contains(name) ? ValueText.Text(text, dialect) : new StringValue(text);
    }

    /// <summary>A default value that is given as number: in a column of truth values 1 is true and 0 is false.</summary>
    public static SqlValue DefaultNumber(string text, string? declared) =>
        declared is not null && IsBoolean(declared) && text is "0" or "1" ? new BooleanValue(text == "1") : ValueText.Number(text);

    /// <summary>What a text says as a truth value; null where it is none.</summary>
    public static bool? TruthOf(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "t" or "yes" or "y" or "1" or "on" or "b'1'" => true,
        "false" or "f" or "no" or "n" or "0" or "off" or "b'0'" => false,
        _ => null,
    };

    static string NameOf(string declared)
    {
        var end = declared.AsSpan().IndexOfAny('(', ' ');
        var name = end < 0 ? declared : declared[..end];
        return name.StartsWith(JavaPrefix, StringComparison.OrdinalIgnoreCase) ? name[JavaPrefix.Length..] : name;
    }
}
