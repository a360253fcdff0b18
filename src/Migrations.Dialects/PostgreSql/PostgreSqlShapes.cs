using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>Shapes as the catalogue will have them: with everything that Liquibase and the server fill in, and nothing that the server does not keep.</summary>
/// <param name="dialect">Names, and the server's version.</param>
sealed partial class PostgreSqlShapes(PostgreSqlDialect dialect)
{
    /// <summary>A column that is added to a table.</summary>
    public Column Normalize(Column column)
    {
        var (type, collation, notNull) = Split(column.Type);
        var nullable = column.Nullable && !notNull && column.Identity is null;
        return column with
        {
            Type = type,
            Collation = column.Collation ?? collation,
            Nullable = nullable,
            // Before version 18 the catalogue has no place for the name.
            NotNullConstraintName = nullable || dialect.Version < 18 ? null : column.NotNullConstraintName,
            Default = column.Identity is null && column.Generated is null ? PostgreSqlValues.Created(column.Default, type, Sequence) : null,
            DefaultConstraintName = null,
            Identity = Normalize(column.Identity),
            Remarks = Text(column.Remarks),
        };
    }

    /// <summary>A table that is created: there, <c>serial</c> is an identity column, as in Liquibase.</summary>
    public Table Normalize(Table table)
    {
        var columns = table.Columns.Select(c => Normalize(c.Identity is null && PostgreSqlTypes.SerialBase(c.Type.Text) is not null ? c with { Identity = new() } : c));
        var key = table.PrimaryKey is null ? null : (PrimaryKey)Named(table.Name, table.PrimaryKey);
        return table with
        {
            Columns = [.. columns.Select(c => key?.Columns.Contains(c.Name, dialect.Names) == true ? c with { Nullable = false } : c)],
            PrimaryKey = key,
            UniqueConstraints = [.. table.UniqueConstraints.Select(u => (UniqueConstraint)Named(table.Name, u)).Where(u => !IsSame(u, key))
                .DistinctBy(u => string.Join('\0', u.Columns) + u.Deferrable + u.InitiallyDeferred + u.Definition)],
            ForeignKeys = [.. table.ForeignKeys.Select(f => (ForeignKey)Named(table.Name, f))],
            Indexes = [.. table.Indexes.Select(Normalize)],
            Remarks = Text(table.Remarks),
            Tablespace = Tablespace(table.Tablespace),
            Options = Text(table.Options),
        };
    }

    /// <summary>In CREATE TABLE, the server makes one index of constraints on the same columns, and one constraint.</summary>
    static bool IsSame(UniqueConstraint unique, PrimaryKey? key) => key is not null && unique.Columns.SequenceEqual(key.Columns)
        && (unique.Deferrable, unique.InitiallyDeferred, unique.Definition) == (key.Deferrable, key.InitiallyDeferred, key.Definition);

    /// <summary>A sequence: what is the server's usual way is not said.</summary>
    public static Sequence Normalize(Sequence sequence)
    {
        var type = sequence.Type is { } named && PostgreSqlTypes.Map(named.Text, autoIncrement: false, null) is { Text: not "bigint" } other ? other : null;
        var down = sequence.IncrementBy < 0;
        var (lowest, highest) = Range(type?.Text, down);
        return sequence with
        {
            Type = type,
            IncrementBy = sequence.IncrementBy == 1 ? null : sequence.IncrementBy,
            MinValue = sequence.MinValue == lowest ? null : sequence.MinValue,
            MaxValue = sequence.MaxValue == highest ? null : sequence.MaxValue,
            StartValue = sequence.StartValue == (down ? sequence.MaxValue ?? highest : sequence.MinValue ?? lowest) ? null : sequence.StartValue,
            Cycle = sequence.Cycle == true ? true : null,
            CacheSize = sequence.CacheSize is 0 or 1 ? null : sequence.CacheSize,
        };
    }

    /// <summary>A sequence that is altered: it goes on starting where it did, which is no longer where the server would start by itself.</summary>
    public static AlterSequence WithStart(AlterSequence alter, Sequence before)
    {
        var (lowest, highest) = Range(before.Type?.Text, before.IncrementBy < 0);
        var start = before.StartValue ?? (before.IncrementBy < 0 ? before.MaxValue ?? highest : before.MinValue ?? lowest);
        var altered = alter.Onto(before);
        return altered with { After = Normalize(altered.After with { StartValue = start }) };
    }

