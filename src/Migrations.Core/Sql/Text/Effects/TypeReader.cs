namespace Migrations.Sql.Text;

/// <summary>Reads the type of a column as the databases' own grammars write it.</summary>
static class TypeReader
{
    /// <summary>The type in the dialect's canonical spelling. What the dialect does not know stays as it is written, and the effects do not say everything.</summary>
    public static SqlType Read(StatementCursor cursor)
    {
        var start = cursor.At;
        if (cursor.IsMySql)
            ReadMySql(cursor);
        else
            ReadPostgreSql(cursor);
        var written = cursor.Since(start);
        if (cursor.Failed)
            return new("");
        if (cursor.Dialect.NativeType(written) is { } type)
            return type;
        cursor.LeavesOut = true;
        return new(written);
    }

    static void ReadPostgreSql(StatementCursor cursor)
    {
        if (cursor.Skip("DOUBLE", "PRECISION") || cursor.Skip("NATIONAL"))
        {
            cursor.SkipAny("CHARACTER", "CHAR");
            cursor.Skip("VARYING");
        }
        else if (cursor.SkipAny("CHARACTER", "CHAR", "BIT"))
            cursor.Skip("VARYING");
        else if (cursor.Skip("INTERVAL"))
            SkipFields(cursor);
        else
            cursor.Name();
        if (cursor.Is("("))
            cursor.Parenthesized();
        if (cursor.Skip("WITH", "TIME", "ZONE") || cursor.Skip("WITHOUT", "TIME", "ZONE"))
            return;
        if (cursor.Skip("ARRAY") && !cursor.Is("["))
            return;
        while (cursor.Skip("["))
        {
            cursor.Number();
            cursor.Expect("]");
        }
    }

    static void SkipFields(StatementCursor cursor)
    {
        while (cursor.SkipAny("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"))
        {
        }
    }

    static void ReadMySql(StatementCursor cursor)
    {
        cursor.Identifier();
        cursor.SkipAny("VARYING", "PRECISION");
        if (cursor.Is("("))
            cursor.Parenthesized();
        while (cursor.SkipAny("UNSIGNED", "SIGNED", "ZEROFILL", "BINARY", "ASCII", "UNICODE") || SkipCharacterSet(cursor))
        {
        }
    }

    static bool SkipCharacterSet(StatementCursor cursor)
    {
        if (!cursor.Skip("CHARACTER", "SET") && !cursor.Skip("CHAR", "SET") && !cursor.SkipAny("CHARSET", "COLLATE"))
            return false;
        if (cursor.Code.Kind(cursor.At) == SqlTokenKind.String)
            cursor.String();
        else
            cursor.Identifier();
        return true;
    }
}
