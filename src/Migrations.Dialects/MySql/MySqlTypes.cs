using System.Collections.Frozen;
using System.Globalization;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Column types: Liquibase's names to the database's, and the spelling in which the catalogue's COLUMN_TYPE reports them.
/// What Liquibase 4.28 makes of each name was taken from its generated SQL and from the tables it leaves on MariaDB 10.11.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="asMySql">Whether the types are those that Liquibase chooses for <c>dbms: mysql</c> (which may be a MariaDB behind MySQL's driver).</param>
sealed class MySqlTypes(MySqlServer server, bool asMySql)
{
    /// <summary>The longest fraction of seconds.</summary>
    const int MaxFraction = 6;

    /// <summary>
    /// Liquibase keeps the fraction of TIME only on versions whose three parts are each at least 5, 6 and 4: on MariaDB 10.11.19, not on MySQL 8.0.
    /// The same schema needs the same quirk.
    /// </summary>
    bool KeepsTimeFraction => server.Version is { Major: >= 5, Minor: >= 6, Build: >= 4 };

    /// <summary>The database's type for a type named in a changelog. Attributes written behind it stay behind it, for <see cref="MySqlColumnType.Parse"/>.</summary>
    /// <exception cref="MigrationException">The servers have no such type.</exception>
    public SqlType Map(string declared)
    {
        var parts = TypeParts.Of(declared, server);
        var (name, keepsArguments, suffix) = FromLiquibase(parts);
        if (name is "datetime" or "timestamp" && parts.Arguments is [var fraction] && int.TryParse(fraction, CultureInfo.InvariantCulture, out var digits) && digits > MaxFraction)
        {
            if (name == "timestamp")
                throw new MigrationException(ErrorCode.NotSupported, $"a timestamp with {digits} digits of a second's fraction is not supported by MariaDB and MySQL", "Use at most timestamp(6).");
            parts = parts with { Arguments = ["6"] };
        }
        return Canonical(new TypeParts(name, keepsArguments ? parts.Arguments : [], suffix));
    }

    /// <summary>How Liquibase writes a type: in capitals, but for a few, and without the width of whole numbers.</summary>
    public static string AsLiquibaseWrites(string type) => new SqlType(type).BaseName switch
    {
        "date" or "time" or "datetime" or "timestamp" => type,
        "int" or "bigint" or "smallint" or "mediumint" or "tinyint" when type != "tinyint(1)" && type.IndexOf('(', StringComparison.Ordinal) is > 0 and var open =>
            type.Remove(open, type.IndexOf(')', StringComparison.Ordinal) - open + 1).ToUpperInvariant(),
        "enum" or "set" => type,
        _ => type.ToUpperInvariant().Replace(",", ", ", StringComparison.Ordinal),
    };

    /// <summary>A type of the database's own in the catalogue's spelling; what is behind it stays.</summary>
    public SqlType Canonical(string type) => Canonical(TypeParts.Of(type, server));

