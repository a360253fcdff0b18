using System.Numerics;

namespace Migrations.Changes;

/// <summary>The values of an element's attributes. Most elements have few of the many that they may have, and large changelogs have many elements, so only those are kept.</summary>
readonly struct AttributeValues
{
    readonly ulong places;
    readonly object[] values;

    /// <param name="all">The value of each attribute, of which there are 64 at most; null where it has none.</param>
    public AttributeValues(object?[] all)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(all.Length, 64);
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] is not null)
                places |= 1UL << i;
        }
        values = new object[BitOperations.PopCount(places)];
        var next = 0;
        foreach (var value in all)
        {
            if (value is not null)
                values[next++] = value;
        }
    }

    /// <summary>The value of the attribute at a place; null where it has none.</summary>
    public object? this[int place] => (places & (1UL << place)) == 0 ? null : values[BitOperations.PopCount(places & ((1UL << place) - 1))];
}
