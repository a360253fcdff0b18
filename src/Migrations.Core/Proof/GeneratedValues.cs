using System.Globalization;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>How daring the rows are that a proof puts into tables. What a change set refuses of one kind, it is tried with the next.</summary>
enum RowStyle
{
    /// <summary>Values at the edges of their types, and NULL where it is allowed.</summary>
    Edges,
    /// <summary>Small whole numbers everywhere, also in texts, the same in every table, and no NULL: what fits most constraints and conversions.</summary>
    Plain,
    /// <summary>No rows.</summary>
    None,
}

/// <summary>Makes up values that fit a column's type, different in each row.</summary>
/// <param name="dialect">The database.</param>
/// <param name="style">How daring they are.</param>
sealed class GeneratedValues(SqlDialect dialect, RowStyle style)
{
    /// <summary>Where numbers start: far from those that people write into changelogs.</summary>
    const int Base = 1_000_000, SmallBase = 20_000, TinyBase = 100;

    const int LongText = 4000;

    /// <summary>How many rows a table gets.</summary>
    public int RowCount => style switch { RowStyle.Edges => 5, RowStyle.Plain => 3, _ => 0 };

    /// <summary>The value of a column in a row; null where nothing is known to fit.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="isKey">Whether it is part of a key or numbers itself: then it is neither NULL nor at an edge.</param>
    public SqlValue? Of(Column column, int row, bool isKey)
    {
        if (style == RowStyle.Edges && row == 2 && column.Nullable && !isKey)
            return new NullValue();
        var edge = style == RowStyle.Edges && !isKey;
        var name = column.Type.BaseName;
        return dialect.RowKindOf(column.Type) switch
        {
            _ when Special(name, row) is { } special => special,
            RowKind.Boolean => new BooleanValue(row % 2 == 0),
            RowKind.Numeric => new NumberValue(Number(column.Type, row, edge)),
            RowKind.Date or RowKind.DateTime or RowKind.Time => new DateValue(Moment(name, row, edge)),
            RowKind.Blob => new BinaryValue(new byte[] { 0x00, 0xFF, 0x27, (byte)row }),
            _ when name is "enum" or "set" => column.Type.Arguments is [var first, ..] ? new StringValue(first.Trim('\'')) : null,
            _ when IsText(name) => new StringValue(Text(column.Type, row, edge)),
            _ => null,
        };
    }

    static bool IsText(string name) => name.Contains("char", StringComparison.Ordinal) || name.Contains("text", StringComparison.Ordinal) || name is "clob" or "string" or "name" or "citext" or "";

    static SqlValue? Special(string name, int row) => name switch
    {
        "json" or "jsonb" => new StringValue(FormattableString.Invariant($$"""{"n": {{row}}}""")),
        "uuid" or "uniqueidentifier" => new StringValue(FormattableString.Invariant($"00000000-0000-4000-8000-{row + 1:D12}")),
        "xml" => new StringValue(FormattableString.Invariant($"<n>{row}</n>")),
        "inet" or "cidr" => new StringValue(FormattableString.Invariant($"10.0.0.{row + 1}")),
        "year" => new NumberValue((2001 + row).ToString(CultureInfo.InvariantCulture)),
        "interval" => new StringValue(FormattableString.Invariant($"{row + 1} days")),
        "bytea" => new BinaryValue(new byte[] { 0x00, 0xFF, 0x27, (byte)row }),
        _ => null,
    };

    string Number(SqlType type, int row, bool edge)
    {
        var unsigned = type.Suffix.Contains("unsigned", StringComparison.Ordinal) || type.Text.Contains("unsigned", StringComparison.OrdinalIgnoreCase);
        if (type.BaseName is "numeric" or "decimal" or "dec" or "number")
            return Decimal(type, row, edge);
        if (type.BaseName is "real" or "float" or "float4" or "float8" or "double" or "double precision" or "money" or "smallmoney")
            return edge && row == 3 ? "-0.5" : FormattableString.Invariant($"{SmallBase + row}{(edge ? ".25" : "")}");
        var (start, most) = type.BaseName.Split(' ')[0] switch
        {
            "tinyint" => (TinyBase, 127L),
            "smallint" or "int2" or "smallserial" => (SmallBase, (long)short.MaxValue),
            "mediumint" => (Base, 8388607L),
            "bigint" or "int8" or "bigserial" => (Base, dialect.Name == "sqlite" ? long.MaxValue : long.MaxValue),
            _ => (Base, (long)int.MaxValue),
        };
        return (edge, row) switch
        {
            (true, 3) => most.ToString(CultureInfo.InvariantCulture),
            (true, 4) when !unsigned => (-most).ToString(CultureInfo.InvariantCulture),
            _ => (start + row + 1).ToString(CultureInfo.InvariantCulture),
        };
    }

    static string Decimal(SqlType type, int row, bool edge)
    {
        var precision = type.Length ?? 10;
        var scale = type.Arguments.Length > 1 && int.TryParse(type.Arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : 0;
        var whole = Math.Min(precision - scale, 15);
        var number = whole <= 0 ? "0" : edge && row == 3 ? new string('9', whole) : (whole >= 7 ? Base + row + 1 : row + 1).ToString(CultureInfo.InvariantCulture);
        var fraction = edge && scale > 0 ? "." + (row == 3 ? new string('9', scale) : (row + 1).ToString(CultureInfo.InvariantCulture)) : "";
        return (edge && row == 4 ? "-" : "") + number + fraction;
    }

    static string Moment(string type, int row, bool edge)
    {
        var day = edge && row == 3 ? "2037-12-31" : edge && row == 4 ? "1999-02-28" : FormattableString.Invariant($"2001-02-{row + 3:D2}");
        var time = FormattableString.Invariant($"13:{row:D2}:59");
        return type.StartsWith("date", StringComparison.Ordinal) && type is "date" ? day : type.StartsWith("time", StringComparison.Ordinal) && !type.StartsWith("timestamp", StringComparison.Ordinal) ? time : $"{day}T{time}";
    }

    static string Text(SqlType type, int row, bool edge)
    {
        var most = Math.Min(type.Length ?? (type.BaseName is "char" or "character" or "nchar" or "bpchar" ? 1 : LongText), LongText);
        var number = (Base + row + 1).ToString(CultureInfo.InvariantCulture);
        // What is cut keeps its end, by which the rows differ.
        var text = edge ? row switch { 1 => $"O'Ä {number}", 3 => new string('x', Math.Max(0, most - number.Length)) + number, _ => $"Text {number}" } : number;
        return text.Length <= most ? text : text[^most..];
    }
}
