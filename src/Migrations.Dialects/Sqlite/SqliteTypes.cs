using System.Collections.Frozen;
using System.Globalization;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// Liquibase's mapping of type names for SQLite, taken from what 4.28 generates. SQLite keeps the declared text of a type and nothing else of it,
/// so that text is the canonical form; only its white space is made equal.
/// </summary>
static class SqliteTypes
{
    /// <summary>The mark of a type that numbers itself (<c>serial</c>), which <see cref="SqliteShapes"/> turns into an identity.</summary>
    public const string AutoIncrement = "AUTOINCREMENT";

    [Flags]
    enum Keep
    {
        Nothing = 0,
        Arguments = 1,
        Suffix = 2,
        All = Arguments | Suffix,
    }

    static readonly FrozenDictionary<string, (string Name, Keep Keep)> Known = new Dictionary<string, (string, Keep)>
    {
        ["bigint"] = ("BIGINT", Keep.All), ["int8"] = ("BIGINT", Keep.All), ["java.math.biginteger"] = ("BIGINT", Keep.All),
        ["java.lang.long"] = ("BIGINT", Keep.All), ["java.sql.types.bigint"] = ("BIGINT", Keep.All),
        ["int"] = ("INTEGER", Keep.Nothing), ["integer"] = ("INTEGER", Keep.Nothing), ["int4"] = ("INTEGER", Keep.Nothing),
        ["java.lang.integer"] = ("INTEGER", Keep.Nothing), ["java.sql.types.integer"] = ("INTEGER", Keep.Nothing),
        ["serial"] = ("INTEGER AUTOINCREMENT", Keep.Nothing), ["serial4"] = ("INTEGER AUTOINCREMENT", Keep.Nothing),
        ["bigserial"] = ("INTEGER AUTOINCREMENT", Keep.Nothing), ["serial8"] = ("INTEGER AUTOINCREMENT", Keep.Nothing),
        ["smallserial"] = ("INTEGER AUTOINCREMENT", Keep.Nothing),
        ["smallint"] = ("SMALLINT", Keep.All), ["int2"] = ("SMALLINT", Keep.All), ["java.sql.types.smallint"] = ("SMALLINT", Keep.All),
        ["tinyint"] = ("TINYINT", Keep.All), ["java.sql.types.tinyint"] = ("TINYINT", Keep.All), ["mediumint"] = ("MEDIUMINT", Keep.All),
        ["boolean"] = ("BOOLEAN", Keep.All), ["bool"] = ("BOOLEAN", Keep.All), ["bit"] = ("BOOLEAN", Keep.All),
        ["java.lang.boolean"] = ("BOOLEAN", Keep.All), ["java.sql.types.boolean"] = ("BOOLEAN", Keep.All),
        ["decimal"] = ("DECIMAL", Keep.All), ["java.math.bigdecimal"] = ("DECIMAL", Keep.All), ["java.sql.types.decimal"] = ("DECIMAL", Keep.All),
        ["numeric"] = ("NUMBER", Keep.All), ["number"] = ("NUMBER", Keep.All), ["java.sql.types.numeric"] = ("NUMBER", Keep.All),
        ["double"] = ("DOUBLE", Keep.All), ["java.sql.types.double"] = ("DOUBLE", Keep.All),
        ["float"] = ("FLOAT", Keep.All), ["real"] = ("FLOAT", Keep.All), ["java.sql.types.float"] = ("FLOAT", Keep.All),
        ["java.sql.types.real"] = ("FLOAT", Keep.All),
        ["currency"] = ("REAL", Keep.Nothing), ["money"] = ("REAL", Keep.Nothing), ["smallmoney"] = ("REAL", Keep.Nothing),
        ["char"] = ("CHAR", Keep.All), ["character"] = ("CHAR", Keep.All), ["java.sql.types.char"] = ("CHAR", Keep.All),
        ["nchar"] = ("NCHAR", Keep.All), ["nchar2"] = ("NCHAR", Keep.All), ["java.sql.types.nchar"] = ("NCHAR", Keep.All),
        ["varchar"] = ("VARCHAR", Keep.All), ["varchar2"] = ("VARCHAR", Keep.All), ["character varying"] = ("VARCHAR", Keep.All),
        ["java.lang.string"] = ("VARCHAR", Keep.All), ["java.sql.types.varchar"] = ("VARCHAR", Keep.All),
        ["nvarchar"] = ("NVARCHAR", Keep.All), ["nvarchar2"] = ("NVARCHAR", Keep.All), ["national"] = ("NVARCHAR", Keep.All),
        ["national character varying"] = ("NVARCHAR", Keep.All), ["java.sql.types.nvarchar"] = ("NVARCHAR", Keep.All),
        ["text"] = ("TEXT", Keep.Nothing), ["clob"] = ("TEXT", Keep.Nothing), ["nclob"] = ("TEXT", Keep.Nothing), ["ntext"] = ("TEXT", Keep.Nothing),
        ["longtext"] = ("TEXT", Keep.Nothing), ["mediumtext"] = ("TEXT", Keep.Nothing), ["tinytext"] = ("TEXT", Keep.Nothing),
        ["longvarchar"] = ("TEXT", Keep.Nothing), ["long varchar"] = ("TEXT", Keep.Nothing), ["longnvarchar"] = ("TEXT", Keep.Nothing),
        ["xml"] = ("TEXT", Keep.Nothing), ["xmltype"] = ("TEXT", Keep.Nothing), ["uuid"] = ("TEXT", Keep.Nothing), ["uniqueidentifier"] = ("TEXT", Keep.Nothing),
        ["java.sql.types.clob"] = ("TEXT", Keep.Nothing), ["java.sql.types.nclob"] = ("TEXT", Keep.Nothing),
        ["java.sql.types.longvarchar"] = ("TEXT", Keep.Nothing), ["java.sql.types.longnvarchar"] = ("TEXT", Keep.Nothing),
        ["datetime"] = ("TEXT", Keep.Nothing), ["datetime2"] = ("TEXT", Keep.Nothing), ["smalldatetime"] = ("TEXT", Keep.Nothing),
        ["timestamp"] = ("TEXT", Keep.Nothing), ["timestamptz"] = ("TEXT", Keep.Nothing), ["java.util.date"] = ("TEXT", Keep.Nothing),
        ["java.sql.timestamp"] = ("TEXT", Keep.Nothing), ["java.sql.types.datetime"] = ("TEXT", Keep.Nothing),
        ["java.sql.types.timestamp"] = ("TEXT", Keep.Nothing), ["java.sql.types.timestamp_with_timezone"] = ("TEXT", Keep.Nothing),
        ["date"] = ("date", Keep.Nothing), ["java.sql.date"] = ("date", Keep.Nothing), ["java.sql.types.date"] = ("date", Keep.Nothing),
        ["time"] = ("time", Keep.Nothing), ["timetz"] = ("time", Keep.Nothing), ["java.sql.time"] = ("time", Keep.Nothing),
        ["java.sql.types.time"] = ("time", Keep.Nothing),
        ["blob"] = ("BLOB", Keep.All), ["longblob"] = ("BLOB", Keep.All), ["mediumblob"] = ("BLOB", Keep.All), ["tinyblob"] = ("BLOB", Keep.All),
        ["image"] = ("BLOB", Keep.All), ["binary"] = ("BLOB", Keep.All), ["varbinary"] = ("BLOB", Keep.All), ["longvarbinary"] = ("BLOB", Keep.All),
        ["java.sql.types.blob"] = ("BLOB", Keep.All), ["java.sql.types.binary"] = ("BLOB", Keep.All), ["java.sql.types.varbinary"] = ("BLOB", Keep.All),
        ["java.sql.types.longvarbinary"] = ("BLOB", Keep.All),
        // Not the two words that they look like.
        ["bit varying"] = ("BIT VARYING", Keep.All),
    }.ToFrozenDictionary();

