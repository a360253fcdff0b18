using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads statements that keep tables in order, empty or lock them, and settings of the session.</summary>
static class MaintenanceReader
{
    static readonly string[] Timeouts = ["LOCK_TIMEOUT", "STATEMENT_TIMEOUT", "TRANSACTION_TIMEOUT", "IDLE_IN_TRANSACTION_SESSION_TIMEOUT", "DEADLOCK_TIMEOUT",
        "LOCK_WAIT_TIMEOUT", "INNODB_LOCK_WAIT_TIMEOUT", "MAX_STATEMENT_TIME", "MAX_EXECUTION_TIME", "BUSY_TIMEOUT"];

    /// <summary>Reads from the statement's first word.</summary>
    /// <returns>Whether it is one of these.</returns>
    public static bool Read(StatementCursor cursor)
    {
        var verb = cursor.Word;
        cursor.At++;
        switch (verb)
        {
            case "TRUNCATE":
                Truncate(cursor);
                break;
            case "LOCK":
                Lock(cursor);
                break;
            case "REINDEX":
                Reindex(cursor);
                break;
            case "CLUSTER" or "REPACK" when cursor.IsPostgreSql:
                Cluster(cursor);
                break;
            case "VACUUM":
                Vacuum(cursor);
                break;
            case "OPTIMIZE" or "REPAIR" when cursor.IsMySql:
                Tables(cursor, verb == "OPTIMIZE" ? RawOperationKind.Rewrite : RawOperationKind.Other);
                break;
            case "REFRESH" when cursor.Skip("MATERIALIZED", "VIEW"):
                var concurrently = cursor.Skip("CONCURRENTLY");
                cursor.Add(new RawOperation(RawOperationKind.RefreshView, new(ObjectKind.View, cursor.Name())) { Concurrently = concurrently });
                cursor.At = cursor.Code.Count;
                break;
            case "RENAME" when cursor.IsMySql && cursor.SkipAny("TABLE", "TABLES"):
                Rename(cursor);
                break;
            case "COMMENT" when cursor.Skip("ON"):
                ObjectReader.Comment(cursor);
                break;
            case "GRANT" or "REVOKE" or "ANALYZE" or "ANALYSE" or "NOTIFY" or "LISTEN" or "UNLISTEN" or "SECURITY" or "CHECKPOINT" or "DEALLOCATE" or "CHECK" or "CHECKSUM" or "FLUSH" or "REASSIGN"
                or "RENAME":
                cursor.At = cursor.Code.Count;
                cursor.Add(RawOperationKind.Other);
                break;
            default:
                cursor.At--;
                return Session(cursor);
        }
        return true;
    }

    static void Truncate(StatementCursor cursor)
    {
        cursor.Skip("TABLE");
        var names = new List<ObjectName>();
        do
        {
            cursor.Skip("ONLY");
            names.Add(cursor.Name());
            cursor.Skip("*");
        }
        while (cursor.Skip(","));
        if (!cursor.Skip("RESTART", "IDENTITY"))
            cursor.Skip("CONTINUE", "IDENTITY");
        if (cursor.Skip("WAIT"))
            cursor.Number();
        else
            cursor.Skip("NOWAIT");
        var cascade = cursor.SkipCascade();
        foreach (var name in names)
            cursor.Add(new RawOperation(RawOperationKind.Truncate, new(ObjectKind.Table, name)) { Cascade = cascade });
    }

    static void Lock(StatementCursor cursor)
    {
        cursor.SkipAny("TABLE", "TABLES");
        var names = new List<ObjectName>();
        string? mode = null;
        do
        {
            cursor.Skip("ONLY");
            names.Add(cursor.Name());
            cursor.Skip("*");
            if (cursor.IsMySql && cursor.IsAny("READ", "WRITE", "LOW_PRIORITY", "AS"))
                mode = cursor.Expression();
        }
        while (cursor.Skip(","));
        if (cursor.IsPostgreSql && cursor.Skip("IN"))
        {
            mode = cursor.Expression("MODE");
            cursor.Expect("MODE");
        }
        cursor.Skip("NOWAIT");
        foreach (var name in names)
            cursor.Add(new RawOperation(RawOperationKind.LockTable, new(ObjectKind.Table, name)) { Part = mode?.ToUpperInvariant() });
    }

    static void Reindex(StatementCursor cursor)
    {
        var concurrently = cursor.Is("(") && IsOn(cursor.Parenthesized(), "CONCURRENTLY");
        var kind = cursor.IsAny("INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM") ? cursor.Word : "";
        cursor.At += kind.Length > 0 ? 1 : 0;
        concurrently |= cursor.Skip("CONCURRENTLY");
        var name = cursor.AtEnd ? null : cursor.Name();
        ObjectKey? target = name is null ? null : kind switch
        {
            "TABLE" or "" => new(ObjectKind.Table, name),
            "INDEX" => new(ObjectKind.Index, name),
            _ => null,
        };
        cursor.Add(new RawOperation(RawOperationKind.Reindex, target) { Concurrently = concurrently, Part = target is null ? name?.ToString() : null });
    }

