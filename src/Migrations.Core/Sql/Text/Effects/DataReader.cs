using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>
/// Reads statements that read and write rows: which table they write, and which rows of it. Behind WHERE stands all that bounds the rows,
/// an ORDER BY and a LIMIT of MariaDB, MySQL and SQLite with it.
/// </summary>
static partial class DataReader
{
    static readonly string[] Verbs = ["UPDATE", "DELETE", "INSERT", "REPLACE", "MERGE"];
    static readonly string[] AfterAssignment = ["FROM", "WHERE", "RETURNING", "ORDER", "LIMIT"];

    /// <summary>Reads from the statement's first word.</summary>
    /// <returns>Whether it is one of these.</returns>
    public static bool Read(StatementCursor cursor)
    {
        switch (cursor.Word)
        {
            case "WITH":
                ReadWith(cursor);
                return true;
            case "UPDATE":
                Update(cursor);
                return true;
            case "DELETE":
                Delete(cursor);
                return true;
            case "INSERT" or "REPLACE":
                Insert(cursor);
                return true;
            case "MERGE":
                Merge(cursor);
                return true;
            case "COPY" when cursor.IsPostgreSql:
                Copy(cursor);
                return true;
            case "LOAD" when cursor.IsMySql:
                Load(cursor);
                return true;
            case "SELECT" or "VALUES" or "(" or "TABLE" or "SHOW" or "EXPLAIN" or "DESCRIBE" or "DESC":
                Select(cursor);
                return true;
            default:
                return false;
        }
    }

    static void Select(StatementCursor cursor)
    {
        if (cursor.Code.Flavor == SqlFlavor.PostgreSql && SelectInto.Find(cursor.Code, cursor.At) is { } into)
        {
            cursor.LeavesOut = true;
            cursor.Add(new CreateTable(new(cursor.Resolve(into), [])));
        }
        cursor.At = cursor.Code.Count;
    }

    /// <summary>WITH … AS (…): what its parts write, and then what stands behind them.</summary>
    static void ReadWith(StatementCursor cursor)
    {
        var code = cursor.Code;
        for (var i = cursor.At + 1; i < code.Count; i++)
        {
            if (code.Is(i, "("))
            {
                if (code.IsAny(i + 1, Verbs) && code.IsAny(i - 1, "AS", "MATERIALIZED"))
                {
                    cursor.At = i + 1;
                    Read(cursor);
                }
                i = code.Close(i);
            }
            else if (code.IsAny(i, Verbs) || code.IsAny(i, "SELECT", "VALUES"))
            {
                cursor.At = i;
                Read(cursor);
                return;
            }
        }
        cursor.Fail();
    }

    // ---- UPDATE and DELETE -------------------------------------------------------------------------------------

    static void Update(StatementCursor cursor)
    {
        cursor.Expect("UPDATE");
        while (cursor.SkipAny("LOW_PRIORITY", "IGNORE", "ONLY"))
        {
        }
        if (cursor.Skip("OR"))
            cursor.At++;
        var table = cursor.Name();
        var set = cursor.Code.Find("SET", cursor.At);
        if (set < 0)
        {
            cursor.Fail();
            return;
        }
        cursor.At = set + 1;
        var values = ReadAssignments(cursor);
        cursor.Add(new UpdateRows(table, values, ReadWhere(cursor)));
    }

    static ImmutableArray<ColumnValue> ReadAssignments(StatementCursor cursor)
    {
        var values = ImmutableArray.CreateBuilder<ColumnValue>();
        do
        {
            if (cursor.Is("("))
            {
                var columns = ReadColumns(cursor);
                cursor.Expect("=");
                var value = new ExpressionValue(cursor.Expression(AfterAssignment));
                values.AddRange(columns.Select(c => new ColumnValue(c, value)));
                continue;
            }
            var start = cursor.At;
            var name = cursor.Name().Name;
            // A part of an array or of a composite is another thing than its next part.
            while (!cursor.Failed && !cursor.AtEnd && !cursor.Is("="))
            {
                cursor.At++;
                name = cursor.Since(start);
            }
            cursor.Expect("=");
            values.Add(new(name, cursor.Value(AfterAssignment)));
        }
        while (!cursor.Failed && cursor.Skip(","));
        return values.ToImmutable();
    }

    static void Delete(StatementCursor cursor)
    {
        cursor.Expect("DELETE");
        while (cursor.SkipAny("LOW_PRIORITY", "QUICK", "IGNORE"))
        {
        }
        if (!cursor.Skip("FROM"))
        {
            // DELETE t1, t2 FROM t1 JOIN … of MariaDB and MySQL.
            var joined = new List<ObjectName>();
            do
            {
                joined.Add(cursor.Name());
                cursor.Skip(".", "*");
            }
            while (cursor.Skip(","));
            cursor.Expect("FROM");
            var where = ReadWhere(cursor);
            foreach (var one in joined)
                cursor.Add(new DeleteRows(one, where));
            return;
        }
        cursor.Skip("ONLY");
        var table = cursor.Name();
        cursor.Add(new DeleteRows(table, ReadWhere(cursor)));
    }

    /// <summary>Passes over the rest of the statement or of the part in parentheses, and keeps what bounds the rows.</summary>
    static RawPredicate? ReadWhere(StatementCursor cursor)
    {
        var code = cursor.Code;
        var (where, limit, returning) = (-1, -1, -1);
        while (!cursor.AtEnd && !code.Is(cursor.At, ")"))
        {
            if (code.Is(cursor.At, "WHERE") && where < 0)
                where = cursor.At;
            else if (code.Is(cursor.At, "LIMIT") && limit < 0)
                limit = cursor.At;
            else if (code.Is(cursor.At, "RETURNING") && returning < 0)
                returning = cursor.At;
            cursor.Step();
        }
        var end = returning > 0 ? returning : cursor.At;
        return where >= 0 ? Between(cursor, where + 1, end) : limit >= 0 && limit < end ? new($"1 = 1 {Between(cursor, limit, end)?.Sql}") : null;
    }

    static RawPredicate? Between(StatementCursor cursor, int from, int to)
    {
        if (from >= to || to > cursor.Code.Count)
            return null;
        var sql = cursor.Text[cursor.Code.Start(from)..cursor.Code.End(to - 1)];
        return new(sql);
    }
}
