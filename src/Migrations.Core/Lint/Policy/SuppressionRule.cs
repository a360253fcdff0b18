using System.Collections.Immutable;
using Migrations.Planning;

namespace Migrations.Lint;

/// <summary>The rules about suppressions themselves.</summary>
public static class SuppressionRule
{
    /// <summary>A suppression that cannot be read, or names no rule.</summary>
    public static PlanRule Invalid { get; } = new("MIG3601", "InvalidSuppression", FindingSeverity.Warning,
        "A suppression that cannot be read, or names no rule.");

    /// <summary>A suppression of something that is not found there.</summary>
    public static PlanRule Unused { get; } = new("MIG3602", "UnusedSuppression", FindingSeverity.Warning,
        "A suppression of something that is not found there.");

    /// <summary>A suppression whose last day has passed.</summary>
    public static PlanRule Expired { get; } = new("MIG3603", "ExpiredSuppression", FindingSeverity.Warning,
        "A suppression whose last day has passed.");

    /// <summary>All of them.</summary>
    public static ImmutableArray<PlanRule> All { get; } = [Invalid, Unused, Expired];
}
