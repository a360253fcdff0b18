using System.Collections.Immutable;

namespace Migrations.Planning;

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
        var stays = new HashSet<ColumnShape>(ReferenceEqualityComparer.Instance);
        var columns = after.Select(now =>
        {
            var was = before.FirstOrDefault(c => c.Name == change.Renamed.GetValueOrDefault(now.Name, now.Name));
            if (was is null)
                return new ColumnChange(ChangeMark.Added, now);
            stays.Add(was);
            return was == now ? new(ChangeMark.Same, now) : new(ChangeMark.Changed, now, was);
        }).ToList();
        for (var i = 0; i < before.Length; i++)
            if (!stays.Contains(before[i]))
                columns.Insert(Math.Min(i, columns.Count), new(ChangeMark.Removed, before[i]));
        return [.. columns];
    }
}
