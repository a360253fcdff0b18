namespace Migrations.Sql.Text;

/// <summary>Reads statements about the session and its transaction, on all databases but SQL Server.</summary>
static class SessionReader
{
    /// <summary>Reads the statement; false where it is none of these.</summary>
    public static bool Read(CodeTokens code, StatementEffects effects)
    {
        switch (code.Word(0))
        {
            case "BEGIN" when code.Flavor == SqlFlavor.MySql && !IsTransactionBegin(code):
            case "IF" or "WHILE" or "LOOP" or "REPEAT" or "FOR" when code.Flavor == SqlFlavor.MySql:
            case "DO" or "CALL" or "EXECUTE":
                ReadBlock(code, effects);
                return true;
            case "BEGIN" or "COMMIT" or "ROLLBACK" or "SAVEPOINT" or "RELEASE" or "END" or "ABORT" or "XA":
            case "START" or "PREPARE" when code.Is(1, "TRANSACTION"):
            case "LOCK" or "UNLOCK" when code.Flavor == SqlFlavor.MySql: // both commit
                effects.Transaction = true;
                return true;
            case "SET":
                ReadSet(code, effects);
                return true;
            case "RESET":
                effects.Session = true;
                ResolveElsewhere(effects, when: code.IsAny(1, "ALL", "ROLE", "SEARCH_PATH", "SESSION"));
                return true;
            case "DISCARD":
                effects.Session = true;
                effects.OutsideTransaction = code.Is(1, "ALL");
                ResolveElsewhere(effects, when: code.Is(1, "ALL"));
                return true;
            case "USE":
                effects.Session = true;
                ResolveElsewhere(effects, when: true);
                return true;
            case "PRAGMA" or "ATTACH" or "DETACH" when code.Flavor == SqlFlavor.Sqlite:
                ReadSqlite(code, effects);
                return true;
            default:
                return false;
        }
    }

    /// <summary><c>set_config(name, value, is_local)</c>, as pg_dump writes it.</summary>
    public static void ReadSetConfig(CodeTokens code, int at, StatementEffects effects)
    {
        effects.Session = true;
        ResolveElsewhere(effects, when: code.Text(at + 2) is "'search_path'" or "'role'" && !code.Is(code.Close(at + 1) - 1, "TRUE"));
    }

    static bool IsTransactionBegin(CodeTokens code) => code.Count == 1 || code.IsAny(1, ";", "WORK");

    static void ReadBlock(CodeTokens code, StatementEffects effects)
    {
        effects.Unknown();
        for (var i = 1; i < code.Count; i++)
        {
            if (code.IsAny(i, "COMMIT", "ROLLBACK") || (code.Is(i, "START") && code.Is(i + 1, "TRANSACTION")))
                effects.Transaction = true;
            // A DO block that commits is refused inside a transaction.
            if (code.Kind(i) == SqlTokenKind.DollarString && Commits(code.Text(i)))
                effects.Transaction = effects.OutsideTransaction = true;
        }
    }

    static bool Commits(ReadOnlySpan<char> dollarString)
    {
        var tag = dollarString[1..].IndexOf('$') + 2;
        var body = new CodeTokens(dollarString[tag..^tag].ToString(), new() { DollarQuotes = true, EscapeStrings = true, NestedComments = true });
        for (var i = 0; i < body.Count; i++)
        {
            if (body.IsAny(i, "COMMIT", "ROLLBACK") && body.IsAny(i - 1, ";", "BEGIN", "THEN", "ELSE", "LOOP"))
                return true;
        }
        return false;
    }

    static void ReadSet(CodeTokens code, StatementEffects effects)
    {
        var at = 1;
        var local = code.Skip(ref at, "LOCAL");
        if (!local && code.Is(1, "SESSION") && !code.IsAny(2, "AUTHORIZATION", "CHARACTERISTICS"))
            at++;
        for (var i = at; i < code.Count; i++)
        {
            if (code.IsAny(i, "AUTOCOMMIT", "@@AUTOCOMMIT") || (code.Is(i, "COMPLETION_TYPE") && code.Flavor == SqlFlavor.MySql))
                effects.Transaction = true;
        }
        effects.Session = true;
        ResolveElsewhere(effects, when: !local && (code.IsAny(at, "ROLE", "SEARCH_PATH", "SCHEMA") || code.Are(at, "SESSION", "AUTHORIZATION")));
    }

    static void ReadSqlite(CodeTokens code, StatementEffects effects)
    {
        effects.Session = true;
        var at = code.Is(2, ".") ? 3 : 1;
        effects.OutsideTransaction = !code.Is(0, "PRAGMA") || code.IsAny(at, "FOREIGN_KEYS", "JOURNAL_MODE");
        effects.Everything = code.Is(at, "WRITABLE_SCHEMA");
    }

    // From here on a bare name may mean another object.
    static void ResolveElsewhere(StatementEffects effects, bool when)
    {
        effects.ChangesSession |= when;
        effects.Everything |= when;
    }
}
