namespace Migrations.Sql;

/// <summary>What a database can do, as far as planning and running depend on it. Tests skip a case only by one of these.</summary>
public sealed record DialectFeatures
{
    /// <summary>Whether schema changes roll back with their transaction.</summary>
    public bool TransactionalDdl { get; init; } = true;

    /// <summary>Whether the server itself passes over what stands in a batch behind a statement that failed, so that COMMIT may travel with what it commits.</summary>
    public bool BatchEndsAtFailure { get; init; }

    /// <summary>Whether there are sequences.</summary>
    public bool Sequences { get; init; } = true;

    /// <summary>Whether tables live in schemas beside each other.</summary>
    public bool Schemas { get; init; } = true;

    /// <summary>Whether a column may be placed before or behind another.</summary>
    public bool ColumnPosition { get; init; }

    /// <summary>Whether tables and columns keep comments.</summary>
    public bool Remarks { get; init; } = true;

    /// <summary>Whether constraints may be deferred.</summary>
    public bool DeferrableConstraints { get; init; }

    /// <summary>Whether a foreign key tells apart that NO ACTION was said and that nothing was, though both mean the same.</summary>
    public bool KeepsWrittenNoAction { get; init; }

    /// <summary>Whether a primary key keeps the name it is given.</summary>
    public bool NamedPrimaryKeys { get; init; } = true;

    /// <summary>Whether DROP INDEX has to name the table.</summary>
    public bool IndexNeedsTable { get; init; }

    /// <summary>Whether altering a column restates the whole of it, so that the column as it was has to be known.</summary>
    public bool AlterRestatesColumn { get; init; }

    /// <summary>Whether time stamps may carry a time zone, so that one without is a choice.</summary>
    public bool ZonedTimestamps { get; init; }

    /// <summary>Whether the type <c>json</c> cannot be compared, so that DISTINCT and GROUP BY fail on it (and <c>jsonb</c> is there).</summary>
    public bool JsonHasNoEquality { get; init; }

    /// <summary>Whether ALTER TABLE may say which ALGORITHM and LOCK it wants.</summary>
    public bool AlgorithmClauses { get; init; }

    /// <summary>How many bytes (where <see cref="CutsLongNames"/> is set) or characters of a name are kept; null for all.</summary>
    public int? MaxNameLength { get; init; }

    /// <summary>Whether a name that is longer is cut in silence, not refused.</summary>
    public bool CutsLongNames { get; init; }

    /// <summary>Whether a NOT NULL column without a default is filled with zeros or empty texts where a table has rows, and not refused.</summary>
    public bool FillsRequiredColumns { get; init; }

    /// <summary>Whether every whole number has 64 bits, however its type is called.</summary>
    public bool IntegersAreLarge { get; init; }

    /// <summary>
    /// Said before a COMMIT, lets it return before it is on the disk. A crash of the server may then undo the last transactions, always whole and the latest first, until
    /// one is committed the usual way; the run's last one is. Null where the database has nothing of the kind.
    /// </summary>
    public SqlStatement? DurableLater { get; init; }

    /// <summary>How Liquibase writes the type of a column in SQL, which <c>modifySql</c> edits; null where it writes it as it is written here.</summary>
    public Func<string, string>? LiquibaseType { get; init; }

    /// <summary>What a column loses where Liquibase restates it with no more than the change says; ours has to leave the same schema behind.</summary>
    public RestatementLoss RestatementLoss { get; init; }
}

/// <summary>What a column loses when it is restated in part.</summary>
public enum RestatementLoss
{
    /// <summary>Nothing.</summary>
    Nothing,
    /// <summary>NOT NULL, where the type changes (SQL Server).</summary>
    Nullability,
    /// <summary>All that is not said again: NOT NULL, default, numbering, comment, collation (MariaDB, MySQL).</summary>
    Everything,
}
