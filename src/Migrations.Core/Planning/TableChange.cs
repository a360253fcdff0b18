using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Schema;

namespace Migrations.Planning;

/// <summary>What a change set makes of a table. It is found by comparing the table before and after, so it holds for every node and for raw SQL that is understood.</summary>
/// <param name="Before">The table before; null where there was none.</param>
/// <param name="After">The table after; null where there is none.</param>
sealed record TableChange(TableShape? Before, TableShape? After)
{
    /// <summary>The tables that a change set changes, where they are known before and after.</summary>
    public static ImmutableArray<TableChange> Of(PlannedChangeSet set, SecretMask secrets)
    {
        if (set is not { Before: { } before, After: { } after })
            return [];
        var changes = new List<TableChange>();
        foreach (var key in TablesOf(set).Where(after.Knows))
        {
            // What is known afterwards and was not before is created: nothing else makes a shape known without having been asked for it.
            var (old, now) = (before.Knows(key) ? before.TableOrNull(key.Name) : null, after.TableOrNull(key.Name));
            if (!Equals(old, now))
                changes.Add(new(old is null ? null : TableShape.Of(old, before.Names, secrets), now is null ? null : TableShape.Of(now, after.Names, secrets)));
        }
        return [.. JoinRenamed(changes)];
    }

    /// <summary>What a change set is about: the tables and columns that it changes, else the objects that it touches.</summary>
    public static ImmutableArray<string> ObjectsOf(PlannedChangeSet set, ImmutableArray<TableChange> tables)
    {
        var changed = tables.SelectMany(change => change.Objects).ToList();
        var touched = set.Nodes.SelectMany(node => node.Node.Touches.Take(1)).Select(key => key.Name.ToString())
            .Where(name => !changed.Exists(o => o == name || o.StartsWith(name + ".", StringComparison.Ordinal)));
        return [.. changed.Concat(touched).Distinct(StringComparer.Ordinal)];
    }

    IEnumerable<string> Objects
    {
        get
        {
            var table = (After ?? Before)!;
            var columns = Before is null || After is null || Before.Name != After.Name ? [] : ColumnChange.Of(this).Where(c => c.Mark != ChangeMark.Same).ToList();
            return columns.Count == 0 ? [table.Name] : columns.Select(c => $"{table.Name}.{c.Column.Name}");
        }
    }

    static IEnumerable<ObjectKey> TablesOf(PlannedChangeSet set) =>
        set.Nodes.SelectMany(node => node.Node.Touches).Where(key => key.Kind == ObjectKind.Table).Distinct();

    /// <summary>A table that goes and one of the same columns that comes are one table with another name.</summary>
    static List<TableChange> JoinRenamed(List<TableChange> changes)
    {
        foreach (var gone in changes.Where(c => c.After is null).ToList())
        {
            if (changes.Find(c => c.Before is null && c.After!.Columns.SequenceEqual(gone.Before!.Columns)) is not { } come)
                continue;
            changes[changes.IndexOf(come)] = new(gone.Before, come.After);
            changes.Remove(gone);
        }
        return changes;
    }
}

/// <summary>What becomes of something.</summary>
enum ChangeMark
{
    /// <summary>It stays as it is.</summary>
    Same,
    /// <summary>It comes.</summary>
    Added,
    /// <summary>It goes.</summary>
    Removed,
    /// <summary>It becomes another.</summary>
    Changed,
}

/// <summary>What becomes of a column.</summary>
/// <param name="Mark">What becomes of it.</param>
/// <param name="Column">The column as it will be, or as it was where it goes.</param>
/// <param name="Was">What it was before, where it is changed.</param>
sealed record ColumnChange(ChangeMark Mark, ColumnShape Column, ColumnShape? Was = null)
{
    /// <summary>The columns of a table before and after, in the order of the table after; what goes stands where it stood.</summary>
    public static ImmutableArray<ColumnChange> Of(TableChange change)
    {
        var before = change.Before?.Columns ?? [];
        var after = change.After?.Columns ?? [];
        var renamed = RenamedTo(before, after);
        var columns = after.Select(now =>
        {
            var was = renamed.GetValueOrDefault(now.Name) ?? before.FirstOrDefault(c => c.Name == now.Name);
            return was is null ? new ColumnChange(ChangeMark.Added, now) : was == now ? new(ChangeMark.Same, now) : new(ChangeMark.Changed, now, was);
        }).ToList();
        for (var i = 0; i < before.Length; i++)
            if (!after.Any(c => c.Name == before[i].Name) && !renamed.ContainsValue(before[i]))
                columns.Insert(Math.Min(i, columns.Count), new(ChangeMark.Removed, before[i]));
        return [.. columns];
    }

    /// <summary>A column that goes and one that comes at its place with the same type are one column with another name.</summary>
    static Dictionary<string, ColumnShape> RenamedTo(ImmutableArray<ColumnShape> before, ImmutableArray<ColumnShape> after)
    {
        var renamed = new Dictionary<string, ColumnShape>(StringComparer.Ordinal);
        if (before.Length != after.Length)
            return renamed;
        for (var i = 0; i < before.Length; i++)
        {
            var (was, now) = (before[i], after[i]);
            if (was.Name != now.Name && was with { Name = now.Name } == now && !before.Any(c => c.Name == now.Name) && !after.Any(c => c.Name == was.Name))
                renamed[now.Name] = was;
        }
        return renamed;
    }
}
