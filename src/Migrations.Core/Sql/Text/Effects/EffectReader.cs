using System.Collections.Immutable;

namespace Migrations.Sql.Text;

/// <summary>
/// Says what a statement of PostgreSQL, MariaDB, MySQL or SQLite does, as nodes. One reader per family of statements; what differs between the databases is
/// told apart where it stands. A statement is understood as a whole or not at all: what is not in the grammar makes it opaque.
/// </summary>
public static class EffectReader
{
    /// <summary>Reads a statement, or a text of several that is sent as one.</summary>
    /// <param name="statement">The text.</param>
    /// <param name="dialect">The database.</param>
    /// <returns>What it does; null where it has not been understood.</returns>
    public static StatementReading? Read(string statement, SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(dialect);
        var code = new CodeTokens(statement, dialect.Lexical);
        if (code.Unterminated)
            return null;
        if (code is { Count: 1 } && code.Kind(0) == SqlTokenKind.ExecutableComment)
            return Read(Executed(code.Text(0).ToString()), dialect);
        if (HasInnerSemicolon(code) && SqlSplitter.Split(statement, dialect.Lexical) is { Count: > 1 } parts)
            return Together([.. parts.Select(part => Read(part.Text, dialect))]);
        var cursor = new StatementCursor(statement, code, dialect);
        Read(cursor);
        return cursor.Reading();
    }

    static void Read(StatementCursor cursor)
    {
        if (cursor.AtEnd)
            return;
        if (cursor.Skip("CREATE"))
            ObjectReader.Create(cursor);
        else if (cursor.Skip("ALTER"))
            ObjectReader.Alter(cursor);
        else if (cursor.Skip("DROP"))
            DropReader.Read(cursor);
        else if (!DataReader.Read(cursor) && !MaintenanceReader.Read(cursor))
            cursor.Fail();
    }

    /// <summary>What stands in a comment that MariaDB and MySQL execute, without its version.</summary>
    static string Executed(string comment)
    {
        var inner = comment.AsSpan(comment.IndexOf('!', StringComparison.Ordinal) + 1);
        inner = inner[..^2];
        return inner[(inner.IndexOfAnyExceptInRange('0', '9') is var start and >= 0 ? start : inner.Length)..].ToString();
    }

    static StatementReading? Together(ImmutableArray<StatementReading?> parts)
    {
        if (parts.Contains(null))
            return null;
        var read = parts.Select(p => p!).ToList();
        return new([.. read.SelectMany(p => p.Effects)])
        {
            IsComplete = read.TrueForAll(p => p.IsComplete) && !read.SkipLast(1).Any(p => p.MovesNames),
            IsGuarded = read.Exists(p => p.IsGuarded),
            MovesNames = read.Exists(p => p.MovesNames),
        };
    }

    static bool HasInnerSemicolon(CodeTokens code)
    {
        for (var i = 0; i < code.Count - 1; i++)
        {
            if (code.Is(i, ";"))
                return true;
        }
        return false;
    }
}
