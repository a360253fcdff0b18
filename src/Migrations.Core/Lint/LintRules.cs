using System.Collections.Immutable;
using Migrations.Lint.Rules;

namespace Migrations.Lint;

/// <summary>Every rule, by code: the one place that lists them.</summary>
public static class LintRules
{
    /// <summary>The rules in the order of their codes.</summary>
    public static ImmutableArray<LintRule> All { get; } =
    [
        new BlockingIndexBuild(),
    ];
}
