using System.Collections.Immutable;
using Migrations.Sql;

namespace Migrations.Schema;

/// <summary>An index that no constraint made.</summary>
/// <param name="Name">Its name within the schema (PostgreSQL, SQLite) or table (MariaDB, SQL Server).</param>
/// <param name="Columns">Its columns or expressions in order.</param>
public sealed record TableIndex(string Name, ImmutableArray<IndexColumn> Columns)
{
    /// <summary>Whether equal keys are refused.</summary>
    public bool Unique { get; init; }

    /// <summary>Clustered (SQL Server); null for the database's own.</summary>
    public bool? Clustered { get; init; }

    /// <summary>The tablespace or file group.</summary>
    public string? Tablespace { get; init; }

    /// <summary>The access method where it is not the database's usual one (<c>gin</c>, <c>FULLTEXT</c>).</summary>
    public string? Method { get; init; }

    /// <summary>The condition of a partial index, as SQL.</summary>
    public string? Where { get; init; }

    /// <summary>The whole statement as the database itself writes it, where the other fields cannot say everything; it recreates the index exactly.</summary>
    public string? Definition { get; init; }
}

/// <summary>A column or expression of an index.</summary>
/// <param name="Name">The column's name, or the expression as SQL.</param>
public sealed record IndexColumn(string Name)
{
    /// <summary>Whether the order is descending.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether <see cref="Name"/> is an expression (or carries a prefix length or operator class), to be put into SQL as it is.</summary>
    public bool Computed { get; init; }
}

/// <summary>A trigger, kept as the database wrote it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">The statement that creates it.</param>
public sealed record Trigger(string Name, string Definition)
{
    /// <summary>Whether it is switched off.</summary>
    public bool Disabled { get; init; }
}

/// <summary>A view.</summary>
/// <param name="Name">Its resolved name.</param>
/// <param name="Query">The SELECT; or the whole CREATE statement where <see cref="FullDefinition"/> is set.</param>
public sealed record View(ObjectName Name, string Query)
{
    /// <summary>Whether <see cref="Query"/> is the whole CREATE VIEW statement.</summary>
    public bool FullDefinition { get; init; }

    /// <summary>Triggers that write through the view, kept as the database wrote them.</summary>
    public ImmutableArray<Trigger> Triggers { get; init; } = [];

    /// <summary>The query in the form by which it is compared, where the database rewrites what it is given; null where it keeps it. Never SQL to run.</summary>
    public string? ComparedAs { get; init; }

    /// <summary>The comment on the view.</summary>
    public string? Remarks { get; init; }
}

/// <summary>A sequence.</summary>
/// <param name="Name">Its resolved name.</param>
public sealed record Sequence(ObjectName Name)
{
    /// <summary>The type of its numbers; null for the database's own.</summary>
    public SqlType? Type { get; init; }

    /// <summary>The first number; null for the database's own.</summary>
    public decimal? StartValue { get; init; }

    /// <summary>The step; null for the database's own.</summary>
    public decimal? IncrementBy { get; init; }

    /// <summary>The lowest number; null for the database's own.</summary>
    public decimal? MinValue { get; init; }

    /// <summary>The highest number; null for the database's own.</summary>
    public decimal? MaxValue { get; init; }

    /// <summary>Whether it starts again at the end; null for the database's own.</summary>
    public bool? Cycle { get; init; }

    /// <summary>How many numbers are kept ready; null for the database's own.</summary>
    public decimal? CacheSize { get; init; }

    /// <summary>Whether numbers are handed out in order (Oracle's word; kept for the checksum and the message).</summary>
    public bool? Ordered { get; init; }
}
