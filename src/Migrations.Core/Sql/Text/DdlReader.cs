using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads which objects a CREATE, ALTER, DROP, RENAME or COMMENT changes. It reads as much of the statement as names objects, and no more.</summary>
sealed class DdlReader(CodeTokens code, StatementEffects effects)
{
    /// <summary>How far behind CREATE the kind of object is looked for: past OR REPLACE, DEFINER = …, ALGORITHM = … .</summary>
    const int HeaderTokens = 16;

    static readonly HashSet<string> ModelObjects = ["TABLE", "VIEW", "SEQUENCE", "INDEX", "TRIGGER", "SCHEMA", "DATABASE", "TABLESPACE", "FUNCTION", "PROCEDURE", "PROC", "SYNONYM"];

    // Objects that the schema model does not hold.
    static readonly HashSet<string> OtherObjects =
    [
        "EVENT", "PACKAGE", "TYPE", "DOMAIN", "EXTENSION", "ROLE", "USER", "LOGIN", "GROUP", "POLICY", "PUBLICATION", "SUBSCRIPTION", "RULE",
        "AGGREGATE", "CAST", "COLLATION", "CONVERSION", "OPERATOR", "LANGUAGE", "STATISTICS", "SERVER", "ASSEMBLY", "CERTIFICATE", "CREDENTIAL", "DEFAULT", "CATALOG",
        "STOPLIST", "SCHEME", "KEY", "ACCESS", "TRANSFORM", "TEXT", "WRAPPER", "QUEUE", "SERVICE", "CONTRACT", "MESSAGE", "ROUTE", "SYSTEM", "ROUTINE", "AUDIT", "SOURCE",
    ];

    readonly DdlTargets targets = new(code, effects);

    /// <summary>Whether a word is a kind of object, so that a CREATE, ALTER or DROP before it begins a statement.</summary>
    public static bool IsObjectKind(string word) => ModelObjects.Contains(word) || OtherObjects.Contains(word);

    /// <summary>Reads a CREATE.</summary>
    public void Create(int verb)
    {
        effects.Ddl = true;
        var at = verb + 1;
        while (at < verb + HeaderTokens && !IsObjectKind(code.Word(at)))
            at++;
        var kind = code.Word(at);
        var before = at - 1;
        at++;
        switch (kind)
        {
            case "TABLE":
                Table(at);
                // A virtual table brings tables of its own.
                effects.ReachesOthers |= code.Is(before, "VIRTUAL");
                break;
            case "VIEW" or "SEQUENCE":
                targets.Named(kind == "VIEW" ? ObjectKind.View : ObjectKind.Sequence, at);
                Owner(at);
                break;
            case "INDEX":
                effects.OutsideTransaction |= code.Is(at, "CONCURRENTLY") || (code.Is(before, "FULLTEXT") && code.Flavor == SqlFlavor.SqlServer);
                targets.On(at);
                break;
            case "TRIGGER":
                targets.On(at);
                break;
            case "FUNCTION" or "PROCEDURE" or "PROC" or "SYNONYM":
                targets.Named(ProgramKind(kind), at);
                break;
            case "SCHEMA":
                effects.Everything |= code.Find("CREATE", at) > 0;
                break;
            case "DATABASE" or "TABLESPACE" or "SUBSCRIPTION":
                effects.OutsideTransaction |= !code.IsAny(at, "SCOPED", "AUDIT", "ENCRYPTION");
                break;
            case "CATALOG" or "STOPLIST":
                effects.OutsideTransaction = true;
                break;
            case "":
                effects.Everything = true;
                break;
        }
    }

