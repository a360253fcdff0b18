using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>The labels of a change set, an include or a property: a plain list, in lower case, each once.</summary>
public sealed class LabelSet
{
    /// <summary>Reads a comma-separated list.</summary>
    /// <param name="text">The list; null or blank for no labels.</param>
    public LabelSet(string? text) => Labels = FilterExpression.SplitList(text);

    /// <summary>No labels.</summary>
    public static LabelSet Empty { get; } = new(null);

    /// <summary>The labels in the order in which they were written.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Labels.IsEmpty;

    /// <summary>The text for the LABELS column.</summary>
    internal static string? Join(IEnumerable<LabelSet> inherited, LabelSet own)
    {
        var joined = string.Join(",", inherited.Append(own).Where(labels => !labels.IsEmpty));
        return joined.Length == 0 ? null : joined;
    }

    /// <summary>The labels, separated by commas.</summary>
    public override string ToString() => string.Join(",", Labels);
}
