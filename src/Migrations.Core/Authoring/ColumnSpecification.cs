namespace Migrations.Authoring;

/// <summary>A column as it is written for New-Migration: <c>name:type:modifier…</c> with pk, required, unique, index, references(table) and default(value).</summary>
public sealed record ColumnSpecification
{
    /// <summary>The type of a column that is written without one.</summary>
    public const string UsualType = "varchar(255)";

    /// <summary>The column's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its type, a Liquibase type or one of the database's own.</summary>
    public string Type { get; init; } = UsualType;

    /// <summary>Whether it is the primary key; whole numbers then number themselves.</summary>
    public bool PrimaryKey { get; init; }

    /// <summary>Whether it is NOT NULL.</summary>
    public bool Required { get; init; }

    /// <summary>Whether its values are unique.</summary>
    public bool Unique { get; init; }

    /// <summary>Whether it gets an index.</summary>
    public bool Index { get; init; }

    /// <summary>The table it points to, and the column there.</summary>
    public (string Table, string Column)? References { get; init; }

    /// <summary>Its default value.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the column can number itself.</summary>
    public bool IsWholeNumber => Type.ToUpperInvariant() is "INT" or "INTEGER" or "BIGINT" or "SMALLINT";

    /// <summary>Whether a text is a column and not a folder: it has a colon that is not a drive letter's.</summary>
    public static bool IsSpecification(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at && !(at == 1 && text.Length > 2 && text[2] is '\\' or '/') && !text.Contains("::", StringComparison.Ordinal);

    /// <summary>Reads a column.</summary>
    /// <exception cref="MigrationException">A modifier is not known (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static ColumnSpecification Parse(string text)
    {
        var parts = text.Split(':', StringSplitOptions.TrimEntries);
        var column = new ColumnSpecification { Name = parts[0], Type = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : UsualType };
        if (parts.Length > 1 && Split(parts[1]).Word is "pk" or "primarykey" or "required" or "notnull" or "unique" or "index" or "references" or "default")
            throw new MigrationException(ErrorCode.InvalidValue, $"'{parts[1]}' in '{text}' stands where the type belongs", $"Write the type first, for example {parts[0]}:int:{parts[1]}.");
        for (var i = 2; i < parts.Length; i++)
        {
            var (word, argument) = Split(parts[i]);
            if (word == "references" && argument is null && i + 1 < parts.Length)
                argument = parts[++i];
            column = word switch
            {
                "pk" or "primarykey" => column with { PrimaryKey = true, Required = true },
                "required" or "notnull" => column with { Required = true },
                "unique" => column with { Unique = true },
                "index" => column with { Index = true },
                "references" when argument is not null => column with { References = argument.Split('.') is [var table, var key] ? (table, key) : (argument, "id") },
                "default" when argument is not null => column with { Default = argument },
                _ => throw new MigrationException(ErrorCode.InvalidValue, $"'{parts[i]}' in '{text}' is no column modifier",
                    "Use pk, required, unique, index, references(table) or default(value); in PowerShell put a column with parentheses in quotes."),
            };
        }
        return column;
    }

    static (string Word, string? Argument) Split(string modifier)
    {
        var open = modifier.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? (modifier.ToLowerInvariant(), null) : (modifier[..open].ToLowerInvariant(), modifier[(open + 1)..].TrimEnd(')'));
    }
}