    /// <summary>Reads an ALTER.</summary>
    public void Alter(int verb)
    {
        effects.Ddl = true;
        var at = verb + 1;
        while (code.IsAny(at, "ONLINE", "IGNORE", "FOREIGN", "MATERIALIZED", "FULLTEXT", "OR", "ALGORITHM", "DEFINER", "=", "SQL", "SECURITY", "EVENT") && !code.Is(at, "TABLE"))
            at++;
        var kind = code.Word(at);
        var before = at - 1;
        at++;
        switch (kind)
        {
            case "TABLE" when code.Are(at, "ALL", "IN"):
                effects.Everything = true;
                break;
            case "TABLE":
                targets.Named(ObjectKind.Table, at);
                AlterTableActions(at);
                break;
            case "VIEW" or "SEQUENCE":
                targets.Named(kind == "VIEW" ? ObjectKind.View : ObjectKind.Sequence, at);
                Owner(at);
                effects.ReachesOthers |= code.Find("RENAME", at) > 0 || FindPair("SET", "SCHEMA", at);
                break;
            case "FUNCTION" or "PROCEDURE" or "PROC":
                targets.Named(ProgramKind(kind), at);
                effects.ReachesOthers |= code.Flavor == SqlFlavor.PostgreSql && (code.Find("RENAME", at) > 0 || FindPair("SET", "SCHEMA", at));
                break;
            case "INDEX" when code.Flavor == SqlFlavor.SqlServer:
                effects.OutsideTransaction |= code.Is(before, "FULLTEXT");
                targets.On(at);
                break;
            case "INDEX":
                targets.Named(ObjectKind.Index, at);
                break;
            case "TYPE":
                effects.Everything |= !FindPair("ADD", "VALUE", at) && !FindPair("OWNER", "TO", at);
                break;
            case "DOMAIN" or "SCHEMA":
                effects.Everything |= code.Find("RENAME", at) > 0 || code.Find("TRANSFER", at) > 0 || FindPair("SET", "SCHEMA", at);
                break;
            case "DATABASE":
                effects.OutsideTransaction |= code.Flavor == SqlFlavor.SqlServer ? !code.IsAny(at, "SCOPED", "AUDIT", "ENCRYPTION") : FindPair("SET", "TABLESPACE", at);
                break;
            case "SYSTEM" or "SUBSCRIPTION" or "CATALOG" or "STOPLIST":
                effects.OutsideTransaction = true;
                break;
            default:
                effects.Everything |= !IsObjectKind(kind) && !code.Is(before, "EVENT");
                break;
        }
    }

    /// <summary>Reads a DROP.</summary>
    public void Drop(int verb)
    {
        effects.Ddl = true;
        var at = verb + 1;
        while (code.IsAny(at, "TEMPORARY", "MATERIALIZED", "FOREIGN", "FULLTEXT"))
            at++;
        effects.OutsideTransaction |= code.Is(at - 1, "FULLTEXT");
        var kind = code.Word(at++);
        effects.ReachesOthers |= Cascades(at);
        switch (kind)
        {
            case "TABLE" or "VIEW" or "SEQUENCE":
                targets.List(kind == "TABLE" ? ObjectKind.Table : kind == "VIEW" ? ObjectKind.View : ObjectKind.Sequence, at);
                break;
            case "FUNCTION" or "PROCEDURE" or "PROC" or "SYNONYM":
                targets.Programs(ProgramKind(kind), at);
                break;
            case "INDEX" when code.Is(at - 2, "FULLTEXT"):
                targets.On(at);
                break;
            case "INDEX":
                targets.Indexes(at);
                break;
            case "TRIGGER" when code.Flavor is SqlFlavor.PostgreSql or SqlFlavor.SqlServer && code.Find("ON", at) > 0:
                targets.On(at);
                break;
            case "TRIGGER" or "OWNED":
            case "DATABASE" or "SCHEMA" when code.Flavor == SqlFlavor.MySql:
                effects.Everything = true;
                break;
            case "DATABASE" or "TABLESPACE" or "SUBSCRIPTION" or "CATALOG" or "STOPLIST":
                effects.OutsideTransaction |= !code.IsAny(at, "SCOPED", "AUDIT", "ENCRYPTION");
                break;
            default:
                effects.Everything |= !IsObjectKind(kind) && !code.IsAny(at - 1, "DATA", "ASYMMETRIC", "SYMMETRIC", "MASTER", "SERVER", "PARTITION", "XML", "SECURITY", "EXTERNAL");
                break;
        }
    }

    /// <summary>Reads MariaDB's RENAME. It renames tables and views alike, and foreign keys follow.</summary>
    public void Rename(int verb)
    {
        effects.Ddl = true;
        var at = verb + 1;
        if (code.Is(at, "USER"))
            return;
        at++;
        effects.ReachesOthers = true;
        do
        {
            code.Skip(ref at, "IF", "EXISTS");
            var understood = code.IsAny(verb + 1, "TABLE", "TABLES") && Either(ref at);
            SkipWait(ref at);
            if (!understood || !code.Skip(ref at, "TO") || !Either(ref at))
            {
                effects.Everything = true;
                return;
            }
        }
        while (code.Skip(ref at, ","));

        bool Either(ref int position)
        {
            if (!code.ReadName(ref position, out var name))
                return false;
            effects.Change(ObjectKind.Table, name);
            effects.Change(ObjectKind.View, name);
            return true;
        }
    }

