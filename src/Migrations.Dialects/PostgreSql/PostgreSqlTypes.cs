using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// Types: Liquibase's names to PostgreSQL's, in one canonical spelling that the inspector shares: <c>int</c>, <c>varchar(50)</c>, <c>char(1)</c>, <c>numeric(10,2)</c>,
/// <c>timestamp</c>, <c>timestamptz(3)</c>, <c>boolean</c>, <c>double precision</c>, <c>text[]</c>.
/// </summary>
static partial class PostgreSqlTypes
{
    // What Liquibase 4.28 makes of a type name on PostgreSQL where it is not the server's own name for it. Arguments are kept unless the entry ends the type with a '!'.
    static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["integer"] = "int!", ["int"] = "int!", ["int4"] = "int!", ["int8"] = "bigint!", ["int2"] = "smallint!", ["bigint"] = "bigint!", ["smallint"] = "smallint!", ["tinyint"] = "smallint!",
        ["serial4"] = "serial!", ["serial"] = "serial!", ["serial8"] = "bigserial!", ["bigserial"] = "bigserial!", ["serial2"] = "smallserial!", ["smallserial"] = "smallserial!",
        ["decimal"] = "numeric", ["dec"] = "numeric", ["number"] = "numeric", ["currency"] = "numeric!", ["money"] = "numeric!", ["smallmoney"] = "numeric!",
        ["double"] = "double precision!", ["double precision"] = "double precision!", ["float8"] = "double precision!", ["float4"] = "real!", ["real"] = "real!",
        ["bool"] = "boolean!", ["boolean"] = "boolean!",
        ["character"] = "char", ["nchar"] = "char", ["national character"] = "char", ["national char"] = "char",
        ["character varying"] = "varchar", ["char varying"] = "varchar", ["national character varying"] = "varchar", ["national char varying"] = "varchar",
        ["nvarchar"] = "varchar", ["nvarchar2"] = "varchar", ["varchar2"] = "varchar",
        ["text"] = "text!", ["clob"] = "text!", ["nclob"] = "text!", ["longtext"] = "text!", ["mediumtext"] = "text!", ["tinytext"] = "text!", ["ntext"] = "text!",
        ["longvarchar"] = "text!", ["longnvarchar"] = "text!",
        ["blob"] = "oid!",
        ["bytea"] = "bytea!", ["longblob"] = "bytea!", ["mediumblob"] = "bytea!", ["tinyblob"] = "bytea!", ["varbinary"] = "bytea!", ["binary"] = "bytea!",
        ["longvarbinary"] = "bytea!", ["image"] = "bytea!",
        ["uniqueidentifier"] = "uuid!", ["uuid"] = "uuid!", ["date"] = "date!",
        ["datetime"] = "timestamp", ["datetime2"] = "timestamp", ["smalldatetime"] = "timestamp",
        ["bit varying"] = "varbit",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> JavaNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["java.sql.types.bigint"] = "bigint", ["java.sql.types.binary"] = "binary", ["java.sql.types.blob"] = "blob", ["java.sql.types.boolean"] = "boolean",
        ["java.sql.types.char"] = "char", ["java.sql.types.clob"] = "clob", ["java.sql.types.date"] = "date", ["java.sql.types.decimal"] = "decimal",
        ["java.sql.types.double"] = "double", ["java.sql.types.float"] = "float", ["java.sql.types.integer"] = "int", ["java.sql.types.longnvarchar"] = "text",
        ["java.sql.types.longvarbinary"] = "bytea", ["java.sql.types.longvarchar"] = "text", ["java.sql.types.nchar"] = "char", ["java.sql.types.nclob"] = "text",
        ["java.sql.types.numeric"] = "numeric", ["java.sql.types.nvarchar"] = "varchar", ["java.sql.types.real"] = "float", ["java.sql.types.smallint"] = "smallint",
        ["java.sql.types.time"] = "time", ["java.sql.types.time_with_timezone"] = "timetz", ["java.sql.types.timestamp"] = "timestamp",
        ["java.sql.types.timestamp_with_timezone"] = "timestamptz", ["java.sql.types.tinyint"] = "smallint", ["java.sql.types.varbinary"] = "bytea",
        ["java.sql.types.varchar"] = "varchar", ["java.lang.string"] = "varchar", ["java.lang.integer"] = "int", ["java.lang.long"] = "bigint",
        ["java.lang.boolean"] = "boolean", ["java.lang.double"] = "double", ["java.lang.float"] = "float", ["java.math.bigdecimal"] = "decimal",
        ["java.math.biginteger"] = "bigint", ["java.util.date"] = "timestamp", ["java.util.uuid"] = "uuid", ["java.sql.timestamp"] = "timestamp",
        ["java.sql.date"] = "date", ["java.sql.time"] = "time",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenSet<string> SeveralWords = new[]
    {
        "double precision", "character varying", "char varying", "national character varying", "national char varying", "national character", "national char", "bit varying",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The canonical type for a type as written in a changelog.</summary>
    /// <param name="declared">The type as written.</param>
    /// <param name="autoIncrement">Whether the column numbers itself.</param>
    /// <param name="defaultSchema">The schema that need not be named in front of a type; null where none is known.</param>
    /// <exception cref="MigrationException">PostgreSQL has no such type (<see cref="ErrorCode.NotSupported"/>).</exception>
    public static SqlType Map(string declared, bool autoIncrement, string? defaultSchema)
    {
        var type = Canonical(declared, defaultSchema);
        if (!autoIncrement)
            return new(type);
        return SerialBase(type) ?? (type is "int" or "bigint" or "smallint"
            ? new SqlType(type)
            : throw new MigrationException(ErrorCode.NotSupported, $"numbering a column of type '{declared}' by itself is not supported by PostgreSQL",
                "Use smallint, int or bigint, or leave autoIncrement out."));
    }

    // The server's own types; serial and its kin are spelled as they are written, because they say more than a type.
    static readonly FrozenSet<string> Natives = new[]
    {
        "int", "bigint", "smallint", "serial", "bigserial", "smallserial", "numeric", "double precision", "real", "boolean", "char", "varchar", "text", "bytea", "uuid", "date", "timestamp",
        "timestamptz", "time", "timetz", "bit", "varbit", "json", "jsonb", "xml", "inet", "cidr", "macaddr", "macaddr8", "point", "line", "lseg", "box", "path", "polygon", "circle",
        "tsvector", "tsquery", "oid", "name", "regclass", "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "interval", "citext", "hstore", "ltree", "money", "pg_lsn", "bpchar",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The canonical spelling of a type in the server's own SQL; null where it is none of the server's own.</summary>
    /// <param name="written">The type as written.</param>
    /// <param name="defaultSchema">The schema that need not be named in front of a type; null where none is known.</param>
    public static SqlType? Native(string written, string? defaultSchema)
    {
        var text = written.Trim();
        if (text.StartsWith("pg_catalog.", StringComparison.OrdinalIgnoreCase))
            text = text["pg_catalog.".Length..];
        if (text.Contains('"', StringComparison.Ordinal) || text.Contains('.', StringComparison.Ordinal))
            return null;
        if (text.EndsWith(" array", StringComparison.OrdinalIgnoreCase))
            text = $"{text[..^" array".Length]}[]";
        // For Liquibase money is a number.
        if (text.StartsWith("money", StringComparison.OrdinalIgnoreCase))
            return new(text.ToLowerInvariant());
        var type = new SqlType(ArrayBounds().Replace(Canonical(text, defaultSchema), "[]"));
        var name = type.BaseName.Split('[')[0].Split(' ')[0] is var first && first == "double" ? "double precision" : first;
        return Natives.Contains(name) ? type : null;
    }

    /// <summary>The whole-number type behind <c>serial</c> and its kin, which are not types but a way to write a numbered column; null for other types.</summary>
    public static SqlType? SerialBase(string type) => type switch
    {
        "serial" => new("int"),
        "bigserial" => new("bigint"),
        "smallserial" => new("smallint"),
        _ => null,
    };

    /// <summary>The canonical spelling of a type that the server's <c>format_type</c> wrote.</summary>
    public static SqlType FromCatalog(string text)
    {
        var parts = CatalogParts().Match(text);
        if (!parts.Success)
            return new(text == "integer" ? "int" : text);
        var name = parts.Groups["name"].Value switch
        {
            "integer" => "int",
            "character varying" => "varchar",
            "character" => "char",
            "bit varying" => "varbit",
            var other => other + (parts.Groups["zoned"].Success ? "tz" : ""),
        };
        return new(name + parts.Groups["args"].Value + parts.Groups["dims"].Value);
    }

    static string Canonical(string text, string? defaultSchema)
    {
        var parts = Parts().Match(text.Trim());
        if (!parts.Success || text.TrimStart().StartsWith("interval", StringComparison.OrdinalIgnoreCase))
            return Blanks().Replace(text.Trim(), " ").ToLowerInvariant();
        var (name, rest) = SplitWords(parts.Groups["name"].Value);
        var arguments = parts.Groups["args"].Success ? string.Join(',', new SqlType($"({parts.Groups["args"].Value})").Arguments) : null;
        rest = Blanks().Replace($"{rest} {parts.Groups["rest"].Value}", " ").Trim();
        var dimensions = parts.Groups["dims"].Value.Replace(" ", "", StringComparison.Ordinal);
        return Spell(name, arguments, rest, defaultSchema) + dimensions;
    }

    static (string Name, string Behind) SplitWords(string words)
    {
        words = Blanks().Replace(words, " ").Trim();
        if (words.StartsWith('"'))
            return (words, "");
        var lower = words.ToLowerInvariant();
        if (SeveralWords.Where(w => lower == w || lower.StartsWith(w + " ", StringComparison.Ordinal)).MaxBy(w => w.Length) is { } known)
            return (known, words[known.Length..]);
        var end = lower.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? (lower, "") : (lower[..end], words[end..]);
    }

    static string Spell(string name, string? arguments, string rest, string? defaultSchema)
    {
        if (name.StartsWith("java.", StringComparison.Ordinal))
        {
            name = JavaNames.GetValueOrDefault(name)
                ?? throw new MigrationException(ErrorCode.NotSupported, $"the type {name} has no counterpart in PostgreSQL", "Name a type of PostgreSQL, or one that Liquibase documents.");
        }
        var mapped = Names.GetValueOrDefault(name, name);
        var bare = mapped.EndsWith('!');
        mapped = mapped.TrimEnd('!');
        if (bare)
            return mapped + Signed(name, rest);
        return mapped switch
        {
            "timestamp" or "timestamptz" or "time" or "timetz" => Time(mapped, arguments, rest),
            "float" => Float(arguments),
            "numeric" => $"numeric{(arguments is null ? "" : arguments.Contains(',', StringComparison.Ordinal) || arguments == "*" ? $"({arguments})" : $"({arguments},0)")}{(name == "decimal" ? Signed(name, rest) : "")}",
            "char" or "bit" => $"{mapped}({Length(arguments) ?? "1"}){Behind(rest)}",
            "varchar" => $"{mapped}{(arguments is null ? "" : $"({Length(arguments)})")}{Behind(rest)}",
            _ => Own(mapped, arguments, rest, defaultSchema),
        };
    }

    /// <summary>A type that Liquibase does not know is written in capitals there and so reaches the server folded, quotes or not.</summary>
    static string Own(string name, string? arguments, string rest, string? defaultSchema)
    {
        // The server's one-byte type, which only quotes tell from char(1).
        if (name == "\"char\"")
            return name;
        var plain = Unquoted(name);
        if (defaultSchema is not null && plain.StartsWith(defaultSchema + ".", StringComparison.Ordinal))
            plain = plain[(defaultSchema.Length + 1)..];
        return $"{plain}{(arguments is null ? "" : $"({arguments})")}{Behind(rest)}";
    }

    static string Unquoted(string name) =>
        !name.Contains('"', StringComparison.Ordinal) ? name : PlainInQuotes().Replace(name, m => m.Groups[1].Value.ToLowerInvariant());

    static string Time(string name, string? arguments, string rest)
    {
        if (int.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits > 6)
        {
            throw new MigrationException(ErrorCode.NotSupported, FormattableString.Invariant($"a {name} with {digits} fractional digits is not supported by PostgreSQL"),
                "Use at most 6 digits.");
        }
        var lower = rest.ToLowerInvariant();
        var zoned = name.EndsWith("tz", StringComparison.Ordinal) || lower.StartsWith("with time zone", StringComparison.Ordinal);
        var other = lower.StartsWith("with ", StringComparison.Ordinal) && !lower.StartsWith("with time zone", StringComparison.Ordinal) ? Behind(rest) : "";
        return $"{(name.StartsWith("timestamp", StringComparison.Ordinal) ? "timestamp" : "time")}{(zoned ? "tz" : "")}{(arguments is null ? "" : $"({arguments})")}{other}";
    }

    static string Float(string? arguments) => arguments switch
    {
        null => "double precision",
        _ when int.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) => bits <= 24 ? "real" : "double precision",
        _ => $"float({arguments})",
    };

    /// <summary>The length in <c>50 char</c>.</summary>
    static string? Length(string? arguments) => arguments?.Split(' ')[0];

    /// <summary>Liquibase drops what is written behind whole numbers and texts, but for these leaves "unsigned" there, which the server refuses.</summary>
    static string Signed(string name, string rest) => name is "bigint" or "decimal" ? Behind(rest) : "";

    static string Behind(string rest) => rest.Length == 0 ? "" : " " + rest;

    /// <summary>Whether values are numbers, so that a default is written without quotes.</summary>
    public static bool IsNumeric(SqlType type) => type.BaseName is "int" or "bigint" or "smallint" or "numeric" or "double precision" or "real" or "oid" && !IsArray(type);

    /// <summary>Whether values are texts.</summary>
    public static bool IsText(SqlType type) => type.BaseName is "varchar" or "char" or "text" or "bpchar" or "citext" or "name" && !IsArray(type);

    /// <summary>Whether it is an array.</summary>
    public static bool IsArray(SqlType type) => type.Text.EndsWith(']');

    /// <summary>
    /// Whether the rows can stay as they are when a column changes its type: a longer varchar, varchar to text, more digits before the point, no more precision of a time.
    /// </summary>
    public static bool KeepsRows(SqlType from, SqlType to)
    {
        if (from == to)
            return true;
        if (IsArray(from) || IsArray(to))
            return false;
        return (from.BaseName, to.BaseName) switch
        {
            ("varchar", "varchar") or ("varbit", "varbit") => to.Length is null || from.Length <= to.Length,
            ("varchar" or "citext", "text") or ("text" or "citext", "varchar") => to.Length is null,
            ("varchar" or "text", "citext") or ("cidr", "inet") => true,
            ("numeric", "numeric") => to.Arguments.IsEmpty || (!from.Arguments.IsEmpty && from.Arguments[1] == to.Arguments[1] && from.Length <= to.Length),
            ("timestamp", "timestamp") or ("timestamptz", "timestamptz") or ("time", "time") or ("timetz", "timetz") or ("interval", "interval") => (to.Length ?? 6) >= (from.Length ?? 6),
            _ => false,
        };
    }

    [GeneratedRegex("""^(?<name>"[^"]*"(\."[^"]*")?|[^(\["]+("[^"]*"[^(\["]*)*)(\((?<args>[^()]*)\))?(?<rest>[^\[]*)(?<dims>(\[\d*\]\s*)*)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(?<name>integer|character varying|character|bit varying|timestamp|time)(?<args>\(\d+\))?( (without|(?<zoned>with)) time zone)?(?<dims>(\[\])*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex CatalogParts();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex ArrayBounds();

    [GeneratedRegex("\"([A-Za-z_][A-Za-z0-9_]*)\"")]
    private static partial Regex PlainInQuotes();

    /// <summary>How Liquibase writes a type: in capitals, but for three.</summary>
    public static string AsLiquibaseWrites(string type) => new SqlType(type).BaseName switch
    {
        _ when type.Contains('"', StringComparison.Ordinal) => type,
        "date" or "numeric" => type.Replace(",", ", ", StringComparison.Ordinal),
        "time" => $"{type} WITHOUT TIME ZONE",
        "timestamp" => $"{type.ToUpperInvariant()} WITHOUT TIME ZONE",
        "int" => "INTEGER",
        _ => type.ToUpperInvariant().Replace(",", ", ", StringComparison.Ordinal),
    };
}
