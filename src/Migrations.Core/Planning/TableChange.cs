using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>
/// What a change set makes of a table. It is found by comparing the table before and after, so it holds for every node and for raw SQL that is understood; only
/// that something has another name, and is not another thing, is what nodes say.
/// </summary>
/// <param name="Before">The table before; null where there was none.</param>
/// <param name="After">The table after; null where there is none.</param>
sealed record TableChange(TableShape? Before, TableShape? After)
{
    /// <summary>The columns that have another name: what they were called before, by what they are called after.</summary>
    public ImmutableDictionary<string, string> Renamed { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The tables that a change set changes, where they are known before and after.</summary>
    public static ImmutableArray<TableChange> Of(PlannedChangeSet set, SecretMask secrets)
    {
        if (set is not { Before: { } before, After: { } after })
            return [];
        var changes = new List<TableChange>();
        var nodes = set.Nodes.SelectMany(node => node.Node is RawSql { Effects: { } effects } ? effects : [node.Node]).ToList();
        foreach (var key in nodes.SelectMany(node => node.Touches).Where(key => key.Kind == ObjectKind.Table && after.Knows(key)).Distinct())
        {
            // What is known afterwards and was not before is created: nothing else makes a shape known without having been asked for it.
            var (old, now) = (before.Knows(key) ? before.TableOrNull(key.Name) : null, after.TableOrNull(key.Name));
            if (!Equals(old, now))
                changes.Add(new(old is null ? null : TableShape.Of(old, before.Names, secrets), now is null ? null : TableShape.Of(now, after.Names, secrets)));
        }
        foreach (var rename in nodes.OfType<RenameTable>())
            Follow(rename, changes);
        foreach (var rename in nodes.OfType<RenameColumn>())
            Follow(rename, changes);
        return [.. changes];
    }

    /// <summary>What a change set is about: the tables and columns that it changes, else the objects that it touches.</summary>
    public static ImmutableArray<string> ObjectsOf(PlannedChangeSet set, ImmutableArray<TableChange> tables)
    {
        var changed = tables.SelectMany(change => change.Objects).ToList();
        var touched = set.Nodes.SelectMany(node => node.Node.Touches.Take(1)).Select(key => key.Name.ToString())
            .Where(name => !changed.Exists(o => o == name || o.StartsWith(name + ".", StringComparison.Ordinal)) && !tables.Any(table => table.Before?.Name == name));
        return [.. changed.Concat(touched).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>This change and the next one of the same table as one.</summary>
    public TableChange Then(TableChange next) => new(Before, next.After)
    {
        Renamed = Renamed.RemoveRange(next.Renamed.Values).SetItems(next.Renamed.Select(pair => KeyValuePair.Create(pair.Key, Renamed.GetValueOrDefault(pair.Value, pair.Value)))),
    };

    IEnumerable<string> Objects
    {
        get
        {
            var table = (After ?? Before)!;
            var columns = Before is null || After is null || Before.Name != After.Name ? [] : ColumnChange.Of(this).Where(c => c.Mark != ChangeMark.Same).ToList();
            return columns.Count == 0 ? [table.Name] : columns.Select(c => $"{table.Name}.{c.Column.Name}");
        }
    }

    /// <summary>A table that goes under one name and comes under another is one.</summary>
    static void Follow(RenameTable rename, List<TableChange> changes)
    {
        var gone = changes.Find(c => c.After is null && c.Before!.Name == rename.Table.ToString());
        var come = changes.FindIndex(c => c.Before is null && c.After!.Name == rename.Table.Sibling(rename.To).ToString());
        if (gone is null || come < 0)
            return;
        changes[come] = changes[come] with { Before = gone.Before };
        changes.Remove(gone);
    }

    /// <summary>A column that goes under one name and comes under another is one.</summary>
    static void Follow(RenameColumn rename, List<TableChange> changes)
    {
        var table = rename.Table.ToString();
        var index = changes.FindIndex(c => c.After?.Name == table || c.Before?.Name == table);
        if (index >= 0)
            changes[index] = changes[index].Then(new(null, changes[index].After) { Renamed = ImmutableDictionary<string, string>.Empty.Add(rename.To, rename.From) });
    }
}