    static readonly FrozenSet<string> Natives = new[]
    {
        "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "char", "varchar", "binary", "varbinary", "tinytext", "text", "mediumtext", "longtext",
        "tinyblob", "blob", "mediumblob", "longblob", "enum", "set", "date", "time", "datetime", "timestamp", "year", "point", "geometry", "linestring", "polygon", "uuid", "inet6", "inet4", "json",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A type of the servers' own SQL in the catalogue's spelling, with what is behind it; null where it is none that the catalogue keeps as it is.</summary>
    public SqlType? Native(string written)
    {
        var parts = TypeParts.Of(written, server);
        if (parts.Name is "bool" or "boolean")
            parts = parts with { Name = "tinyint", Arguments = ["1"] };
        else if (parts.Name == "character")
            parts = parts with { Name = "char" };
        else if (parts.Name is "character varying" or "char varying")
            parts = parts with { Name = "varchar" };
        var type = Canonical(parts);
        return Natives.Contains(type.BaseName.Split(' ')[0]) ? type : null;
    }

    (string Name, bool KeepsArguments, string Suffix) FromLiquibase(TypeParts type)
    {
        // Liquibase knows the type with neither a length nor a zone behind it as another name than with one; the servers refuse the latter.
        if (type.Name is "timestamp" or "timestamptz" && type.Suffix.Contains("time zone", StringComparison.OrdinalIgnoreCase))
            throw new MigrationException(ErrorCode.NotSupported, "a timestamp with or without time zone is not supported by MariaDB and MySQL", "Write 'timestamp' (kept in UTC) or 'datetime' (kept as written).");
        return type.Name switch
        {
            "bigint" or "int8" or "integer8" or "java.sql.types.bigint" or "java.math.biginteger" or "java.lang.long" => ("bigint", false, type.Suffix),
            "bigserial" or "serial8" => ("bigint", false, Numbered(type.Suffix)),
            "int" or "integer" or "int4" or "java.sql.types.integer" or "java.lang.integer" => ("int", false, type.Suffix),
            "serial" or "serial4" => ("int", false, Numbered(type.Suffix)),
            "mediumint" => ("mediumint", false, type.Suffix),
            "smallint" or "int2" or "java.sql.types.smallint" => ("smallint", false, type.Suffix),
            "smallserial" or "serial2" => ("smallint", false, Numbered(type.Suffix)),
            "java.sql.types.tinyint" => ("tinyint", true, type.Suffix),
            "boolean" or "bool" or "java.sql.types.boolean" or "java.lang.boolean" => (asMySql ? "tinyint" : "tinyint(1)", false, type.Suffix),
            "varchar2" or "character varying" or "java.sql.types.varchar" or "java.lang.string" => ("varchar", true, type.Suffix),
            "nvarchar2" or "java.sql.types.nvarchar" => ("nvarchar", true, type.Suffix),
            "character" or "bpchar" or "java.sql.types.char" => ("char", true, type.Suffix),
            "nchar2" or "java.sql.types.nchar" => ("nchar", true, type.Suffix),
            "text" or "tinytext" or "mediumtext" when !type.Suffix.StartsWith('[') => (type.Name, false, ""),
            "longtext" or "clob" or "ntext" or "longvarchar" or "java.sql.types.clob" or "java.sql.types.longvarchar" or "xml" or "xmltype" or "java.sql.types.sqlxml" => ("longtext", false, ""),
            "nclob" or "longnvarchar" or "java.sql.types.nclob" or "java.sql.types.longnvarchar" => ("longtext", false, "character set utf8"),
            "blob" or "java.sql.types.blob" => ("blob", false, ""),
            "tinyblob" or "mediumblob" => (type.Name, false, ""),
            "longblob" or "image" or "longvarbinary" or "java.sql.types.longvarbinary" or "java.sql.types.varbinary" or "java.sql.types.binary" => ("longblob", false, ""),
            "currency" or "money" or "smallmoney" => ("decimal", false, type.Suffix),
            "java.sql.types.decimal" or "java.math.bigdecimal" => ("decimal", true, type.Suffix),
            "number" or "java.sql.types.numeric" => ("decimal", true, type.Suffix),
            "java.sql.types.double" or "java.lang.double" => ("double", true, type.Suffix),
            "java.sql.types.float" or "java.lang.float" => ("float", true, type.Suffix),
            "java.sql.types.real" => ("real", true, type.Suffix),
            "date" or "java.sql.types.date" or "java.sql.date" => ("date", false, ""),
            "datetime2" or "smalldatetime" or "java.sql.types.datetime" or "java.util.date" => ("datetime", true, ""),
            "time" or "timetz" or "java.sql.types.time" or "java.sql.time" => ("time", KeepsTimeFraction, ""),
            "timestamptz" or "java.sql.types.timestamp" or "java.sql.types.timestamp_with_timezone" or "java.sql.timestamp" when type.Arguments.Count == 0 => ("timestamp", false, type.Suffix),
            "uuid" or "uniqueidentifier" or "java.util.uuid" => (HasUuid ? "uuid" : "char(36)", false, type.Suffix),
            _ => (type.Name, true, type.Suffix),
        };
    }

    bool HasUuid => !asMySql && server.IsMariaDb && server.Version >= new Version(10, 7);

    static string Numbered(string suffix) => suffix.Length == 0 ? "auto_increment" : $"{suffix} auto_increment";

    SqlType Canonical(TypeParts type)
    {
        var (name, arguments, suffix) = type;
        var zerofill = false;
        var unsigned = false;
        while (Leading(suffix, "unsigned", "signed", "zerofill") is { } word)
        {
            zerofill |= word == "zerofill";
            unsigned |= word is "unsigned" or "zerofill";
            suffix = suffix[word.Length..].TrimStart();
        }
        name = name switch
        {
            "integer" => "int",
            "dec" or "numeric" or "fixed" => "decimal",
            "double precision" or "float8" => "double",
            "float4" => "float",
            "real" => server.RealAsFloat ? "float" : "double",
            "long" => "mediumtext",
            "middleint" => "mediumint",
            _ => name,
        };
        if (name is "nchar" or "nvarchar")
        {
            name = name[1..];
            suffix = $"character set utf8 {suffix}".TrimEnd();
        }
        var text = name switch
        {
            "tinyint" or "smallint" or "mediumint" or "int" or "bigint" => name + Width(name, arguments, unsigned, zerofill),
            "decimal" => $"decimal({arguments.ElementAtOrDefault(0) ?? "10"},{arguments.ElementAtOrDefault(1) ?? "0"})",
            "float" when arguments is [var bits] => int.TryParse(bits, CultureInfo.InvariantCulture, out var n) && n > 24 ? "double" : "float",
            "char" or "binary" or "bit" when arguments.Count == 0 => $"{name}(1)",
            "year" => server.ShowsDisplayWidth ? "year(4)" : "year",
            "datetime" or "timestamp" or "time" when arguments is ["0"] => name,
            _ => arguments.Count == 0 ? name : $"{name}({string.Join(',', arguments)})",
        };
        if (unsigned)
            text += " unsigned";
        if (zerofill)
            text += " zerofill";
        return new(suffix.Length == 0 ? text : $"{text} {suffix}");
    }

    string Width(string name, IReadOnlyList<string> arguments, bool unsigned, bool zerofill)
    {
        var width = arguments.ElementAtOrDefault(0) ?? (name, unsigned) switch
        {
            ("tinyint", false) => "4",
            ("tinyint", true) => "3",
            ("smallint", false) => "6",
            ("smallint", true) => "5",
            ("mediumint", false) => "9",
            ("mediumint", true) => "8",
            ("int", false) => "11",
            ("int", true) => "10",
            _ => "20",
        };
        return server.ShowsDisplayWidth || zerofill || (name == "tinyint" && !unsigned && width == "1") ? $"({width})" : "";
    }

    static string? Leading(string text, params string[] words) =>
        words.FirstOrDefault(w => text.StartsWith(w, StringComparison.OrdinalIgnoreCase) && (text.Length == w.Length || char.IsWhiteSpace(text[w.Length])));

    /// <summary>A type cut into its name (lower case), its arguments, and what is behind.</summary>
    readonly record struct TypeParts(string Name, IReadOnlyList<string> Arguments, string Suffix)
    {
        public static TypeParts Of(string type, MySqlServer server)
        {
            var tokens = MySqlToken.Read(type, server);
            if (tokens.Count == 0)
                return new("", [], "");
            var next = 1;
            var name = tokens[0].Value.ToLowerInvariant();
            // java.sql.Types.X, schema.type
            while (next + 1 < tokens.Count && tokens[next].IsSymbol(".") && tokens[next + 1].Kind == MySqlTokenKind.Word)
            {
                name += "." + tokens[next + 1].Value.ToLowerInvariant();
                next += 2;
            }
            if (next < tokens.Count && (tokens[next].Is("varying") || tokens[next].Is("precision")))
                name += " " + tokens[next++].Value.ToLowerInvariant();
            var arguments = new List<string>();
            if (next < tokens.Count && tokens[next].IsSymbol("("))
            {
                var behind = MySqlToken.BehindClosing(tokens, next);
                arguments = ReadArguments(tokens, next + 1, behind - 1, server);
                next = behind;
            }
            return new(name, arguments, next < tokens.Count ? type[tokens[next].Start..].Trim() : "");
        }

        static List<string> ReadArguments(List<MySqlToken> tokens, int from, int to, MySqlServer server)
        {
            var arguments = new List<string> { "" };
            foreach (var token in tokens[from..to])
            {
                if (token.IsSymbol(","))
                    arguments.Add("");
                else
                    arguments[^1] += token.Kind == MySqlTokenKind.Text ? MySqlLiterals.Quote(token.Value, server) : token.Value;
            }
            return arguments;
        }
    }
}
