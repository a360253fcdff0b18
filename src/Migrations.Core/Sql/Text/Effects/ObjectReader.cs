using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads CREATE, ALTER and COMMENT by the kind of object that they are about.</summary>
static class ObjectReader
{
    /// <summary>Reads from behind the word CREATE.</summary>
    public static void Create(StatementCursor cursor)
    {
        var replace = cursor.Skip("OR", "REPLACE");
        if (ProgramHeader.Read(cursor.Text, cursor.Dialect.Lexical) is { } header)
        {
            Program(cursor, header);
            return;
        }
        var verb = cursor.At;
        while (cursor.IsMySql && (cursor.Is("DEFINER") || cursor.Is("ALGORITHM") || cursor.Is("SQL", "SECURITY")))
            SkipHeaderOption(cursor);
        var temporary = cursor.SkipAny("TEMP", "TEMPORARY");
        var special = temporary | cursor.At > verb | cursor.SkipAny("UNLOGGED", "FOREIGN", "VIRTUAL", "LOCAL", "GLOBAL", "RECURSIVE", "MATERIALIZED");
        temporary |= cursor.SkipAny("TEMP", "TEMPORARY");
        var unique = cursor.Skip("UNIQUE");
        var method = cursor.IsMySql && cursor.IsAny("FULLTEXT", "SPATIAL") ? cursor.Word : null;
        cursor.At += method is null ? 0 : 1;
        switch (cursor.Word)
        {
            case "DATA" when cursor.Is("DATA", "WRAPPER"):
                cursor.At = cursor.Code.Count;
                cursor.Add(RawOperationKind.Other);
                break;
            case "TABLE":
                cursor.At++;
                cursor.LeavesOut |= replace;
                CreateTableReader.Read(cursor, !special);
                break;
            case "INDEX":
                IndexReader.Create(cursor, unique, method);
                break;
            case "VIEW":
                View(cursor, replace, special);
                break;
            case "SEQUENCE":
                cursor.At++;
                cursor.LeavesOut |= temporary || replace;
                SequenceReader.Create(cursor);
                break;
            case "SCHEMA" when cursor.Code.Find("CREATE", cursor.At) > 0:
                cursor.Fail();
                break;
            case "DOMAIN":
                TypeDefinitions.CreateDomain(cursor);
                break;
            case "POLICY" or "RULE":
                cursor.At++;
                Part(cursor);
                break;
            default:
                if (!DdlReader.IsObjectKind(cursor.Word) && !cursor.IsAny("EVENT", "TRUSTED", "PROCEDURAL", "DEFAULT"))
                    cursor.Fail();
                cursor.At = cursor.Code.Count;
                cursor.Add(RawOperationKind.Other);
                break;
        }
    }

    static void SkipHeaderOption(StatementCursor cursor)
    {
        cursor.At += cursor.Is("SQL") ? 3 : 1;
        if (!cursor.Skip("="))
            return;
        cursor.At++;
        if (cursor.Skip("@"))
            cursor.At++;
        else if (cursor.Code.Text(cursor.At) is ['@', ..])
            cursor.At++;
    }

    static void View(StatementCursor cursor, bool replace, bool special)
    {
        var materialized = cursor.Code.Is(cursor.At - 1, "MATERIALIZED");
        cursor.Expect("VIEW");
        cursor.SkipGuard();
        var name = cursor.Name();
        var plain = !special && cursor.Skip("AS");
        cursor.LeavesOut |= !plain || cursor.IsGuarded || cursor.Code.Find("CHECK", cursor.At) > 0;
        var query = cursor.Text[cursor.Code.Start(plain ? cursor.At : 0)..cursor.Code.End(cursor.Code.Count - 1)].TrimEnd(';');
        cursor.At = cursor.Code.Count;
        cursor.Add(new CreateView(new(name, query) { FullDefinition = !plain || materialized }, replace));
    }

    static void Program(StatementCursor cursor, ProgramHeader header)
    {
        cursor.IsGuarded |= header.IfNotExists;
        // Servers write programs anew, and a body is not looked into: it does not run now.
        cursor.LeavesOut = true;
        cursor.At = cursor.Code.Count;
        if (header.Kind == ObjectKind.Trigger && header.Table.IsEmpty)
        {
            cursor.Add(RawOperationKind.Other);
            return;
        }
        var table = header.Table.IsEmpty ? null : cursor.Resolve(header.Table);
        var name = cursor.Resolve(header.Name);
        cursor.Add(new CreateStoredProgram(new(header.Kind, table is null ? name : table.Sibling(name.Name), cursor.Text)
        {
            Table = table,
            Arguments = header.Arguments is null ? null : cursor.Dialect.SignatureOf(header.Arguments),
        }, header.Replaces));
    }

