namespace Migrations.Sql;

/// <summary>
/// How Liquibase's preconditions find objects on a database: by which comparison of names, and what they never find there. They do not follow the
/// rules by which the database itself finds names, so they were tried out.
/// </summary>
public sealed record ExistenceRules
{
    /// <summary>Every name compared in one way, everything found.</summary>
    /// <param name="names">The comparison.</param>
    public ExistenceRules(StringComparer names) =>
        (Tables, Columns, Indexes, IndexColumns, ForeignKeys, PrimaryKeys, UniqueConstraints) = (names, names, names, names, names, names, names);

    /// <summary>Tables and views.</summary>
    public StringComparer Tables { get; init; }

    /// <summary>Columns of tables.</summary>
    public StringComparer Columns { get; init; }

    /// <summary>Indexes.</summary>
    public StringComparer Indexes { get; init; }

    /// <summary>Columns of indexes.</summary>
    public StringComparer IndexColumns { get; init; }

    /// <summary>Foreign keys.</summary>
    public StringComparer ForeignKeys { get; init; }

    /// <summary>Primary keys.</summary>
    public StringComparer PrimaryKeys { get; init; }

    /// <summary>Unique constraints; null where they are never found.</summary>
    public StringComparer? UniqueConstraints { get; init; }

    /// <summary>Whether unique constraints are found by their columns.</summary>
    public bool UniqueConstraintsByColumns { get; init; } = true;

    /// <summary>Whether a primary key is found by its name alone; where not, a condition without a table cannot be evaluated.</summary>
    public bool PrimaryKeysByName { get; init; } = true;

    /// <summary>Whether a foreign key is found by its name alone, in the catalogue of the SQL standard.</summary>
    public bool ForeignKeysByName { get; init; } = true;
}
