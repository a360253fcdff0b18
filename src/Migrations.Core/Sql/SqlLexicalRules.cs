namespace Migrations.Sql;

/// <summary>How a database's SQL is cut into tokens; what differs between the four.</summary>
public sealed record SqlLexicalRules
{
    /// <summary>Whether <c>$tag$ … $tag$</c> quotes a string (PostgreSQL).</summary>
    public bool DollarQuotes { get; init; }

    /// <summary>Whether <c>`…`</c> quotes a name (MariaDB, SQLite).</summary>
    public bool Backticks { get; init; }

    /// <summary>Whether <c>[…]</c> quotes a name (SQL Server, SQLite).</summary>
    public bool Brackets { get; init; }

    /// <summary>Whether a backslash escapes the next character in a string (MariaDB).</summary>
    public bool BackslashEscapes { get; init; }

    /// <summary>Whether <c>E'…'</c> strings have backslash escapes (PostgreSQL).</summary>
    public bool EscapeStrings { get; init; }

    /// <summary>Whether <c>"…"</c> is a string and not a name (MariaDB without ANSI_QUOTES).</summary>
    public bool DoubleQuotedStrings { get; init; }

    /// <summary>Whether <c>#</c> starts a comment to the end of the line (MariaDB).</summary>
    public bool HashComments { get; init; }

    /// <summary>
    /// Whether two dashes behind white space start a comment also where the server wants white space behind them (MariaDB): so Liquibase has it where it strips comments.
    /// </summary>
    public bool LooseDashComments { get; init; }

    /// <summary>Whether <c>/* … */</c> nests (PostgreSQL, SQL Server).</summary>
    public bool NestedComments { get; init; }

    /// <summary>Whether a line <c>GO [count]</c> ends a batch (SQL Server's tools).</summary>
    public bool GoSeparator { get; init; }

    /// <summary>Whether a line <c>DELIMITER x</c> changes the delimiter (MariaDB's client).</summary>
    public bool DelimiterCommand { get; init; }

    /// <summary>Whether a compound body (<c>CREATE PROCEDURE/TRIGGER … BEGIN … END</c>) holds semicolons that do not end the statement.</summary>
    public bool CompoundBodies { get; init; }
}