    /// <summary>A policy or a rule, which is a part of the table behind ON or TO.</summary>
    static void Part(StatementCursor cursor)
    {
        var part = cursor.Identifier();
        var at = cursor.Code.Is(cursor.At, "ON") ? cursor.At : cursor.Code.Find("TO", cursor.At);
        cursor.At = at + 1;
        var table = cursor.Name();
        cursor.At = cursor.Code.Count;
        cursor.Add(new RawOperation(RawOperationKind.TableSetting, new(ObjectKind.Table, table)) { Part = part });
    }

    /// <summary>Reads from behind the word ALTER.</summary>
    public static void Alter(StatementCursor cursor)
    {
        cursor.SkipAny("ONLINE", "IGNORE");
        cursor.LeavesOut |= cursor.SkipAny("FOREIGN", "MATERIALIZED", "EVENT");
        if (cursor.Is("DATA", "WRAPPER"))
            cursor.At++;
        var kind = cursor.Word;
        cursor.At++;
        switch (kind)
        {
            case "TABLE" when !cursor.Is("ALL", "IN"):
                AlterTableReader.Read(cursor);
                break;
            case "VIEW":
                AlterView(cursor);
                break;
            case "SEQUENCE":
                SequenceReader.Alter(cursor);
                break;
            case "INDEX" when cursor.IsPostgreSql && !cursor.Is("ALL"):
                IndexReader.Alter(cursor);
                break;
            case "TYPE":
                TypeDefinitions.AlterType(cursor);
                break;
            case "DOMAIN":
                TypeDefinitions.AlterDomain(cursor);
                break;
            case "TRIGGER" when cursor.IsPostgreSql && cursor.Code.Find("ON", cursor.At) > 0:
                cursor.LeavesOut = true;
                cursor.Identifier();
                cursor.Expect("ON");
                cursor.Add(RawOperationKind.SwitchTrigger, cursor.Name());
                cursor.At = cursor.Code.Count;
                break;
            case "POLICY":
                Part(cursor);
                break;
            case "SCHEMA" when cursor.Code.Find("RENAME", cursor.At) > 0:
                cursor.LeavesOut = true;
                cursor.Add(new RawOperation(RawOperationKind.RenameSchema) { Part = cursor.Identifier() });
                cursor.At = cursor.Code.Count;
                break;
            default:
                var renames = cursor.Code.Find("RENAME", cursor.At) > 0 || (cursor.Code.Find("SET", cursor.At) is > 0 and var set && cursor.Code.Is(set + 1, "SCHEMA"));
                if (!DdlReader.IsObjectKind(kind) && kind is not ("DATA" or "TRIGGER" or "LARGE"))
                    cursor.Fail();
                cursor.LeavesOut |= renames || kind is "FUNCTION" or "PROCEDURE" or "PROC" or "INDEX" or "TABLE" or "DATABASE" or "EXTENSION";
                cursor.At = cursor.Code.Count;
                cursor.Add(renames && kind is "FUNCTION" or "PROCEDURE" ? RawOperationKind.RenameSchema : RawOperationKind.Other);
                break;
        }
    }

    static void AlterView(StatementCursor cursor)
    {
        cursor.LeavesOut = true;
        cursor.SkipGuard();
        var view = new ObjectKey(ObjectKind.View, cursor.Name());
        if (cursor.Skip("RENAME", "TO"))
            cursor.Add(new RenameObject(view, cursor.Identifier()));
        else
        {
            var moved = cursor.Is("SET", "SCHEMA");
            cursor.SkipRest();
            cursor.Add(new RawOperation(moved ? RawOperationKind.RenameSchema : RawOperationKind.TableSetting, view));
        }
    }

    /// <summary>Reads from behind COMMENT ON.</summary>
    public static void Comment(StatementCursor cursor)
    {
        if (cursor.Skip("TABLE"))
        {
            var table = cursor.Name();
            cursor.Expect("IS");
            cursor.Add(new SetTableRemarks(table, ReadRemarks(cursor)));
        }
        else if (cursor.Skip("COLUMN"))
        {
            var at = cursor.At;
            if (!cursor.Code.ReadName(ref at, out var parts) || parts.Length < 2)
                cursor.Fail();
            else
            {
                cursor.At = at;
                cursor.Expect("IS");
                var column = new Column(SqlText.Resolve([parts[^1]], cursor.Dialect.Lexical).Name, new SqlType("")) { Remarks = ReadRemarks(cursor) };
                cursor.Add(new AlterColumn(cursor.Resolve(parts[..^1]), null, column, ColumnAspects.Remarks));
            }
        }
        else
        {
            cursor.LeavesOut = cursor.IsAny("VIEW", "MATERIALIZED");
            cursor.At = cursor.Code.Count;
            cursor.Add(RawOperationKind.Other);
        }
    }

    static string? ReadRemarks(StatementCursor cursor)
    {
        if (cursor.Skip("NULL"))
            return null;
        if (cursor.Code.Kind(cursor.At) == SqlTokenKind.String)
            return cursor.String();
        cursor.SkipRest();
        return "";
    }
}
