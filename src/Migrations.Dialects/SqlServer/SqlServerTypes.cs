using System.Collections.Frozen;
using System.Globalization;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>
/// Liquibase's types on SQL Server, and the canonical spelling that planned and inspected columns share: lower case, no blank behind a comma,
/// lengths always said, the precision of <c>datetime2</c>, <c>time</c> and <c>datetimeoffset</c> only where it is not 7.
/// The mapping was read off the SQL that Liquibase 4.28 writes for <c>offline:mssql</c>.
/// </summary>
static class SqlServerTypes
{
    const string JavaPrefix = "java.sql.types.";
    const int DefaultScale = 7;

    static readonly FrozenDictionary<string, string> Fixed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bigint"] = "bigint", ["int8"] = "bigint", ["bigserial"] = "bigint identity(1,1)",
        ["int"] = "int", ["integer"] = "int", ["int4"] = "int", ["mediumint"] = "int", ["serial"] = "int identity(1,1)",
        ["smallint"] = "smallint", ["int2"] = "smallint", ["smallserial"] = "smallint identity(1,1)",
        ["tinyint"] = "tinyint",
        ["boolean"] = "bit", ["bool"] = "bit", ["bit"] = "bit",
        ["blob"] = "varbinary(max)", ["longblob"] = "varbinary(max)", ["tinyblob"] = "varbinary(max)", ["mediumblob"] = "varbinary(max)", ["longvarbinary"] = "varbinary(max)",
        ["clob"] = "varchar(max)", ["longtext"] = "varchar(max)", ["text"] = "varchar(max)", ["tinytext"] = "varchar(max)", ["mediumtext"] = "varchar(max)",
        ["longvarchar"] = "varchar(max)", ["longnvarchar"] = "varchar(max)",
        ["nclob"] = "nvarchar(max)", ["ntext"] = "nvarchar(max)",
        ["currency"] = "money", ["money"] = "money", ["smallmoney"] = "smallmoney",
        ["date"] = "date", ["datetime"] = "datetime", ["smalldatetime"] = "smalldatetime",
        ["double"] = "float", ["double precision"] = "float", ["real"] = "real",
        ["uuid"] = "uniqueidentifier", ["uniqueidentifier"] = "uniqueidentifier",
        ["xml"] = "xml", ["image"] = "image", ["sql_variant"] = "sql_variant", ["rowversion"] = "rowversion",
        ["hierarchyid"] = "hierarchyid", ["geography"] = "geography", ["geometry"] = "geometry", ["sysname"] = "sysname",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Where java.sql.Types.X is something else than X.</summary>
    static readonly FrozenDictionary<string, string> Java = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["binary"] = "varbinary(max)", ["varbinary"] = "varbinary(max)", ["nclob"] = "varchar(max)",
        ["timestamp_with_timezone"] = "datetime2", ["time_with_timezone"] = "time",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The column type for a type as written in a changelog.</summary>
    public static SqlType Map(string declared)
    {
        var text = declared.Trim();
        var isJava = text.StartsWith(JavaPrefix, StringComparison.OrdinalIgnoreCase);
        var type = new SqlType(isJava ? text[JavaPrefix.Length..] : text);
        var name = Squeeze(type.BaseName);
        // "timestamp(3) with time zone" says the same as "timestamp with time zone"; Liquibase drops the zone.
        var suffix = type.Suffix is "" or "with time zone" or "without time zone" or "unsigned" ? "" : type.Text[(type.Text.LastIndexOf(')') + 1)..].Trim();
        if (isJava && Java.TryGetValue(name, out var java))
            return new(java);
        foreach (var ending in new[] { " with time zone", " without time zone", " unsigned" })
            name = name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;
        if (Fixed.TryGetValue(name, out var simple))
            return new(simple);
        var mapped = Parametric(name, type);
        return mapped is null ? Own(text) : new(suffix.Length > 0 ? $"{mapped} {suffix}" : mapped);
    }