    static (decimal Lowest, decimal Highest) Range(string? type, bool down)
    {
        var (lowest, highest) = type switch
        {
            "smallint" => (short.MinValue, short.MaxValue),
            "int" => (int.MinValue, int.MaxValue),
            _ => ((decimal)long.MinValue, (decimal)long.MaxValue),
        };
        return down ? (lowest, -1) : (1, highest);
    }

    /// <summary>A numbering: what is the server's usual way is not said.</summary>
    public static Identity? Normalize(Identity? identity) => identity is null ? null : new(
        identity.StartWith == (identity.IncrementBy < 0 ? -1 : 1) ? null : identity.StartWith,
        identity.IncrementBy == 1 ? null : identity.IncrementBy,
        string.Equals(identity.Generation, "ALWAYS", StringComparison.OrdinalIgnoreCase) ? "ALWAYS" : PostgreSqlDialect.ByDefault);

    /// <summary>An index.</summary>
    public static TableIndex Normalize(TableIndex index) => index with
    {
        Method = string.Equals(index.Method, "btree", StringComparison.OrdinalIgnoreCase) ? null : index.Method,
        Clustered = index.Clustered == true ? true : null,
        Tablespace = Tablespace(index.Tablespace),
    };

    /// <summary>A constraint of a table, with the name that it gets where it has none.</summary>
    public TableConstraint Named(ObjectName table, TableConstraint constraint) => (constraint with { Name = constraint.Name ?? dialect.DefaultConstraintName(table, constraint) }) switch
    {
        PrimaryKey key => key with
        {
            Deferrable = key.Deferrable || key.InitiallyDeferred, Clustered = key.Clustered == true ? true : null, Tablespace = Tablespace(key.Tablespace), UsingIndex = null,
        },
        UniqueConstraint unique => unique with
        {
            Deferrable = unique.Deferrable || unique.InitiallyDeferred, Clustered = null, Tablespace = Tablespace(unique.Tablespace), UsingIndex = null,
        },
        ForeignKey key => key with { Deferrable = key.Deferrable || key.InitiallyDeferred },
        // The server writes an expression in parentheses.
        CheckConstraint { Definition: null } check when !(check.Expression is ['(', .., ')']) => check with { Expression = $"({check.Expression})" },
        var other => other,
    };

    static string? Tablespace(string? name) => name is null or "" or "pg_default" ? null : name;

    /// <summary>A comment: an empty one is none.</summary>
    public static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Liquibase leaves what is written behind a type where it is; here it goes where it belongs.</summary>
    public static (SqlType Type, string? Collation, bool NotNull) Split(SqlType type)
    {
        type = PostgreSqlTypes.SerialBase(type.Text) ?? type;
        // Hardly a type has anything behind it, and each is looked at several times in a plan.
        if (!type.Text.Contains("null", StringComparison.OrdinalIgnoreCase) && !type.Text.Contains("collate", StringComparison.OrdinalIgnoreCase))
            return (type, null, false);
        var match = BehindType().Match(type.Text);
        var collation = match.Groups["collation"].Success ? match.Groups["collation"].Value : null;
        var quoted = collation is null || collation.Contains('"', StringComparison.Ordinal) ? collation : $"\"{collation.ToLowerInvariant()}\"";
        return (new(match.Groups["type"].Value), quoted, match.Groups["null"].Success);
    }

    /// <summary>The sequence that a text in <c>nextval</c> means.</summary>
    public ObjectName Sequence(string text)
    {
        var parts = NameParts().Matches(text)
            .Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Value.ToLowerInvariant()).ToList();
        return parts.Count > 1 ? dialect.Known(parts[^2], parts[^1]) : ObjectName.Of(parts.Count == 1 ? parts[0] : text);
    }

    [GeneratedRegex("""^(?<type>.*?)(\s+collate\s+(?<collation>("([^"]|"")+"|[\w$]+)(\."([^"]|"")+")?))?(?<null>\s+not\s+null)?(\s+null)?$""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex BehindType();

    [GeneratedRegex("""("(?<quoted>([^"]|"")+)"|[^."]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex NameParts();
}
