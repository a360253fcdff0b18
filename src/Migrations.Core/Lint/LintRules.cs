using System.Collections.Frozen;
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

    static readonly FrozenSet<string> WithSize = All.Where(rule => rule.DependsOnSize).Select(rule => rule.Code).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether findings of a code matter as much as the table is large.</summary>
    public static bool DependsOnSize(string code) => WithSize.Contains(code);
}
