using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Migrations.Schema;

/// <summary>A constraint of a table.</summary>
/// <param name="Name">Its name; null lets the database choose (and is filled in by the dialect where its choice is known).</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PrimaryKey), "primaryKey")]
[JsonDerivedType(typeof(UniqueConstraint), "unique")]
[JsonDerivedType(typeof(ForeignKey), "foreignKey")]
[JsonDerivedType(typeof(CheckConstraint), "check")]
public abstract record TableConstraint(string? Name)
{
    /// <summary>The whole constraint behind its name as the database itself writes it, where the other fields cannot say everything; it recreates the constraint exactly.</summary>
    public string? Definition { get; init; }
}

/// <summary>A primary key.</summary>
public sealed record PrimaryKey(string? Name, ImmutableArray<string> Columns) : TableConstraint(Name)
{
    /// <summary>Whether it may be checked at the end of the transaction.</summary>
    public bool Deferrable { get; init; }

    /// <summary>Whether it is checked at the end of the transaction unless asked otherwise.</summary>
    public bool InitiallyDeferred { get; init; }

    /// <summary>Clustered or not (SQL Server); null for the database's own.</summary>
    public bool? Clustered { get; init; }

    /// <summary>The tablespace of its index.</summary>
    public string? Tablespace { get; init; }

    /// <summary>An existing unique index to take over (PostgreSQL).</summary>
    public string? UsingIndex { get; init; }
}

/// <summary>A unique constraint.</summary>
public sealed record UniqueConstraint(string? Name, ImmutableArray<string> Columns) : TableConstraint(Name)
{
    /// <summary>Whether it may be checked at the end of the transaction.</summary>
    public bool Deferrable { get; init; }

    /// <summary>Whether it is checked at the end of the transaction unless asked otherwise.</summary>
    public bool InitiallyDeferred { get; init; }

    /// <summary>Clustered or not (SQL Server); null for the database's own.</summary>
    public bool? Clustered { get; init; }

    /// <summary>The tablespace of its index.</summary>
    public string? Tablespace { get; init; }

    /// <summary>An existing unique index to take over (PostgreSQL).</summary>
    public string? UsingIndex { get; init; }
}

/// <summary>A foreign key.</summary>
public sealed record ForeignKey(string? Name, ImmutableArray<string> Columns, ObjectName ReferencedTable, ImmutableArray<string> ReferencedColumns)
    : TableConstraint(Name)
{
    /// <summary>What happens to the row when the row it points to is deleted.</summary>
    public ReferentialAction OnDelete { get; init; }

    /// <summary>What happens to the row when the key it points to is updated.</summary>
    public ReferentialAction OnUpdate { get; init; }

    /// <summary>Whether it may be checked at the end of the transaction.</summary>
    public bool Deferrable { get; init; }

    /// <summary>Whether it is checked at the end of the transaction unless asked otherwise.</summary>
    public bool InitiallyDeferred { get; init; }

    /// <summary>Whether existing rows have been checked.</summary>
    public bool Validated { get; init; } = true;
}

/// <summary>A check constraint.</summary>
public sealed record CheckConstraint(string? Name, string Expression) : TableConstraint(Name)
{
    /// <summary>Whether existing rows have been checked.</summary>
    public bool Validated { get; init; } = true;

    /// <summary>Whether it is switched off (SQL Server).</summary>
    public bool Disabled { get; init; }
}

/// <summary>The actions of a foreign key.</summary>
public enum ReferentialAction
{
    /// <summary>Refuse, at the end of the statement or transaction (the SQL default).</summary>
    NoAction,
    /// <summary>Refuse at once.</summary>
    Restrict,
    /// <summary>Delete or update along.</summary>
    Cascade,
    /// <summary>Set NULL.</summary>
    SetNull,
    /// <summary>Set the default.</summary>
    SetDefault,
    /// <summary>As <see cref="NoAction"/>, but said in so many words, which MariaDB keeps and shows.</summary>
    WrittenNoAction,
}
