using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Planning;

/// <summary>What a step of a plan touches.</summary>
/// <param name="Tables">What it makes of tables.</param>
/// <param name="Objects">What it is about, as it is shown.</param>
/// <param name="Touches">The objects that it changes or fills.</param>
sealed record StepScope(ImmutableArray<TableChange> Tables, ImmutableArray<string> Objects, ImmutableArray<string> Touches)
{
    /// <summary>That of a planned change set.</summary>
    /// <param name="planned">The change set.</param>
    /// <param name="secrets">What must not be shown.</param>
    public static StepScope Of(PlannedChangeSet planned, SecretMask secrets)
    {
        var tables = TableChange.Of(planned, secrets);
        return new(tables, TableChange.ObjectsOf(planned, tables), [.. TouchedObjects.Of(planned).Select(key => key.ToString()).Distinct(StringComparer.Ordinal)]);
    }
}
