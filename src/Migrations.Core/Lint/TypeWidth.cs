using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>Compares types by what fits into them.</summary>
static class TypeWidth
{
    static readonly string[][] Ladders =
    [
        ["tinyint", "smallint", "mediumint", "int", "bigint"],
        ["smallint", "integer", "bigint"],
        ["smallserial", "serial", "bigserial"],
        ["real", "double precision"],
        ["float", "double"],
        ["tinytext", "text", "mediumtext", "longtext"],
        ["tinyblob", "blob", "mediumblob", "longblob"],
        ["date", "timestamp"],
        ["date", "datetime"],
    ];

    /// <summary>Whether values may be there that the new type has no room for.</summary>
    public static bool IsNarrower(SqlType from, SqlType to)
    {
        var (was, now) = (from.BaseName, to.BaseName);
        if (IsText(was) && IsText(now))
            return Length(to) < Length(from);
        if (was == now && was is "numeric" or "decimal")
            return to.Length is { } precision && (from.Length is not { } before || precision - Scale(to) < before - Scale(from) || Scale(to) < Scale(from));
        if (was == now)
            return to.Length is { } length && (from.Length is { } old ? length < old : was is "varbinary" or "bit" or "timestamp" or "time");
        foreach (var ladder in Ladders)
        {
            var (low, high) = (Array.IndexOf(ladder, now), Array.IndexOf(ladder, was));
            if (low >= 0 && high >= 0)
                return low < high;
        }
        // From text to anything else, only what looks like it fits.
        return IsText(was) && !IsText(now) && now is not ("citext" or "json" or "xml");
    }

    static bool IsText(string name) => name is "varchar" or "character varying" or "char" or "character" or "bpchar" or "nvarchar" or "nchar" or "text" or "ntext" or "longtext" or "mediumtext" or "citext" or "clob";

    static int Length(SqlType type) => type.Length ?? (type.BaseName is "char" or "character" or "nchar" ? 1 : int.MaxValue);

    static int Scale(SqlType type) => type.Arguments is [_, var scale] && int.TryParse(scale, System.Globalization.CultureInfo.InvariantCulture, out var digits) ? digits : 0;
}
