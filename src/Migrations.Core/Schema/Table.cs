using System.Collections.Immutable;

namespace Migrations.Schema;

/// <summary>A table with everything that belongs to it.</summary>
/// <param name="Name">Its resolved name.</param>
/// <param name="Columns">Its columns in order.</param>
public sealed record Table(ObjectName Name, ImmutableArray<Column> Columns)
{
    /// <summary>The primary key, if there is one.</summary>
    public PrimaryKey? PrimaryKey { get; init; }

    /// <summary>Unique constraints (a unique index that is no constraint is in <see cref="Indexes"/>).</summary>
    public ImmutableArray<UniqueConstraint> UniqueConstraints { get; init; } = [];

    /// <summary>Foreign keys of this table.</summary>
    public ImmutableArray<ForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Check constraints.</summary>
    public ImmutableArray<CheckConstraint> Checks { get; init; } = [];

    /// <summary>Indexes that no constraint made.</summary>
    public ImmutableArray<TableIndex> Indexes { get; init; } = [];

    /// <summary>Triggers, kept as the database wrote them.</summary>
    public ImmutableArray<Trigger> Triggers { get; init; } = [];

    /// <summary>The comment on the table.</summary>
    public string? Remarks { get; init; }

    /// <summary>The tablespace or file group, where it is not the default one.</summary>
    public string? Tablespace { get; init; }

    /// <summary>What else stands behind the closing parenthesis of CREATE TABLE in this database (<c>WITHOUT ROWID</c>, an engine), as SQL.</summary>
    public string? Options { get; init; }

    /// <summary>All constraints: primary key, unique, foreign keys, checks.</summary>
    public IEnumerable<TableConstraint> Constraints =>
        (PrimaryKey is { } key ? [key] : Enumerable.Empty<TableConstraint>()).Concat(UniqueConstraints).Concat(ForeignKeys).Concat(Checks);

    /// <summary>The column of that name under the given comparison, or null.</summary>
    public Column? Column(string name, StringComparer comparer) => Columns.FirstOrDefault(c => comparer.Equals(c.Name, name));

    /// <summary>Whether it has an index of that name, be it one that a unique constraint made: some databases do not tell the two apart.</summary>
    public bool HasIndex(string name, StringComparer names) =>
        Indexes.Any(i => names.Equals(i.Name, name)) || UniqueConstraints.Any(u => names.Equals(u.Name, name));

    /// <summary>The table without the index of that name, be it one that a unique constraint made.</summary>
    public Table WithoutIndex(string name, StringComparer names) => this with
    {
        Indexes = Indexes.RemoveAll(i => names.Equals(i.Name, name)),
        UniqueConstraints = UniqueConstraints.RemoveAll(u => names.Equals(u.Name, name)),
    };

    /// <summary>The trigger of that name, or null.</summary>
    public Trigger? Trigger(string name, StringComparer names) => Triggers.FirstOrDefault(t => names.Equals(t.Name, name));

    /// <summary>The table with one column replaced; the others keep their places.</summary>
    public Table Replace(Column before, Column after) => this with { Columns = Columns.Replace(before, after) };

    /// <summary>The table with a constraint added.</summary>
    public Table With(TableConstraint constraint) => constraint switch
    {
        PrimaryKey p => this with { PrimaryKey = p },
        UniqueConstraint u => this with { UniqueConstraints = UniqueConstraints.Add(u) },
        ForeignKey f => this with { ForeignKeys = ForeignKeys.Add(f) },
        CheckConstraint c => this with { Checks = Checks.Add(c) },
        _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, null),
    };

    /// <summary>The table without the constraint of the same kind and name (the primary key is found by its kind alone).</summary>
    public Table Without(TableConstraint constraint, StringComparer names)
    {
        bool Same(TableConstraint other) => names.Equals(other.Name, constraint.Name);

        return constraint switch
        {
            Schema.PrimaryKey => this with { PrimaryKey = null },
            UniqueConstraint => this with { UniqueConstraints = UniqueConstraints.RemoveAll(Same), Indexes = Indexes.RemoveAll(i => i.Unique && names.Equals(i.Name, constraint.Name)) },
            ForeignKey => this with { ForeignKeys = ForeignKeys.RemoveAll(Same) },
            CheckConstraint => this with { Checks = Checks.RemoveAll(Same) },
            _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, null),
        };
    }
}
