using System.Collections.Immutable;

namespace Migrations.Schema;

/// <summary>
/// Which known tables have foreign keys that point at a table. It follows <see cref="SchemaModel"/>, so that asking does not look through all tables: a
/// changelog asks for every table that it drops, and for every one that it makes, because of the way back.
/// </summary>
sealed class ReferencingTables
{
    readonly ImmutableDictionary<ObjectKey, ImmutableHashSet<ObjectKey>> byTarget;

    ReferencingTables(ImmutableDictionary<ObjectKey, ImmutableHashSet<ObjectKey>> byTarget) => this.byTarget = byTarget;

    /// <summary>No table is known.</summary>
    public static ReferencingTables None(IEqualityComparer<ObjectKey> names) => new(ImmutableDictionary.Create<ObjectKey, ImmutableHashSet<ObjectKey>>(names));

    /// <summary>The keys of the tables that point at a table, itself perhaps among them.</summary>
    public IEnumerable<ObjectKey> Of(ObjectKey table) => byTarget.GetValueOrDefault(table) ?? [];

    /// <summary>The same after a table has become another one.</summary>
    /// <param name="table">Its key.</param>
    /// <param name="before">What was known by that key; only a table counts.</param>
    /// <param name="after">What is known now; only a table counts.</param>
    public ReferencingTables Changed(ObjectKey table, object? before, object? after)
    {
        if (before is not Table { ForeignKeys.IsEmpty: false } && after is not Table { ForeignKeys.IsEmpty: false })
            return this;
        var changed = byTarget;
        foreach (var target in TargetsOf(before))
            changed = changed.SetItem(target, changed[target].Remove(table));
        foreach (var target in TargetsOf(after))
            changed = changed.SetItem(target, (changed.GetValueOrDefault(target) ?? ImmutableHashSet.Create(changed.KeyComparer)).Add(table));
        return new(changed);
    }

    static IEnumerable<ObjectKey> TargetsOf(object? value) => value is Table table ? table.ForeignKeys.Select(f => new ObjectKey(ObjectKind.Table, f.ReferencedTable)) : [];
}