    /// <summary>Whether an option in parentheses is asked for: <c>(FULL)</c>, <c>(FULL true)</c>, not <c>(FULL off)</c>.</summary>
    static bool IsOn(string options, string option) => options.Trim('(', ')').Split(',').Select(o => o.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Any(words =>
        words.Length > 0 && words[0].Equals(option, StringComparison.OrdinalIgnoreCase) && (words.Length == 1 || words[1].TrimStart('E', 'e').Trim('\'').ToUpperInvariant() is not ("FALSE" or "OFF" or "0")));

    static void Cluster(StatementCursor cursor)
    {
        var repack = cursor.Code.Is(cursor.At - 1, "REPACK");
        var concurrently = cursor.Is("(") && IsOn(cursor.Parenthesized(), "CONCURRENTLY");
        cursor.SkipAny("VERBOSE");
        ObjectKey? table = cursor.AtEnd ? null : new(ObjectKind.Table, cursor.Name());
        // The table remembers by which index.
        cursor.LeavesOut = !repack;
        cursor.At = cursor.Code.Count;
        cursor.Add(new RawOperation(RawOperationKind.Rewrite, table) { Part = repack ? "REPACK" : "CLUSTER", Concurrently = concurrently });
    }

    static void Vacuum(StatementCursor cursor)
    {
        if (cursor.Flavor == SqlFlavor.Sqlite)
        {
            cursor.At = cursor.Code.Count;
            cursor.Add(new RawOperation(RawOperationKind.Rewrite) { Part = "VACUUM" });
            return;
        }
        var options = cursor.Is("(") ? cursor.Parenthesized() : "";
        var full = IsOn(options, "FULL");
        while (cursor.IsAny("FULL", "FREEZE", "VERBOSE", "ANALYZE", "ANALYSE"))
        {
            full |= cursor.Is("FULL");
            cursor.At++;
        }
        do
        {
            ObjectKey? table = cursor.AtEnd ? null : new(ObjectKind.Table, cursor.Name());
            if (cursor.Is("("))
                cursor.Parenthesized();
            cursor.Add(new RawOperation(full ? RawOperationKind.Rewrite : RawOperationKind.Vacuum, table) { Part = full ? "VACUUM FULL" : null });
        }
        while (cursor.Skip(","));
    }

    static void Tables(StatementCursor cursor, RawOperationKind kind)
    {
        cursor.SkipAny("NO_WRITE_TO_BINLOG", "LOCAL");
        cursor.SkipAny("TABLE", "TABLES");
        do
            cursor.Add(kind, cursor.Name());
        while (cursor.Skip(","));
        cursor.At = cursor.Code.Count;
    }

    static void Rename(StatementCursor cursor)
    {
        do
        {
            cursor.SkipGuard();
            var table = cursor.Name();
            if (cursor.Skip("WAIT"))
                cursor.Number();
            else
                cursor.Skip("NOWAIT");
            cursor.Expect("TO");
            AlterTableReader.Rename(cursor, table);
        }
        while (cursor.Skip(","));
    }

    static bool Session(StatementCursor cursor)
    {
        var code = cursor.Code;
        var verb = cursor.Word;
        switch (verb)
        {
            case "PREPARE" when code.Is(1, "TRANSACTION"):
            case "BEGIN" or "COMMIT" or "ROLLBACK" or "SAVEPOINT" or "RELEASE" or "END" or "ABORT" or "START" or "UNLOCK":
                if (verb == "BEGIN" && cursor.IsMySql && code.Count > 1 && !code.IsAny(1, ";", "WORK"))
                    return false;
                cursor.Add(new RawOperation(RawOperationKind.TransactionControl) { Part = verb });
                break;
            case "SET" or "RESET" or "DISCARD" or "USE" or "PRAGMA" or "ATTACH" or "DETACH":
                if (code.IsAny(1, "WRITABLE_SCHEMA") || code.IsAny(3, "WRITABLE_SCHEMA"))
                    return false;
                cursor.MovesNames = verb is "USE" or "DISCARD" or "ATTACH" or "DETACH" || Mentions(code, "SEARCH_PATH", "ROLE", "SCHEMA", "AUTHORIZATION", "ALL");
                var timeout = Timeouts.FirstOrDefault(t => Mentions(code, t));
                cursor.Add(new RawOperation(timeout is null ? RawOperationKind.SessionSetting : RawOperationKind.Timeout) { Part = timeout?.ToLowerInvariant() });
                break;
            default:
                return false;
        }
        cursor.At = code.Count;
        return true;
    }

    static bool Mentions(CodeTokens code, params ReadOnlySpan<string> words)
    {
        for (var i = 1; i < code.Count; i++)
        {
            if (code.IsAny(i, words))
                return true;
        }
        return false;
    }
}