    void SkipWait(ref int at)
    {
        if (code.Skip(ref at, "WAIT"))
            at++;
        else
            code.Skip(ref at, "NOWAIT");
    }

    /// <summary>Reads PostgreSQL's COMMENT ON; comments on tables, columns and views are in the model.</summary>
    public void Comment(int verb)
    {
        effects.Ddl = true;
        var at = verb + 2;
        code.Skip(ref at, "MATERIALIZED");
        code.Skip(ref at, "FOREIGN");
        var kind = code.Word(at++);
        switch (kind)
        {
            case "TABLE" or "VIEW":
                targets.Named(kind == "TABLE" ? ObjectKind.Table : ObjectKind.View, at);
                break;
            case "COLUMN" when code.ReadName(ref at, out var column) && column.Length > 1:
                effects.Change(ObjectKind.Table, column[..^1]);
                effects.Change(ObjectKind.View, column[..^1]);
                break;
            case "COLUMN":
                effects.Everything = true;
                break;
        }
    }

    static ObjectKind ProgramKind(string word) => word switch { "FUNCTION" => ObjectKind.Function, "SYNONYM" => ObjectKind.Synonym, _ => ObjectKind.Procedure };

    void Table(int at)
    {
        targets.Named(ObjectKind.Table, at);
        var partition = code.Find("PARTITION", at);
        if (partition > 0 && code.Is(partition + 1, "OF"))
            targets.Named(ObjectKind.Table, partition + 2);
    }

    void AlterTableActions(int at)
    {
        effects.ReachesOthers |= Cascades(at);
        for (var i = at; i < code.Count && !EndsStatement(i, at); i++)
        {
            if (code.Is(i - 1, "."))
                continue;
            if (code.Is(i, "RENAME") && !code.IsAny(i + 1, "CONSTRAINT", "INDEX", "KEY"))
            {
                effects.ReachesOthers = true;
                var to = i + 1;
                if ((code.Skip(ref to, "TO") || code.Skip(ref to, "AS")) && code.ReadName(ref to, out var name))
                    effects.Change(ObjectKind.Table, name);
            }
            else if (code.Is(i, "CHANGE") && code.Flavor == SqlFlavor.MySql)
                effects.ReachesOthers = true;
            else if (code.IsAny(i, "ATTACH", "DETACH", "EXCHANGE") && code.Is(i + 1, "PARTITION"))
            {
                effects.ReachesOthers = true;
                effects.OutsideTransaction |= code.Find("CONCURRENTLY", i) > 0;
            }
            else if (code.Is(i, "INHERIT") || code.Are(i, "SET", "SCHEMA"))
                effects.ReachesOthers = true;
        }
    }

    // SQL Server's statements follow each other without semicolons; only there a new verb may come.
    bool EndsStatement(int at, int start) => code.Flavor == SqlFlavor.SqlServer && at > start && code.IsAny(at, "CREATE", "EXEC", "EXECUTE");

    /// <summary>The table of the column that comes to own a sequence.</summary>
    void Owner(int at)
    {
        var owned = code.Find("OWNED", at) + 2;
        if (owned > 1 && code.ReadName(ref owned, out var column) && column.Length > 1)
            effects.Change(ObjectKind.Table, column[..^1]);
    }

    /// <summary>CASCADE as an option of the statement, not the action of a foreign key (ON DELETE CASCADE).</summary>
    bool Cascades(int at)
    {
        for (var i = at; i < code.Count; i++)
        {
            if (code.Is(i, "CASCADE") && !code.IsAny(i - 1, "DELETE", "UPDATE"))
                return true;
        }
        return false;
    }

    bool FindPair(string first, string second, int at)
    {
        for (var i = code.Find(first, at); i >= 0; i = code.Find(first, i + 1))
        {
            if (code.Is(i + 1, second))
                return true;
        }
        return false;
    }
}
