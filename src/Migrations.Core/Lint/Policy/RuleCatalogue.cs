using System.Collections.Frozen;
using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Planning;
using Migrations.Proof;

namespace Migrations.Lint;

/// <summary>A rule, whichever part of the code finds what it is about.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Name">The name in words.</param>
/// <param name="Severity">How much it matters where the policy says nothing else.</param>
/// <param name="Why">What it is about, or why it matters, in one sentence.</param>
public sealed record RuleInfo(string Code, string Name, FindingSeverity Severity, string Why);

/// <summary>All rules: what a policy and suppressions may name, and what reports explain.</summary>
public static class RuleCatalogue
{
    /// <summary>The rules by code.</summary>
    public static ImmutableArray<RuleInfo> All { get; } =
    [
        .. LanguageRule.All.Values.Select(r => new RuleInfo(r.Code, r.Name, r.Severity, r.Why))
            .Concat(PlanRule.All.Concat(SuppressionRule.All).Select(r => new RuleInfo(r.Code, r.Name, r.Severity, r.Why)))
            .Concat(ProofRule.All.Select(r => new RuleInfo(r.Code, r.Name, r.Severity, r.Why)))
            .Concat(LintRules.All.Select(r => new RuleInfo(r.Code, r.Name, r.Severity, r.Why)))
            .OrderBy(r => r.Code, StringComparer.Ordinal),
    ];

    static readonly FrozenDictionary<string, RuleInfo> ByCodeOrName =
        All.SelectMany(r => new[] { KeyValuePair.Create(r.Code, r), KeyValuePair.Create(r.Name, r) }).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rule of a code or a name, without regard to case; null where there is none.</summary>
    public static RuleInfo? Find(string codeOrName) => ByCodeOrName.GetValueOrDefault(codeOrName);

    /// <summary>What to say where there is none.</summary>
    internal static string Advice(string codeOrName) => NameSuggestion.Advice(codeOrName, ByCodeOrName.Keys, "The rules and their codes are in the help: about_Migrations_Findings.");
}
