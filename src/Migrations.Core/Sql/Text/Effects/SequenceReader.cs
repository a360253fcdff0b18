using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads CREATE, ALTER and DROP SEQUENCE.</summary>
static class SequenceReader
{
    /// <summary>Reads from behind CREATE SEQUENCE.</summary>
    public static void Create(StatementCursor cursor)
    {
        cursor.SkipGuard();
        var (sequence, _) = ReadOptions(cursor, new Sequence(cursor.Name()));
        cursor.Add(new CreateSequence(sequence));
    }

    /// <summary>Reads from behind ALTER SEQUENCE.</summary>
    public static void Alter(StatementCursor cursor)
    {
        cursor.SkipGuard();
        var name = cursor.Name();
        if (cursor.Skip("RENAME", "TO"))
        {
            cursor.Add(new RenameObject(new(ObjectKind.Sequence, name), cursor.Identifier()));
            return;
        }
        if (cursor.IsAny("SET", "OWNER"))
        {
            var moved = cursor.Is("SET", "SCHEMA");
            cursor.SkipRest();
            cursor.Add(new RawOperation(moved ? RawOperationKind.RenameSchema : RawOperationKind.TableSetting, new(ObjectKind.Sequence, name)));
            return;
        }
        var (sequence, changed) = ReadOptions(cursor, new Sequence(name));
        if (changed == SequenceAspects.None)
            cursor.Add(new RawOperation(RawOperationKind.TableSetting, new(ObjectKind.Sequence, name)));
        else
            cursor.Add(new AlterSequence(null, sequence, changed));
    }

    static (Sequence Sequence, SequenceAspects Changed) ReadOptions(StatementCursor cursor, Sequence sequence)
    {
        var changed = SequenceAspects.None;
        while (!cursor.Failed && !cursor.AtEnd)
        {
            if (cursor.Skip("AS"))
                (sequence, changed) = (sequence with { Type = TypeReader.Read(cursor) }, changed | SequenceAspects.Type);
            else if (cursor.Skip("START"))
            {
                cursor.SkipAny("WITH", "=");
                sequence = sequence with { StartValue = cursor.Number() };
            }
            else if (cursor.Skip("RESTART"))
            {
                cursor.LeavesOut = true;
                cursor.SkipAny("WITH", "=");
                cursor.Number();
            }
            else if (cursor.Skip("INCREMENT"))
            {
                cursor.SkipAny("BY", "=");
                (sequence, changed) = (sequence with { IncrementBy = cursor.Number() }, changed | SequenceAspects.IncrementBy);
            }
            else if (cursor.Skip("NO", "MINVALUE") || cursor.Skip("NOMINVALUE"))
                changed |= SequenceAspects.MinValue;
            else if (cursor.Skip("NO", "MAXVALUE") || cursor.Skip("NOMAXVALUE"))
                changed |= SequenceAspects.MaxValue;
            else if (cursor.Skip("MINVALUE"))
                (sequence, changed) = (sequence with { MinValue = Assigned(cursor) }, changed | SequenceAspects.MinValue);
            else if (cursor.Skip("MAXVALUE"))
                (sequence, changed) = (sequence with { MaxValue = Assigned(cursor) }, changed | SequenceAspects.MaxValue);
            else if (cursor.Skip("CACHE"))
                (sequence, changed) = (sequence with { CacheSize = Assigned(cursor) }, changed | SequenceAspects.CacheSize);
            else if (cursor.Skip("NOCACHE"))
                (sequence, changed) = (sequence with { CacheSize = 0 }, changed | SequenceAspects.CacheSize);
            else if (cursor.Skip("NO", "CYCLE") || cursor.Skip("NOCYCLE"))
                (sequence, changed) = (sequence with { Cycle = false }, changed | SequenceAspects.Cycle);
            else if (cursor.Skip("CYCLE"))
                (sequence, changed) = (sequence with { Cycle = true }, changed | SequenceAspects.Cycle);
            else if (cursor.Skip("OWNED", "BY"))
            {
                cursor.LeavesOut = true;
                cursor.Name();
            }
            else
                cursor.Fail();
        }
        return (sequence, changed);
    }

    static decimal? Assigned(StatementCursor cursor)
    {
        cursor.Skip("=");
        if (cursor.Number() is { } number)
            return number;
        cursor.Fail();
        return null;
    }
}
