using System.Collections.Immutable;

namespace Migrations.Sql.Text;

/// <content>INSERT, MERGE and loads.</content>
static partial class DataReader
{
    static void Insert(StatementCursor cursor)
    {
        cursor.At++;
        while (cursor.SkipAny("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE"))
        {
        }
        if (cursor.Skip("OR"))
            cursor.At++;
        cursor.Skip("INTO");
        var table = cursor.Name();
        if (cursor.Skip("AS"))
            cursor.Identifier();
        ImmutableArray<string> columns = cursor.Is("(") && !cursor.Is("(", "SELECT") && !cursor.Is("(", "WITH") ? ReadColumns(cursor) : [];
        if (cursor.Skip("OVERRIDING"))
            cursor.At += 2;
        cursor.Add(new InsertRows(table, ReadRow(cursor, columns)) { Source = FindSource(cursor) });
        SkipPart(cursor);
    }

    /// <summary>The columns of an INSERT; one of them may be a part of an array or of a composite.</summary>
    static ImmutableArray<string> ReadColumns(StatementCursor cursor)
    {
        var columns = ImmutableArray.CreateBuilder<string>();
        cursor.Expect("(");
        while (!cursor.Failed && !cursor.AtEnd && !cursor.Is(")"))
        {
            var start = cursor.At;
            var name = cursor.Identifier();
            var isPart = !cursor.Is(",") && !cursor.Is(")");
            cursor.SkipItem();
            columns.Add(isPart ? cursor.Since(start) : name);
            cursor.Skip(",");
        }
        cursor.Expect(")");
        return columns.ToImmutable();
    }

    /// <summary>The first row of VALUES; of a query only the columns.</summary>
    static ImmutableArray<ColumnValue> ReadRow(StatementCursor cursor, ImmutableArray<string> columns)
    {
        var values = ImmutableArray.CreateBuilder<ColumnValue>(columns.Length);
        if (!cursor.SkipAny("VALUES", "VALUE") || !cursor.Skip("("))
            return [.. columns.Select(c => new ColumnValue(c, new ExpressionValue("")))];
        foreach (var column in columns)
        {
            values.Add(new(column, cursor.Value()));
            cursor.Skip(",");
        }
        while (!cursor.AtEnd && !cursor.Is(")"))
            cursor.Step();
        cursor.Expect(")");
        return values.ToImmutable();
    }

    /// <summary>The table that the rows of INSERT … SELECT come from: the first behind FROM.</summary>
    static CopiedRows? FindSource(StatementCursor cursor)
    {
        if (!cursor.IsAny("SELECT", "WITH", "(", "TABLE"))
            return null;
        var code = cursor.Code;
        for (var at = cursor.At; at < code.Count; at++)
        {
            if (!code.Is(at, "FROM") || code.IsAny(at + 1, "(", "UNNEST", "GENERATE_SERIES", "JSON_TO_RECORDSET", "VALUES", "DUAL"))
                continue;
            var name = at + 1;
            code.Skip(ref name, "ONLY");
            return code.ReadName(ref name, out var parts) ? new CopiedRows(cursor.Resolve(parts), cursor.Code.Find("WHERE", at) is > 0 and var where ? Between(cursor, where + 1, code.Count) : null) : null;
        }
        return null;
    }

    static void SkipPart(StatementCursor cursor)
    {
        while (!cursor.AtEnd && !cursor.Is(")"))
            cursor.Step();
    }

    static void Merge(StatementCursor cursor)
    {
        cursor.Expect("MERGE");
        cursor.Skip("INTO");
        cursor.Skip("ONLY");
        var table = cursor.Name();
        var code = cursor.Code;
        var on = code.Find("ON", cursor.At);
        var when = code.Find("WHEN", cursor.At);
        var where = on >= 0 && when > on ? Between(cursor, on + 1, when) : null;
        for (var at = Math.Max(when, cursor.At); at < code.Count; at = code.Is(at, "(") ? code.Close(at) + 1 : at + 1)
        {
            if (!code.Is(at - 1, "THEN"))
                continue;
            if (code.Is(at, "UPDATE"))
            {
                cursor.At = at + 2;
                cursor.Add(new UpdateRows(table, [], where));
            }
            else if (code.Is(at, "DELETE"))
                cursor.Add(new DeleteRows(table, where));
            else if (code.Is(at, "INSERT"))
                cursor.Add(new InsertRows(table, []));
        }
        cursor.At = code.Count;
    }

    static void Copy(StatementCursor cursor)
    {
        cursor.Expect("COPY");
        if (!cursor.Is("("))
        {
            var table = cursor.Name();
            if (cursor.Code.Find("FROM", cursor.At) > 0)
                cursor.Add(new InsertRows(table, []));
        }
        cursor.At = cursor.Code.Count;
    }

    static void Load(StatementCursor cursor)
    {
        var into = cursor.Code.Find("INTO", cursor.At);
        if (into < 0 || !cursor.Code.Is(into + 1, "TABLE"))
        {
            cursor.Fail();
            return;
        }
        cursor.At = into + 2;
        cursor.Add(new InsertRows(cursor.Name(), []));
        cursor.At = cursor.Code.Count;
    }
}
