using Migrations.Schema;

namespace Migrations.Proof;

/// <summary>An object that is not as it was.</summary>
/// <param name="Was">What it was; null where it was not there.</param>
/// <param name="Is">What it is; null where it is gone.</param>
public sealed record CatalogDifference(CatalogObject? Was, CatalogObject? Is)
{
    const int Longest = 300;

    /// <summary>The object.</summary>
    public CatalogObject Object => (Was ?? Is)!;

    /// <summary>Whether only the order of a table's columns differs.</summary>
    public bool IsOrder => Object.Kind == CatalogObject.ColumnOrder;

    /// <summary>What differs between two states of a database. What is there or gone as a whole is told once, not for each of its parts.</summary>
    /// <param name="before">The one state.</param>
    /// <param name="after">The other.</param>
    /// <param name="placesColumns">Whether the order of columns counts: the database could have kept it.</param>
    public static IReadOnlyList<CatalogDifference> Between(IReadOnlyCollection<CatalogObject> before, IReadOnlyCollection<CatalogObject> after, bool placesColumns)
    {
        var was = before.ToDictionary(o => o.Key);
        var now = after.ToDictionary(o => o.Key);
        var (ownersBefore, ownersAfter) = (Owners(before), Owners(after));
        var gone = before.Where(o => !now.ContainsKey(o.Key) && (o.Part is null || ownersAfter.Contains(o.Owner))).Select(o => new CatalogDifference(o, null));
        var left = after.Where(o => !was.ContainsKey(o.Key) && (o.Part is null || ownersBefore.Contains(o.Owner))).Select(o => new CatalogDifference(null, o));
        var changed = before.Where(o => now.TryGetValue(o.Key, out var other) && other.Text != o.Text).Select(o => new CatalogDifference(o, now[o.Key]));
        return [.. gone.Concat(left).Concat(changed).Where(d => !d.IsOrder || (placesColumns && d is { Was: { } a, Is: { } b } && HaveSameColumns(a, b))).OrderBy(d => d.Object.Name, StringComparer.Ordinal)];
    }

    static HashSet<ObjectName> Owners(IEnumerable<CatalogObject> objects) => [.. objects.Where(o => o.Part is null && o.Kind != CatalogObject.ColumnOrder).Select(o => o.Owner)];

    /// <summary>A column that is missing is told as such.</summary>
    static bool HaveSameColumns(CatalogObject a, CatalogObject b) => a.Text.Split('\n').ToHashSet().SetEquals(b.Text.Split('\n'));

    /// <summary>What it was and what it is, in words: only what differs.</summary>
    public string Describe()
    {
        if (Is is null)
            return $"it was there before and is gone{Whole(Was!)}";
        if (Was is null)
            return $"it was not there before and is left behind{Whole(Is)}";
        string[] was = Was.Text.Split('\n'), now = Is.Text.Split('\n');
        return $"it was {Excerpt(string.Join(", ", was.Except(now)))} and is now {Excerpt(string.Join(", ", now.Except(was)))}";
    }

    static string Whole(CatalogObject found) => found.Text.Length == 0 ? "" : $": {Excerpt(found.Text)}";

    static string Excerpt(string text)
    {
        var line = string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "without that" : line.Length > Longest ? $"'{line[..Longest]}…'" : $"'{line}'";
    }
}
