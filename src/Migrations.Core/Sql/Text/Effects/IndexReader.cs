using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads CREATE INDEX and DROP INDEX, and the columns of an index wherever they stand.</summary>
static class IndexReader
{
    /// <summary>Reads CREATE INDEX from the word INDEX on.</summary>
    /// <param name="cursor">The place.</param>
    /// <param name="unique">Whether the index is unique.</param>
    /// <param name="method">FULLTEXT or SPATIAL.</param>
    public static void Create(StatementCursor cursor, bool unique, string? method)
    {
        cursor.Expect("INDEX");
        var concurrently = cursor.Skip("CONCURRENTLY");
        cursor.SkipGuard();
        var name = cursor.Is("ON") ? null : cursor.Name();
        method ??= SkipMethod(cursor);
        cursor.Expect("ON");
        cursor.LeavesOut |= cursor.Skip("ONLY");
        var table = cursor.Name();
        method ??= SkipMethod(cursor);
        var columns = ReadColumns(cursor);
        var index = new TableIndex(name?.Name ?? cursor.Dialect.DefaultIndexName(table, columns) ?? "", columns) { Unique = unique, Method = method };
        cursor.LeavesOut |= cursor.IsPostgreSql && columns.Any(c => c.Computed);
        // In SQLite the schema stands before the index's name.
        if (name?.Schema is not null)
            table = table with { Schema = name.Schema };
        var online = SkipOptions(cursor);
        if (cursor.Skip("WHERE"))
        {
            // Servers write a condition anew.
            cursor.LeavesOut |= cursor.IsPostgreSql;
            index = index with { Where = cursor.Expression() };
        }
        cursor.Add(new CreateIndex(table, index) { Concurrently = concurrently });
        Ask(cursor, table, online);
    }

    /// <summary>The columns of an index, with parentheses around them.</summary>
    public static ImmutableArray<IndexColumn> ReadColumns(StatementCursor cursor)
    {
        var columns = ImmutableArray.CreateBuilder<IndexColumn>();
        cursor.Expect("(");
        do
            columns.Add(ReadColumn(cursor));
        while (cursor.Skip(","));
        cursor.Expect(")");
        return columns.ToImmutable();
    }

    static IndexColumn ReadColumn(StatementCursor cursor)
    {
        var start = cursor.At;
        var computed = cursor.Is("(") || !IsNameAlone(cursor);
        var name = computed ? cursor.Expression("ASC", "DESC", "NULLS", "COLLATE") : cursor.Identifier();
        if (cursor.Skip("COLLATE"))
        {
            cursor.LeavesOut = true;
            cursor.Name();
        }
        // An operator class.
        if (cursor.IsPostgreSql && !cursor.IsAny("ASC", "DESC", "NULLS", ",", ")") && !cursor.AtEnd)
        {
            cursor.LeavesOut = true;
            cursor.Name();
            if (cursor.Is("("))
                cursor.Parenthesized();
        }
        var descending = cursor.Skip("DESC");
        if (!descending)
            cursor.Skip("ASC");
        if (cursor.Skip("NULLS"))
        {
            // In PostgreSQL NULL counts as the largest value, so that it comes first where the order is descending.
            var first = cursor.Skip("FIRST");
            if (!first)
                cursor.Expect("LAST");
            cursor.LeavesOut |= first != descending;
        }
        if (start == cursor.At)
            cursor.Fail();
        return new(name) { Computed = computed, Descending = descending };
    }

    /// <summary>Whether a column's name stands here that is no call and carries no length.</summary>
    static bool IsNameAlone(StatementCursor cursor) =>
        cursor.Code.Kind(cursor.At) is SqlTokenKind.Word or SqlTokenKind.QuotedName && (!cursor.Code.Is(cursor.At + 1, "(")) && !cursor.Code.IsAny(cursor.At + 1, ".", ":", "-");

    /// <summary>Reads USING method.</summary>
    public static string? SkipMethod(StatementCursor cursor) => cursor.Skip("USING") ? cursor.Identifier() : null;

