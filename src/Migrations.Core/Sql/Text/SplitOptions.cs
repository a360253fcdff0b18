namespace Migrations.Sql.Text;

/// <summary>How text is split, with the attributes of Liquibase's <c>sql</c> and <c>sqlFile</c>.</summary>
public sealed record SplitOptions
{
    /// <summary>The delimiter, as written in the changelog; null for <c>;</c>, and <c>GO</c> or <c>/</c> alone on a line.</summary>
    public string? EndDelimiter { get; init; }

    /// <summary>Whether the text is split at all. SQL Server's <c>GO</c> always splits, because no server understands it.</summary>
    public bool SplitStatements { get; init; } = true;

    /// <summary>Whether comments are taken out of the statements.</summary>
    public bool StripComments { get; init; }
}

/// <summary>One statement of a text.</summary>
/// <param name="Text">The statement, without its delimiter and without white space at its ends; otherwise as written.</param>
/// <param name="Offset">Where it starts in the text, in UTF-16 units from 0.</param>
/// <param name="Line">1-based line of its start within the text.</param>
/// <param name="Column">1-based column of its start.</param>
public sealed record SplitStatement(string Text, int Offset, int Line, int Column)
{
    /// <summary>1-based line and column of its first word: comments before it are part of its text.</summary>
    public (int Line, int Column) Code { get; init; } = (Line, Column);

    /// <summary>Whether a string, quoted name or comment in it is not closed.</summary>
    public bool Unterminated { get; init; }

    /// <summary>A place in the statement as one in the whole text.</summary>
    /// <param name="place">1-based line and column within <see cref="Text"/>; null for none.</param>
    public (int Line, int Column)? Within((int Line, int Column)? place) =>
        place is var (line, column) ? line == 1 ? (Line, Column + column - 1) : (Line + line - 1, column) : null;
}