    static readonly FrozenSet<string> Natives = new[]
    {
        "bigint", "int", "integer", "smallint", "tinyint", "bit", "money", "smallmoney", "date", "datetime", "smalldatetime", "datetime2", "datetimeoffset", "time", "real", "float", "decimal", "dec",
        "numeric", "char", "character", "nchar", "varchar", "nvarchar", "binary", "varbinary", "uniqueidentifier", "xml", "sql_variant", "hierarchyid", "geography", "geometry", "sysname", "rowversion",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The canonical spelling of a type in the server's own SQL; null where it is none of the server's own.</summary>
    public static SqlType? Native(string written)
    {
        var text = written.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Trim();
        // What Liquibase takes for a point in time is the server's mark of a row's version, and its long texts are types of their own.
        return new SqlType(text).BaseName switch
        {
            "timestamp" => new("rowversion"),
            "text" or "ntext" or "image" => new(text.ToLowerInvariant()),
            var name when Natives.Contains(name) => Map(text),
            _ => null,
        };
    }

    static string? Parametric(string name, SqlType type) => name switch
    {
        "char" or "character" => Sized("char", type, 8000),
        "nchar" => Sized("nchar", type, 4000),
        "varchar" or "varchar2" or "character varying" => Sized("varchar", type, 8000),
        "nvarchar" or "nvarchar2" => Sized("nvarchar", type, 4000),
        "binary" => Sized("binary", type, 8000),
        "varbinary" => Sized("varbinary", type, 8000),
        "decimal" or "dec" => Exact("decimal", type),
        "numeric" or "number" => Exact("numeric", type),
        "float" => type.Length is null or > 24 ? "float" : "real",
        "timestamp" or "timestamptz" or "datetime2" => Scaled("datetime2", type),
        "datetimeoffset" => Scaled("datetimeoffset", type),
        "time" => Scaled("time", type),
        _ => null,
    };

    static string Sized(string name, SqlType type, int most)
    {
        if (type.Arguments is not [var length, ..])
            return $"{name}(1)";
        var digits = length.Split(' ')[0]; // varchar2(20 char)
        var isMax = digits.Equals("max", StringComparison.OrdinalIgnoreCase) || (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > most);
        return isMax ? $"{name}(max)" : $"{name}({digits})";
    }

    static string Exact(string name, SqlType type) => type.Arguments switch
    {
        [] => $"{name}(18,0)",
        [var precision] => $"{name}({precision},0)",
        [var precision, var scale, ..] => $"{name}({precision},{scale})",
    };

    static string Scaled(string name, SqlType type) => type.Length is { } scale && scale != DefaultScale ? FormattableString.Invariant($"{name}({scale})") : name;

    /// <summary>A type that is the database's own or the user's: as written, but for its brackets and blanks.</summary>
    static SqlType Own(string text)
    {
        var type = new SqlType(text);
        return type.Arguments.IsEmpty ? type : new($"{text[..text.IndexOf('(', StringComparison.Ordinal)].Trim()}({string.Join(',', type.Arguments)}){(type.Suffix.Length > 0 ? " " + type.Suffix : "")}");
    }

    static string Squeeze(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The canonical spelling of a type in the catalogue.</summary>
    /// <param name="name">sys.types.name.</param>
    /// <param name="length">max_length in bytes; -1 for max.</param>
    /// <param name="precision">precision.</param>
    /// <param name="scale">scale.</param>
    public static SqlType FromCatalog(string name, int length, int precision, int scale) => new(name switch
    {
        "char" or "varchar" or "binary" or "varbinary" => length < 0 ? $"{name}(max)" : FormattableString.Invariant($"{name}({length})"),
        "nchar" or "nvarchar" => length < 0 ? $"{name}(max)" : FormattableString.Invariant($"{name}({length / 2})"),
        "decimal" or "numeric" => FormattableString.Invariant($"{name}({precision},{scale})"),
        "datetime2" or "datetimeoffset" or "time" => scale == DefaultScale ? name : FormattableString.Invariant($"{name}({scale})"),
        "timestamp" => "rowversion",
        _ => name,
    });

    /// <summary>Whether a type is one of text.</summary>
    public static bool IsText(SqlType type) => type.BaseName is "char" or "varchar" or "nchar" or "nvarchar" or "text" or "ntext" or "sysname";

    /// <summary>Whether a type is one of numbers.</summary>
    public static bool IsNumber(SqlType type) =>
        type.BaseName is "int" or "bigint" or "smallint" or "tinyint" or "decimal" or "numeric" or "money" or "smallmoney" or "float" or "real";

    /// <summary>Whether a type is one of dates or times.</summary>
    public static bool IsTime(SqlType type) => type.BaseName is "date" or "time" or "datetime" or "datetime2" or "smalldatetime" or "datetimeoffset";

    /// <summary>Whether a value in the catalogue's older date types, whose reading of <c>yyyy-mm-dd</c> depends on the session's language.</summary>
    public static bool ReadsDatesByLanguage(SqlType type) => type.BaseName is "datetime" or "smalldatetime";

    /// <summary>The lowest and the highest number of a sequence's type.</summary>
    public static (decimal Lowest, decimal Highest) RangeOf(SqlType type) => type.BaseName switch
    {
        "tinyint" => (byte.MinValue, byte.MaxValue),
        "smallint" => (short.MinValue, short.MaxValue),
        "int" => (int.MinValue, int.MaxValue),
        "decimal" or "numeric" when type.Length is { } digits and <= 28 => (1 - Power(digits), Power(digits) - 1),
        _ => (long.MinValue, long.MaxValue),
    };

    static decimal Power(int digits) => Enumerable.Repeat(10m, digits).Aggregate(1m, (product, ten) => product * ten);
}
