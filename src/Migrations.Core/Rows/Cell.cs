namespace Migrations.Rows;

/// <summary>What a field means, as far as that can be told from its text alone.</summary>
public enum CellKind
{
    /// <summary>Something that only its value tells: an expression, bytes, the text of a file, a date that has to be calculated.</summary>
    Other,
    /// <summary>NULL.</summary>
    Null,
    /// <summary>The text itself.</summary>
    Text,
    /// <summary>A number as SQL writes it.</summary>
    Number,
    /// <summary>True.</summary>
    True,
    /// <summary>False.</summary>
    False,
    /// <summary>A date, or a date and a time with <c>T</c> between.</summary>
    Date,
}

/// <summary>A field of a row without a value made of it: of millions of rows, most fields can be sent as they are.</summary>
/// <param name="kind">What it means.</param>
/// <param name="text">Its text; what is sent of a text, a number or a date.</param>
public readonly ref struct Cell(CellKind kind, ReadOnlySpan<char> text)
{
    /// <summary>What it means.</summary>
    public CellKind Kind { get; } = kind;

    /// <summary>Its text; what is sent of a text, a number or a date.</summary>
    public ReadOnlySpan<char> Text { get; } = text;
}
