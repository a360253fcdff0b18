using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads the constraints of a table, in CREATE TABLE and behind ADD.</summary>
static class ConstraintReader
{
    /// <summary>Whether a constraint of a table stands here.</summary>
    public static bool StartsHere(StatementCursor cursor) => cursor.Is("CONSTRAINT") || cursor.Is("PRIMARY", "KEY") || cursor.IsAny("UNIQUE", "CHECK") || cursor.Is("FOREIGN", "KEY")
        || (cursor.IsPostgreSql && cursor.Is("EXCLUDE"));

    /// <summary>Reads a NOT NULL that stands as a constraint of the table (PostgreSQL 18): the name of its column; null where none stands here.</summary>
    public static string? ReadNotNull(StatementCursor cursor)
    {
        var at = cursor.At;
        if (cursor.IsPostgreSql && cursor.Skip("CONSTRAINT"))
            cursor.Identifier();
        if (!cursor.IsPostgreSql || !cursor.Skip("NOT", "NULL"))
        {
            cursor.At = at;
            return null;
        }
        // The constraint's name, and whether rows are checked, are more than the model has.
        cursor.LeavesOut = true;
        var column = cursor.Identifier();
        while (cursor.Skip("NO", "INHERIT") || cursor.Skip("NOT", "VALID"))
        {
        }
        return column;
    }

    /// <summary>Reads one.</summary>
    /// <param name="cursor">The place.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The constraint; null for EXCLUDE, which the model does not hold.</returns>
    public static TableConstraint? Read(StatementCursor cursor, out string? name)
    {
        name = null;
        if (cursor.Skip("CONSTRAINT"))
        {
            cursor.SkipGuard();
            // MariaDB and MySQL let the name out.
            if (!cursor.Is("PRIMARY", "KEY") && !cursor.IsAny("UNIQUE", "CHECK") && !cursor.Is("FOREIGN", "KEY"))
                name = cursor.Identifier();
        }
        if (cursor.Skip("PRIMARY", "KEY"))
            return ReadPrimaryKey(cursor, name);
        if (cursor.Skip("UNIQUE"))
            return ReadUnique(cursor, name);
        if (cursor.Skip("CHECK"))
            return ReadCheck(cursor, name);
        if (cursor.Skip("FOREIGN", "KEY"))
        {
            cursor.SkipGuard();
            if (cursor.IsMySql && !cursor.Is("("))
                name ??= cursor.Identifier();
            return ReadReference(cursor, name, cursor.Identifiers());
        }
        if (cursor.IsPostgreSql && cursor.Skip("EXCLUDE"))
        {
            cursor.LeavesOut = true;
            cursor.SkipItem();
        }
        else
            cursor.Fail();
        return null;
    }

    static PrimaryKey ReadPrimaryKey(StatementCursor cursor, string? name)
    {
        if (cursor.IsPostgreSql && cursor.Skip("USING", "INDEX"))
        {
            var index = cursor.Identifier();
            return Deferred(cursor, new PrimaryKey(name ?? index, []) { UsingIndex = index });
        }
        IndexReader.SkipMethod(cursor);
        var key = new PrimaryKey(name, Columns(cursor));
        SkipParameters(cursor);
        return Deferred(cursor, key);
    }

    static UniqueConstraint ReadUnique(StatementCursor cursor, string? name)
    {
        if (cursor.IsPostgreSql && cursor.Skip("USING", "INDEX"))
        {
            var index = cursor.Identifier();
            return Deferred(cursor, new UniqueConstraint(name ?? index, []) { UsingIndex = index });
        }
        if (cursor.Skip("NULLS", "NOT", "DISTINCT"))
            cursor.LeavesOut = true;
        else
            cursor.Skip("NULLS", "DISTINCT");
        if (cursor.IsMySql)
        {
            cursor.SkipAny("INDEX", "KEY");
            cursor.SkipGuard();
            if (!cursor.IsAny("(", "USING"))
                name = cursor.Identifier();
            IndexReader.SkipMethod(cursor);
        }
        var unique = new UniqueConstraint(name, Columns(cursor));
        SkipParameters(cursor);
        return Deferred(cursor, unique);
    }

    /// <summary>The columns of a key. MariaDB and MySQL take more there: prefix lengths, expressions, an order.</summary>
    static ImmutableArray<string> Columns(StatementCursor cursor)
    {
        if (!cursor.IsMySql)
            return ColumnsWithPeriod(cursor);
        var columns = IndexReader.ReadColumns(cursor);
        cursor.LeavesOut |= columns.Any(c => c.Computed || c.Descending);
        return [.. columns.Select(c => c.Name)];
    }

    /// <summary>The columns of a key, the last of which may be a period (PostgreSQL 18).</summary>
    static ImmutableArray<string> ColumnsWithPeriod(StatementCursor cursor)
    {
        var columns = ImmutableArray.CreateBuilder<string>();
        cursor.Expect("(");
        do
            columns.Add(cursor.Identifier());
        while (cursor.Skip(","));
        cursor.LeavesOut |= cursor.Skip("WITHOUT", "OVERLAPS");
        cursor.Expect(")");
        return columns.ToImmutable();
    }

