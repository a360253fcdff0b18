using System.Collections.Frozen;
using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>
/// What the type that a changelog declares makes of a default value, as Liquibase's own types do: text becomes a number, a truth value or a call where the type
/// wants one, and a number becomes text in a column of texts.
/// </summary>
static class DeclaredType
{
    enum Family
    {
        Other,
        Integer,
        Numeric,
        Boolean,
        Temporal,
        Text,
        Uuid,
    }

    const string JavaPrefix = "java.sql.types.";

    static readonly FrozenDictionary<string, Family> Families = new[]
    {
        (Family.Integer, "int integer int2 int4 int8 integer8 serial serial2 serial4 serial8 smallserial bigserial bigint smallint tinyint mediumint"),
        (Family.Numeric, "decimal number numeric double float real currency money smallmoney"),
        (Family.Boolean, "boolean bool bit"),
        (Family.Temporal, "date time datetime datetime2 smalldatetime timestamp timestamptz timestamp_with_timezone"),
        (Family.Text, "char character nchar varchar varchar2 nvarchar nvarchar2 clob nclob text longtext mediumtext tinytext ntext longvarchar longnvarchar"),
        (Family.Uuid, "uuid uniqueidentifier"),
    }.SelectMany(f => f.Item2.Split(' ').Select(name => (Name: name, Family: f.Item1))).ToFrozenDictionary(f => f.Name, f => f.Family, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the type as written holds truth values.</summary>
    public static bool IsBoolean(string declared) => FamilyOf(declared) == Family.Boolean;

    /// <summary>A default value that is given as text.</summary>
    /// <exception cref="FormatException">The column holds truth values, and the text is none.</exception>
    public static SqlValue DefaultText(string text, string? declared, SqlDialect dialect) => ValueText.IsNull(text) ? new NullValue() : FamilyOf(declared) switch
    {
        Family.Integer => ValueText.Number(WithoutFraction(text)),
        Family.Numeric => ValueText.Number(text),
        Family.Boolean => new BooleanValue(TruthOf(text) ?? throw new FormatException($"'{text}' is neither true nor false.")),
        Family.Temporal when text.EndsWith("()", StringComparison.Ordinal) => new ExpressionValue(text),
        Family.Temporal => ValueText.Text(text, dialect),
        // Liquibase writes the text as it is, so it is a call, or quoted by its author; only a bare value needs quotes.
        Family.Uuid when dialect.Name is DbmsNames.PostgreSql or DbmsNames.MariaDb or DbmsNames.MySql && !Guid.TryParse(text, out _) => new ExpressionValue(text),
        _ => new StringValue(text),
    };

    /// <summary>A default value that is given as number.</summary>
    public static SqlValue DefaultNumber(string text, string? declared) => ValueText.IsNull(text) ? new NullValue() : FamilyOf(declared) switch
    {
        Family.Boolean when text is "0" or "1" => new BooleanValue(text == "1"),
        Family.Text => new StringValue(text),
        _ => ValueText.Number(WithoutFraction(text)),
    };

    /// <summary>A default value that is given as truth value.</summary>
    public static SqlValue DefaultFlag(bool flag, string? declared) => FamilyOf(declared) switch
    {
        Family.Integer or Family.Numeric => new NumberValue(flag ? "1" : "0"),
        Family.Text => new StringValue(flag ? "true" : "false"),
        _ => new BooleanValue(flag),
    };

    /// <summary>What a text says as a truth value; null where it is none.</summary>
    public static bool? TruthOf(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "T" or "YES" or "Y" or "1" or "ON" => true,
        "FALSE" or "F" or "NO" or "N" or "0" or "OFF" => false,
        _ => null,
    };

    /// <summary>A whole number without the zeros behind its point (<c>0.0</c> is <c>0</c>), which Liquibase's own numbers do not have; catalogues would show them.</summary>
    static string WithoutFraction(string number) => number.TrimEnd('0') is [_, .., '.'] whole ? whole[..^1] : number;

    static Family FamilyOf(string? declared)
    {
        if (declared is null)
            return Family.Other;
        var end = declared.AsSpan().IndexOfAny('(', ' ');
        var name = end < 0 ? declared : declared[..end];
        return Families.GetValueOrDefault(name.StartsWith(JavaPrefix, StringComparison.OrdinalIgnoreCase) ? name[JavaPrefix.Length..] : name);
    }
}
