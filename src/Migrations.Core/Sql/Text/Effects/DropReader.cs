using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads DROP.</summary>
static class DropReader
{
    /// <summary>Reads from behind the word DROP.</summary>
    public static void Read(StatementCursor cursor)
    {
        if (cursor.Skip("TEMPORARY"))
            cursor.LeavesOut = true;
        if (cursor.SkipAny("MATERIALIZED", "FOREIGN") && !cursor.IsAny("VIEW", "TABLE"))
        {
            // FOREIGN DATA WRAPPER
            cursor.SkipRest();
            cursor.Add(RawOperationKind.Other);
            return;
        }
        var kind = cursor.Word;
        cursor.At++;
        switch (kind)
        {
            case "TABLE" or "TABLES":
                Each(cursor, (name, cascade) => new DropTable(name, cascade));
                break;
            case "VIEW":
                Each(cursor, (name, _) => new DropView(name, cursor.IsGuarded));
                break;
            case "SEQUENCE":
                Each(cursor, (name, _) => new DropSequence(name));
                break;
            case "INDEX":
                IndexReader.Drop(cursor);
                break;
            case "TRIGGER":
                Trigger(cursor);
                break;
            case "FUNCTION" or "PROCEDURE":
                Program(cursor, kind == "FUNCTION" ? ObjectKind.Function : ObjectKind.Procedure);
                break;
            case "SCHEMA" or "DATABASE":
                Schema(cursor, kind == "SCHEMA" && !cursor.IsMySql ? RawOperationKind.DropSchema : RawOperationKind.DropDatabase);
                break;
            case "POLICY" or "RULE":
                cursor.SkipGuard();
                var part = cursor.Identifier();
                cursor.Expect("ON");
                cursor.Add(new RawOperation(RawOperationKind.TableSetting, new(ObjectKind.Table, cursor.Name())) { Part = part });
                cursor.SkipCascade();
                break;
            // A type goes with the columns of that type.
            case "TYPE" or "DOMAIN" or "OWNED" or "EXTENSION" or "ACCESS":
                cursor.SkipGuard();
                var gone = new RawOperation(RawOperationKind.DropOther) { Part = cursor.Is("BY") || kind == "ACCESS" ? kind : cursor.Name().ToString() };
                cursor.SkipRest();
                cursor.Add(gone with { Cascade = cursor.Code.Is(cursor.Code.Count - 1, "CASCADE") || cursor.Code.Is(cursor.Code.Count - 2, "CASCADE") });
                break;
            default:
                if (!DdlReader.IsObjectKind(kind))
                    cursor.Fail();
                cursor.SkipRest();
                cursor.Add(RawOperationKind.Other);
                break;
        }
    }

    static void Each(StatementCursor cursor, Func<ObjectName, bool, SqlNode> drop)
    {
        cursor.SkipGuard();
        var names = new List<ObjectName>();
        do
            names.Add(cursor.Name());
        while (cursor.Skip(","));
        if (cursor.Skip("WAIT"))
            cursor.Number();
        else
            cursor.Skip("NOWAIT");
        // MariaDB and MySQL accept the word, and nothing comes of it.
        var cascade = cursor.SkipCascade() && !cursor.IsMySql;
        // A view that reads another one would go with it.
        cursor.LeavesOut |= cascade && drop(names[0], cascade) is not DropTable;
        foreach (var name in names)
            cursor.Add(drop(name, cascade));
    }

    static void Trigger(StatementCursor cursor)
    {
        cursor.SkipGuard();
        var name = cursor.Name();
        ObjectName? table = null;
        if (cursor.IsPostgreSql)
        {
            cursor.Expect("ON");
            table = cursor.Name();
        }
        cursor.LeavesOut |= cursor.SkipCascade() || table is null;
        cursor.Add(new DropStoredProgram(new(ObjectKind.Trigger, table is null ? name : table.Sibling(name.Name)), table, cursor.IsGuarded));
    }

    static void Program(StatementCursor cursor, ObjectKind kind)
    {
        cursor.SkipGuard();
        do
        {
            var name = cursor.Name();
            var arguments = cursor.Is("(") ? cursor.Dialect.SignatureOf(cursor.Parenthesized()) : null;
            cursor.Add(new DropStoredProgram(new(kind, name, arguments), IfExists: cursor.IsGuarded));
        }
        while (cursor.Skip(","));
        // Which of several is meant, and what depends on it, the server knows.
        cursor.LeavesOut = true;
        cursor.SkipCascade();
    }

    static void Schema(StatementCursor cursor, RawOperationKind kind)
    {
        cursor.LeavesOut = true;
        cursor.SkipGuard();
        do
            cursor.Add(new RawOperation(kind) { Part = cursor.Identifier(), Cascade = cursor.Code.Find("CASCADE", cursor.At) > 0 });
        while (cursor.Skip(","));
        cursor.SkipCascade();
        cursor.Skip("WITH");
        if (cursor.Is("("))
            cursor.Parenthesized();
        cursor.Skip("FORCE");
    }
}