    static readonly FrozenSet<string> Numbers = 
        "integer int bigint smallint tinyint mediumint decimal number numeric float double real".Split(' ').ToFrozenSet();

    /// <summary>SQLite's type for a type as written in a changelog.</summary>
    /// <exception cref="MigrationException">A precision that Liquibase refuses (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static SqlType Map(string declared)
    {
        var (name, arguments, suffix) = Split(declared.Trim());
        var key = name.ToLowerInvariant();
        if (!Known.ContainsKey(key) && key.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
        {
            suffix = $"{name[(blank + 1)..]} {suffix}".Trim();
            key = key[..blank];
            name = name[..blank];
        }
        if (key is "timestamp" or "java.sql.types.timestamp" && int.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits > 9)
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"a timestamp with {digits} fractional digits is not supported by SQLite",
                "Write at most timestamp(9).");
        }
        var (target, keep) = Known.GetValueOrDefault(key, (name.Trim('"').ToUpperInvariant(), Keep.All));
        if (target == "INTEGER" && NumbersItself(suffix))
            return new($"{target} {AutoIncrement}");
        var text = target;
        // As in Liquibase: the brackets of an array go before the length.
        if (suffix.StartsWith("[]", StringComparison.Ordinal))
            (text, suffix) = ($"{text}[]", suffix[2..].Trim());
        if (keep.HasFlag(Keep.Arguments) && arguments is not null)
            text += $"({string.Join(", ", arguments.Split(',').Select(a => a.Trim()))})";
        if (keep.HasFlag(Keep.Suffix) && suffix.Length > 0 && !suffix.Contains('(', StringComparison.Ordinal))
            text += $" {suffix}";
        return Canonical(text);
    }

    /// <summary>A type's text with white space as it is everywhere here: <c>DECIMAL(10, 2)</c>, <c>UNSIGNED BIG INT</c>.</summary>
    public static SqlType Canonical(string text)
    {
        var tokens = new SqliteTokens(text);
        try
        {
            return new(Read(tokens) + (tokens.AtEnd ? "" : $" {tokens.Rest()}"));
        }
        catch (FormatException)
        {
            // Not a type that SQLite could read. It is for SQLite to say so, with the place.
            return new(text);
        }
    }

    /// <summary>Reads a type at the cursor; an empty text where there is none.</summary>
    public static string Read(SqliteTokens tokens)
    {
        var words = new List<string>();
        while (tokens.IsName && !StartsConstraint(tokens))
            words.Add(tokens.Raw());
        var text = string.Join(" ", words);
        if (words.Count == 0 || !tokens.Is("("))
            return text;
        var arguments = tokens.Parenthesized().Split(',').Select(a => a.Trim());
        return $"{text}({string.Join(", ", arguments)})";
    }

    /// <summary>Whether a primary key of one column of this type is the row id under another name.</summary>
    public static bool IsRowId(SqlType type) => type.Text.Equals("INTEGER", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a type holds truth values, whose defaults are written 0 and 1.</summary>
    public static bool IsBoolean(SqlType type) => type.BaseName is "boolean" or "bool";

    /// <summary>Whether a type holds numbers, whose defaults are written without quotes.</summary>
    public static bool IsNumber(SqlType type) => Numbers.Contains(type.BaseName.Split(' ')[0]);

    /// <summary>
    /// The type of a column that numbers itself. SQLite numbers INTEGER columns only, and an INTEGER holds 64 bits; Liquibase fails here for bigint and the like.
    /// </summary>
    public static SqlType Numbering(SqlType type) => IsNumber(type) ? new("INTEGER") : type;

    /// <summary>Whether a type holds bytes, whose defaults are left as they are.</summary>
    public static bool IsBinary(SqlType type) => type.BaseName is "blob" or "";

    static bool StartsConstraint(SqliteTokens tokens) => tokens.Is("GENERATED", "ALWAYS")
        || tokens.IsAny("CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "AS", AutoIncrement);

    static bool NumbersItself(string suffix) =>
        suffix.StartsWith("identity", StringComparison.OrdinalIgnoreCase) || suffix.StartsWith("generated", StringComparison.OrdinalIgnoreCase);

    static (string Name, string? Arguments, string Suffix) Split(string declared)
    {
        var open = declared.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : declared.IndexOf(')', open);
        return close < 0
            ? (Blanks(declared), null, "")
            : (Blanks(declared[..open]), declared[(open + 1)..close], declared[(close + 1)..].Trim());
    }

    static string Blanks(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
