using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>
/// Reads a batch of SQL Server. Its statements need no semicolons between them, so every word that can begin one is looked at, wherever it stands;
/// functions cannot change a schema there, procedures can.
/// </summary>
sealed class TransactSqlReader(CodeTokens code, StatementEffects effects)
{
    static readonly HashSet<string> Starts =
    [
        "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "DECLARE", "SET", "IF", "WHILE", "BEGIN", "PRINT", "RAISERROR", "THROW", "WAITFOR", "CREATE", "ALTER", "DROP", "TRUNCATE",
        "EXEC", "EXECUTE", "USE", "COMMIT", "ROLLBACK", "SAVE", "GRANT", "REVOKE", "DENY", "BACKUP", "RESTORE", "DBCC", "RECONFIGURE", "BULK", "OPEN", "FETCH", "CLOSE", "DEALLOCATE",
        "ENABLE", "DISABLE", "REVERT", "RETURN", "KILL", "CHECKPOINT", "ELSE", "END", "BREAK", "CONTINUE", "GOTO", "SHUTDOWN", "OPENQUERY", ";", "(",
    ];

    static readonly HashSet<string> Options =
    [
        "ANSI_DEFAULTS", "ANSI_NULLS", "ANSI_NULL_DFLT_OFF", "ANSI_NULL_DFLT_ON", "ANSI_PADDING", "ANSI_WARNINGS", "ARITHABORT", "ARITHIGNORE", "CONCAT_NULL_YIELDS_NULL", "CONTEXT_INFO",
        "CURSOR_CLOSE_ON_COMMIT", "DATEFIRST", "DATEFORMAT", "DEADLOCK_PRIORITY", "FMTONLY", "FORCEPLAN", "IDENTITY_INSERT", "LANGUAGE", "LOCK_TIMEOUT", "NOCOUNT", "NOEXEC",
        "NUMERIC_ROUNDABORT", "PARSEONLY", "QUERY_GOVERNOR_COST_LIMIT", "QUOTED_IDENTIFIER", "ROWCOUNT", "STATISTICS", "TEXTSIZE", "TRANSACTION", "XACT_ABORT",
    ];

    bool alteringTable;

    /// <summary>Reads the whole batch.</summary>
    public void Read()
    {
        if (code.Count > 0 && !Starts.Contains(code.Word(0)))
            effects.Unknown(); // a procedure is called without EXEC, or something that is not known
        if (IsModule())
            return;
        if (SelectInto.Find(code, 0) is { } table)
            effects.Change(ObjectKind.Table, table);
        for (var i = 0; i < code.Count; i++)
        {
            if (code.Kind(i) == SqlTokenKind.Word && !code.Is(i - 1, "."))
                i = ReadWord(i);
        }
    }

    /// <summary>CREATE or ALTER of what has to be alone in its batch. What follows is its body, which does not run now.</summary>
    bool IsModule()
    {
        if (!code.IsAny(0, "CREATE", "ALTER"))
            return false;
        var at = 1;
        code.Skip(ref at, "OR", "ALTER");
        if (!code.IsAny(at, "VIEW", "PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "SCHEMA", "DEFAULT", "RULE") || (code.Is(at, "SCHEMA") && code.Is(0, "ALTER")))
            return false;
        effects.OwnBatch = true;
        if (code.Is(0, "CREATE"))
            new DdlReader(code, effects).Create(0);
        else if (code.Is(at, "TRIGGER"))
            new DdlReader(code, effects).Create(0); // ALTER TRIGGER names its table as CREATE does
        else
            new DdlReader(code, effects).Alter(0);
        return true;
    }

    /// <summary>Reads what a word begins, and returns the last place that has been dealt with.</summary>
    int ReadWord(int i)
    {
        switch (code.Word(i))
        {
            case "CREATE":
                new DdlReader(code, effects).Create(i);
                return i + 1;
            case "ALTER" when !(alteringTable && code.Is(i + 1, "COLUMN")):
                new DdlReader(code, effects).Alter(i);
                alteringTable |= code.Is(i + 1, "TABLE");
                return i + 1;
            case "DROP" when !alteringTable || DdlReader.IsObjectKind(code.Word(i + 1)):
                new DdlReader(code, effects).Drop(i);
                return i + 1;
            case "TRUNCATE" or "DBCC" or "CHECKPOINT" or "KILL":
            case "ENABLE" or "DISABLE" when code.Is(i + 1, "TRIGGER"):
            case "UPDATE" when code.Is(i + 1, "STATISTICS"):
                effects.Ddl = true;
                break;
            case "BACKUP" or "RECONFIGURE" or "SHUTDOWN":
                effects.Ddl = effects.OutsideTransaction = true;
                break;
            case "RESTORE":
                effects.Ddl = effects.OutsideTransaction = effects.Everything = true;
                break;
            case "GRANT" or "REVOKE" or "DENY":
                effects.Ddl = true;
                // The rights that are granted have the names of statements.
                while (i + 1 < code.Count && !code.IsAny(i, "TO", "FROM"))
                    i++;
                break;
            case "EXEC" or "EXECUTE" when code.Is(i + 1, "AS"):
            case "REVERT":
            case "USE" when !code.IsAny(i + 1, "HINT", "PLAN"):
                effects.Session = effects.ChangesSession = effects.Everything = true;
                break;
            case "EXEC" or "EXECUTE":
                effects.Unknown();
                break;
            case "COMMIT" or "ROLLBACK":
            case "BEGIN" or "SAVE" when code.IsAny(i + 1, "TRAN", "TRANSACTION", "DISTRIBUTED"):
            case "SET" when code.Is(i + 1, "IMPLICIT_TRANSACTIONS"):
                effects.Transaction = true;
                break;
            case "SET" when Options.Contains(code.Word(i + 1)) && !code.Is(i + 2, "="):
                effects.Session = true;
                return i + 1;
        }
        return i;
    }
}