    /// <summary>Passes over what stands behind the columns of an index.</summary>
    /// <returns>What is said of how it is built: ALGORITHM and LOCK.</returns>
    public static ImmutableArray<string> SkipOptions(StatementCursor cursor)
    {
        var online = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            if (cursor.IsPostgreSql && (cursor.Is("INCLUDE") || cursor.Is("WITH", "(")))
            {
                cursor.LeavesOut = true;
                cursor.At++;
                cursor.Parenthesized();
            }
            else if (cursor.IsPostgreSql && cursor.Skip("NULLS"))
                cursor.LeavesOut |= cursor.Skip("NOT", "DISTINCT") || !cursor.Skip("DISTINCT");
            else if (cursor.IsPostgreSql && cursor.Skip("TABLESPACE"))
            {
                cursor.LeavesOut = true;
                cursor.Identifier();
            }
            else if (!cursor.IsMySql || !SkipMySqlOption(cursor, online))
                return online.ToImmutable();
        }
    }

    static bool SkipMySqlOption(StatementCursor cursor, ImmutableArray<string>.Builder online)
    {
        if (ReadOnlineClause(cursor) is { } clause)
            online.Add(clause);
        else if (cursor.Skip("WAIT"))
            cursor.Number();
        else if (cursor.SkipAny("NOWAIT", "VISIBLE"))
            return true;
        else if (cursor.Is("COMMENT") || cursor.IsAny("KEY_BLOCK_SIZE", "INVISIBLE", "IGNORED") || cursor.Is("WITH", "PARSER"))
        {
            cursor.LeavesOut = true;
            var taken = cursor.Skip("WITH", "PARSER") ? 1 : cursor.SkipAny("INVISIBLE", "IGNORED") ? 0 : 2;
            if (taken == 2)
                cursor.At++;
            cursor.Skip("=");
            cursor.At += taken == 0 ? 0 : 1;
        }
        else
            return SkipMethod(cursor) is not null;
        return true;
    }

    /// <summary>Reads ALGORITHM = x or LOCK = x of MariaDB and MySQL.</summary>
    public static string? ReadOnlineClause(StatementCursor cursor)
    {
        if (!cursor.IsMySql || !cursor.IsAny("ALGORITHM", "LOCK"))
            return null;
        var word = cursor.Word;
        cursor.At++;
        cursor.Skip("=");
        return $"{word}={cursor.Identifier().ToUpperInvariant()}";
    }

    /// <summary>Says of a statement how it is asked to be done.</summary>
    public static void Ask(StatementCursor cursor, ObjectName table, IEnumerable<string> clauses)
    {
        var part = string.Join(", ", clauses);
        if (part.Length > 0)
            cursor.Add(new RawOperation(RawOperationKind.OnlineClause, new(ObjectKind.Table, table)) { Part = part, Concurrently = !part.Contains("LOCK=SHARED", StringComparison.Ordinal) && !part.Contains("LOCK=EXCLUSIVE", StringComparison.Ordinal) });
    }

    /// <summary>Reads DROP INDEX from behind INDEX.</summary>
    public static void Drop(StatementCursor cursor)
    {
        var concurrently = cursor.Skip("CONCURRENTLY");
        cursor.SkipGuard();
        do
        {
            var name = cursor.Name();
            ObjectName? table = null;
            if (cursor.IsMySql)
            {
                cursor.Expect("ON");
                table = cursor.Name();
                name = table.Sibling(name.Name);
            }
            cursor.Add(new DropIndex(table, name) { Concurrently = concurrently });
            if (table is not null)
                Ask(cursor, table, SkipOptions(cursor));
        }
        while (cursor.Skip(","));
        cursor.LeavesOut |= cursor.SkipCascade();
    }

    /// <summary>Reads ALTER INDEX from behind INDEX (PostgreSQL).</summary>
    public static void Alter(StatementCursor cursor)
    {
        cursor.SkipGuard();
        var index = new ObjectKey(ObjectKind.Index, cursor.Name());
        if (cursor.Skip("RENAME", "TO"))
            cursor.Add(new RawOperation(RawOperationKind.RenamePart, index) { Part = cursor.Identifier() });
        else if (cursor.Skip("ATTACH", "PARTITION"))
            cursor.Add(new RawOperation(RawOperationKind.Other, index) { Part = cursor.Name().ToString() });
        else
        {
            cursor.SkipRest();
            cursor.Add(new RawOperation(RawOperationKind.TableSetting, index));
        }
        cursor.LeavesOut = true;
    }
}