    /// <summary>Where and how the index of a key is kept.</summary>
    static void SkipParameters(StatementCursor cursor)
    {
        if (cursor.IsMySql)
        {
            IndexReader.SkipOptions(cursor);
            return;
        }
        while (cursor.IsPostgreSql && (cursor.Is("INCLUDE") || cursor.Is("WITH", "(") || cursor.Is("USING", "INDEX", "TABLESPACE")))
        {
            cursor.LeavesOut = true;
            if (cursor.Skip("USING", "INDEX", "TABLESPACE"))
                cursor.Identifier();
            else
            {
                cursor.At++;
                cursor.Parenthesized();
            }
        }
    }

    static CheckConstraint ReadCheck(StatementCursor cursor, string? name)
    {
        var check = new CheckConstraint(name, ReadCondition(cursor, name));
        while (true)
        {
            if (cursor.Skip("NOT", "VALID"))
                check = check with { Validated = false };
            else if (cursor.Skip("NO", "INHERIT") || cursor.Skip("NOT", "ENFORCED"))
                cursor.LeavesOut = true;
            else if (!cursor.Skip("ENFORCED"))
                return check;
        }
    }

    /// <summary>Reads the condition of a check. Without a name, servers name it after the columns that they find in it.</summary>
    public static string ReadCondition(StatementCursor cursor, string? name)
    {
        var start = cursor.At;
        var condition = cursor.Parenthesized();
        // PostgreSQL writes a condition anew, with casts of its own; this one alone stays as it is, and it is what proves that a column has no NULL.
        var isKept = !cursor.IsPostgreSql || (cursor.At == start + 6 && cursor.Code.Are(start + 2, "IS", "NOT", "NULL"));
        cursor.LeavesOut |= name is null || !isKept;
        return cursor.IsPostgreSql && isKept ? $"({condition})" : condition;
    }

    /// <summary>Reads a foreign key from REFERENCES on.</summary>
    public static ForeignKey ReadReference(StatementCursor cursor, string? name, ImmutableArray<string> columns)
    {
        cursor.Expect("REFERENCES");
        var table = cursor.Name();
        var key = new ForeignKey(name, columns, table, cursor.Is("(") ? cursor.Identifiers() : []);
        cursor.LeavesOut |= key.ReferencedColumns.IsEmpty || (name is null && cursor.IsMySql);
        while (true)
        {
            if (cursor.Skip("ON", "DELETE"))
                key = key with { OnDelete = ReadAction(cursor) };
            else if (cursor.Skip("ON", "UPDATE"))
                key = key with { OnUpdate = ReadAction(cursor) };
            else if (cursor.Skip("MATCH"))
                cursor.LeavesOut |= !cursor.SkipAny("SIMPLE") && cursor.SkipAny("FULL", "PARTIAL");
            else if (cursor.Skip("NOT", "VALID"))
                key = key with { Validated = false };
            else if (cursor.Skip("NOT", "ENFORCED"))
                cursor.LeavesOut = true;
            else if (!cursor.Skip("ENFORCED"))
                break;
        }
        var (deferrable, deferred) = ReadDeferral(cursor);
        if (cursor.Skip("NOT", "VALID"))
            key = key with { Validated = false };
        return key with { Deferrable = deferrable, InitiallyDeferred = deferred };
    }

    static ReferentialAction ReadAction(StatementCursor cursor)
    {
        if (cursor.Skip("CASCADE"))
            return ReferentialAction.Cascade;
        if (cursor.Skip("RESTRICT"))
            return ReferentialAction.Restrict;
        var action = cursor.Skip("SET", "NULL") ? ReferentialAction.SetNull : cursor.Skip("SET", "DEFAULT") ? ReferentialAction.SetDefault
            : cursor.IsMySql ? ReferentialAction.WrittenNoAction : ReferentialAction.NoAction;
        if (action is ReferentialAction.NoAction or ReferentialAction.WrittenNoAction)
            cursor.Expect("NO", "ACTION");
        else if (cursor.IsPostgreSql && cursor.Is("("))
        {
            cursor.LeavesOut = true;
            cursor.Identifiers();
        }
        return action;
    }

    static PrimaryKey Deferred(StatementCursor cursor, PrimaryKey key)
    {
        var (deferrable, deferred) = ReadDeferral(cursor);
        return key with { Deferrable = deferrable, InitiallyDeferred = deferred };
    }

    static UniqueConstraint Deferred(StatementCursor cursor, UniqueConstraint unique)
    {
        var (deferrable, deferred) = ReadDeferral(cursor);
        return unique with { Deferrable = deferrable, InitiallyDeferred = deferred };
    }

    /// <summary>Reads [NOT] DEFERRABLE and INITIALLY …, in either order.</summary>
    public static (bool Deferrable, bool Deferred) ReadDeferral(StatementCursor cursor)
    {
        var (deferrable, deferred) = (false, false);
        while (true)
        {
            if (cursor.Skip("DEFERRABLE"))
                deferrable = true;
            else if (cursor.Skip("INITIALLY", "DEFERRED"))
                deferrable = deferred = true;
            else if (!cursor.Skip("NOT", "DEFERRABLE") && !cursor.Skip("INITIALLY", "IMMEDIATE"))
                return (deferrable, deferred);
        }
    }
}
