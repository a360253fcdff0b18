namespace Migrations.Sql.Text;

/// <summary>The kinds of tokens in SQL text.</summary>
public enum SqlTokenKind
{
    /// <summary>Blanks, tabs and line ends.</summary>
    Whitespace,
    /// <summary><c>-- …</c> or <c># …</c> to the end of the line.</summary>
    LineComment,
    /// <summary><c>/* … */</c>.</summary>
    BlockComment,
    /// <summary><c>/*! … */</c> or <c>/*M! … */</c>, which MariaDB and MySQL execute.</summary>
    ExecutableComment,
    /// <summary>A string in quotes, with its prefix where that changes how it is read (<c>E'…'</c>).</summary>
    String,
    /// <summary><c>$tag$ … $tag$</c>.</summary>
    DollarString,
    /// <summary>A name in quotes, backticks or brackets.</summary>
    QuotedName,
    /// <summary>A keyword, a bare name or a variable (<c>@x</c>).</summary>
    Word,
    /// <summary>A number.</summary>
    Number,
    /// <summary>One character that is none of the others.</summary>
    Symbol,
    /// <summary>Nothing is left.</summary>
    End,
}

/// <summary>A token: a kind and a piece of the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts, in UTF-16 units from 0.</param>
/// <param name="Length">Its length in UTF-16 units.</param>
/// <param name="Terminated">Whether a string, quoted name or comment has its end; where it has not, it reaches to the end of the text.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length, bool Terminated = true)
{
    /// <summary>Where the next token starts.</summary>
    public int End => Start + Length;

    /// <summary>Whether the token is white space or a comment that no database executes.</summary>
    public bool IsTrivia => Kind is SqlTokenKind.Whitespace or SqlTokenKind.LineComment or SqlTokenKind.BlockComment;

    /// <summary>The token's characters.</summary>
    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}
