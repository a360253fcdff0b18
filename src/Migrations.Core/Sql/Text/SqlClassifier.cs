namespace Migrations.Sql.Text;

/// <summary>
/// Tells from a statement's text what it may change, so that the planner knows what it still knows afterwards (DESIGN 3a.4).
/// It errs to one side only: what is not surely understood may change anything.
/// </summary>
public static class SqlClassifier
{
    /// <summary>Classifies a statement, or a text of several that is sent as one.</summary>
    /// <param name="statement">The text.</param>
    /// <param name="rules">The database's rules.</param>
    public static SqlClassification Classify(string statement, SqlLexicalRules rules)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(rules);
        var code = new CodeTokens(statement, rules);
        var effects = new StatementEffects();
        if (code.Unterminated)
            effects.Unknown();
        else if (code.Flavor == SqlFlavor.SqlServer)
            new TransactSqlReader(code, effects).Read();
        else if (code.HasInnerSemicolon && SqlSplitter.Split(statement, rules) is { Count: > 1 } parts)
        {
            foreach (var part in parts)
                effects.Add(Classify(part.Text, rules));
        }
        else if (code.Count > 0)
            Read(code, effects);
        return effects.ToClassification();
    }

    static void Read(CodeTokens code, StatementEffects effects)
    {
        switch (code.Word(0))
        {
            case "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "VALUES" or "WITH" or "MERGE" or "REPLACE" or "(":
                ReadData(code, effects);
                break;
            case "COPY" when code.Flavor == SqlFlavor.PostgreSql:
            case "TABLE" when code.Flavor != SqlFlavor.Sqlite:
            case "LOAD" when code.Flavor == SqlFlavor.MySql && code.IsAny(1, "DATA", "XML"):
            case "SHOW" or "DESCRIBE" or "DESC":
            case "EXPLAIN" when !code.IsAny(1, "ANALYZE", "ANALYSE", "("):
                break;
            case "CREATE":
                new DdlReader(code, effects).Create(0);
                break;
            case "ALTER":
                new DdlReader(code, effects).Alter(0);
                break;
            case "DROP":
                new DdlReader(code, effects).Drop(0);
                break;
            case "RENAME" when code.Flavor == SqlFlavor.MySql:
                new DdlReader(code, effects).Rename(0);
                break;
            case "COMMENT" when code.Is(1, "ON"):
                new DdlReader(code, effects).Comment(0);
                break;
            default:
                if (!SessionReader.Read(code, effects) && !ReadMaintenance(code, effects))
                    effects.Unknown();
                break;
        }
    }

    static void ReadData(CodeTokens code, StatementEffects effects)
    {
        if (code.Flavor != SqlFlavor.PostgreSql)
            return;
        if (SelectInto.Find(code, 0) is { } into)
        {
            effects.Change(Schema.ObjectKind.Table, into);
            return;
        }
        foreach (var (at, builtIn) in PostgreSqlFunctions.CallsIn(code))
        {
            if (code.Is(at, "SET_CONFIG"))
                SessionReader.ReadSetConfig(code, at, effects);
            else if (!builtIn)
                effects.Unknown();
        }
    }

    /// <summary>Statements that change neither schema nor rows, but are not to be mixed with plain data either.</summary>
    static bool ReadMaintenance(CodeTokens code, StatementEffects effects)
    {
        switch (code.Word(0))
        {
            case "TRUNCATE":
                // Empties tables; with CASCADE it empties others, which changes no schema either.
                break;
            case "GRANT" or "REVOKE" or "ANALYZE" or "ANALYSE" or "REFRESH" or "REASSIGN" or "SECURITY" or "NOTIFY" or "LISTEN" or "UNLISTEN" or "CHECKPOINT" or "DEALLOCATE":
            case "OPTIMIZE" or "REPAIR" or "CHECK" or "CHECKSUM" or "FLUSH" or "KILL" when code.Flavor == SqlFlavor.MySql:
            case "LOCK" when code.Flavor == SqlFlavor.PostgreSql:
                break;
            case "VACUUM":
                effects.OutsideTransaction = true;
                break;
            case "REINDEX":
                effects.OutsideTransaction = code.Find("CONCURRENTLY", 1) > 0 || code.IsAny(1, "DATABASE", "SYSTEM", "SCHEMA") || code.Is(1, "(");
                break;
            case "CLUSTER":
                effects.OutsideTransaction = code.Count == 1 || code.Is(1, ";");
                break;
            default:
                return false;
        }
        effects.Ddl = true;
        return true;
    }
}
