using Migrations.Sql;

namespace Migrations.Schema;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name as the catalogue spells it.</param>
/// <param name="Type">Its type in this database's canonical spelling.</param>
public sealed record Column(string Name, SqlType Type)
{
    /// <summary>Whether NULL is allowed.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>The name of the NOT NULL constraint where one was given and the database keeps it.</summary>
    public string? NotNullConstraintName { get; init; }

    /// <summary>The default value.</summary>
    public SqlValue? Default { get; init; }

    /// <summary>The name of the default constraint (SQL Server).</summary>
    public string? DefaultConstraintName { get; init; }

    /// <summary>How the database numbers new rows, where it does.</summary>
    public Identity? Identity { get; init; }

    /// <summary>The expression of a generated column, as SQL.</summary>
    public string? Generated { get; init; }

    /// <summary>Whether a generated column is stored (true) or computed on reading (false).</summary>
    public bool GeneratedStored { get; init; }

    /// <summary>The collation, where it differs from what the column would get by itself.</summary>
    public string? Collation { get; init; }

    /// <summary>The comment on the column.</summary>
    public string? Remarks { get; init; }

    /// <summary>What else the database says of the column and no other field holds (<c>ON UPDATE current_timestamp()</c>), as SQL.</summary>
    public string? Options { get; init; }
}

/// <summary>An identity, serial or AUTO_INCREMENT column's numbering.</summary>
/// <param name="StartWith">The first number; null for the database's own.</param>
/// <param name="IncrementBy">The step; null for the database's own.</param>
/// <param name="Generation"><c>ALWAYS</c> or <c>BY DEFAULT</c>; null for the database's own.</param>
public sealed record Identity(decimal? StartWith = null, decimal? IncrementBy = null, string? Generation = null);
