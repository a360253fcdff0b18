using System.Globalization;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>MariaDB's sequences: what is said of them, and what the server chooses where nothing is.</summary>
static class MySqlSequences
{
    /// <summary>A sequence as it is inspected: what equals the server's own choice is not said.</summary>
    public static Sequence Normalize(Sequence sequence)
    {
        var down = sequence.IncrementBy < 0;
        var (lowest, highest) = Range(down);
        var minimum = sequence.MinValue ?? lowest;
        var maximum = sequence.MaxValue ?? highest;
        return new(sequence.Name)
        {
            StartValue = sequence.StartValue is { } start && start != (down ? maximum : minimum) ? start : null,
            IncrementBy = sequence.IncrementBy is { } step && step != 1 ? step : null,
            MinValue = minimum == lowest ? null : minimum,
            MaxValue = maximum == highest ? null : maximum,
            CacheSize = sequence.CacheSize is { } cache && cache != 1000 ? cache : null,
            Cycle = sequence.Cycle == true ? true : null,
        };
    }

    /// <summary>A sequence that is altered: it goes on starting where it did, which is no longer where the server would start by itself.</summary>
    public static AlterSequence WithStart(AlterSequence alter, Sequence before)
    {
        var down = before.IncrementBy < 0;
        var (lowest, highest) = Range(down);
        var altered = alter.Onto(before);
        return altered with { After = Normalize(altered.After with { StartValue = before.StartValue ?? (down ? before.MaxValue ?? highest : before.MinValue ?? lowest) }) };
    }

    static (decimal Lowest, decimal Highest) Range(bool down) => down ? (-9223372036854775807m, -1m) : (1m, 9223372036854775806m);

    /// <summary>What stands behind the name in CREATE SEQUENCE.</summary>
    public static string Options(Sequence sequence) => Part("START WITH", sequence.StartValue) + Part("INCREMENT BY", sequence.IncrementBy)
        + Part("MINVALUE", sequence.MinValue) + Part("MAXVALUE", sequence.MaxValue) + Part("CACHE", sequence.CacheSize) + (sequence.Cycle == true ? " CYCLE" : "");

    /// <summary>
    /// What stands behind the name in ALTER SEQUENCE. What the server chose by itself before is said in numbers: its NO MINVALUE looks at the direction that there was before.
    /// </summary>
    public static string Alteration(Sequence sequence, SequenceAspects changed)
    {
        var (lowest, highest) = Range(sequence.IncrementBy < 0);
        string If(SequenceAspects aspect, string text) => changed.HasFlag(aspect) ? text : "";
        return If(SequenceAspects.IncrementBy, Part("INCREMENT BY", sequence.IncrementBy ?? 1))
            + If(SequenceAspects.MinValue, Part("MINVALUE", sequence.MinValue ?? lowest))
            + If(SequenceAspects.MaxValue, Part("MAXVALUE", sequence.MaxValue ?? highest))
            + If(SequenceAspects.CacheSize, Part("CACHE", sequence.CacheSize ?? 1000))
            + If(SequenceAspects.Cycle, sequence.Cycle == true ? " CYCLE" : " NOCYCLE");
    }

    static string Part(string word, decimal? value) => value is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {word} {value}");
}
