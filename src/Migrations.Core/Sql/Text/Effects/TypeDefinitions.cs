namespace Migrations.Sql.Text;

/// <summary>Reads statements about PostgreSQL's types and domains, which the model does not hold.</summary>
static class TypeDefinitions
{
    /// <summary>Reads from behind ALTER TYPE.</summary>
    public static void AlterType(StatementCursor cursor)
    {
        var type = cursor.Name().ToString();
        if (cursor.Skip("ADD", "VALUE"))
        {
            cursor.SkipGuard();
            var value = cursor.String();
            var placed = cursor.SkipAny("BEFORE", "AFTER");
            if (placed)
                cursor.String();
            cursor.Add(new RawOperation(RawOperationKind.AddEnumValue) { Part = $"{type}.{value}" });
        }
        else if (cursor.Is("RENAME", "VALUE"))
        {
            cursor.SkipRest();
            cursor.LeavesOut = false;
            cursor.Add(new RawOperation(RawOperationKind.ChangeEnumValue) { Part = type });
        }
        else
        {
            // Columns may be of that type, and their spelling changes with its name.
            var moved = cursor.Is("RENAME", "TO") || cursor.Is("SET", "SCHEMA");
            var owner = cursor.Is("OWNER");
            cursor.SkipRest();
            cursor.LeavesOut = !owner;
            cursor.Add(new RawOperation(moved ? RawOperationKind.RenameSchema : RawOperationKind.Other) { Part = type });
        }
    }

    /// <summary>Reads from the word DOMAIN of CREATE DOMAIN on.</summary>
    public static void CreateDomain(StatementCursor cursor)
    {
        cursor.Expect("DOMAIN");
        var domain = cursor.Name().ToString();
        var constrained = cursor.Code.Find("CHECK", cursor.At) > 0 || Follows(cursor, "NOT", "NULL");
        cursor.At = cursor.Code.Count;
        cursor.Add(new RawOperation(constrained ? RawOperationKind.ConstrainedDomain : RawOperationKind.Other) { Part = domain });
    }

    /// <summary>Reads from behind ALTER DOMAIN.</summary>
    public static void AlterDomain(StatementCursor cursor)
    {
        var domain = cursor.Name().ToString();
        var unchecked_ = Follows(cursor, "NOT", "VALID");
        var kind = cursor.Is("ADD") && !unchecked_ || cursor.Is("SET", "NOT", "NULL") || cursor.Is("VALIDATE") ? RawOperationKind.DomainConstraint
            : cursor.Is("RENAME", "TO") || cursor.Is("SET", "SCHEMA") ? RawOperationKind.RenameSchema
            : RawOperationKind.Other;
        cursor.At = cursor.Code.Count;
        cursor.LeavesOut |= kind == RawOperationKind.RenameSchema;
        cursor.Add(new RawOperation(kind) { Part = domain });
    }

    static bool Follows(StatementCursor cursor, string first, string second)
    {
        for (var at = cursor.Code.Find(first, cursor.At); at >= 0; at = cursor.Code.Find(first, at + 1))
        {
            if (cursor.Code.Is(at + 1, second))
                return true;
        }
        return false;
    }
}
