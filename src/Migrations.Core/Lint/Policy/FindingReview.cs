using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>
/// What a policy and the suppressions in the changelog make of findings: how much each matters, and which do not count. What is about change sets that are
/// applied is left out: they cannot be edited any more.
/// </summary>
/// <param name="policy">The policy.</param>
/// <param name="strict">Whether what Liquibase accepts in silence is an error.</param>
/// <param name="today">The day, for suppressions that end.</param>
public sealed class FindingReview(LintPolicy policy, bool strict, DateOnly today)
{
    /// <summary>The findings that are about no change set of the plan.</summary>
    public ImmutableArray<MigrationFinding> General { get; private set; } = [];

    /// <summary>Reviews all findings of a run.</summary>
    /// <param name="run">The planned run.</param>
    /// <param name="changelog">The changelog, with what was found while reading it.</param>
    /// <returns>The findings of each change set of the plan, in its order.</returns>
    public ImmutableArray<ImmutableArray<MigrationFinding>> Review(PlannedRun run, ChangelogModel changelog)
    {
        var owners = new FindingOwners(changelog);
        var planned = run.ChangeSets.Select(set => set.ChangeSet).ToHashSet<ChangeSet>(ReferenceEqualityComparer.Instance);
        var byOwner = changelog.Findings.Concat(run.Findings).ToLookup(owners.Of, (IEqualityComparer<ChangeSet?>)ReferenceEqualityComparer.Instance);
        General = [.. byOwner[null].Select(Judge).OfType<MigrationFinding>()];
        return [.. run.ChangeSets.Select(set => Of(set, byOwner[set.ChangeSet].Concat(set.Findings), run.Dialect))];
    }

    ImmutableArray<MigrationFinding> Of(PlannedChangeSet set, IEnumerable<MigrationFinding> findings, SqlDialect dialect)
    {
        var suppressions = Suppressions.Of(set, dialect);
        var reviewed = findings.Select(f => suppressions is null ? f : suppressions.Apply(f, today)).ToList();
        if (suppressions is not null)
            reviewed.AddRange(suppressions.Problems(today, complete: set.WillRun && set.AtRunTimeReason is null));
        return [.. reviewed.Select(f => Judge(f with { ChangeSet = set.ChangeSet.Identity.ToString() })).OfType<MigrationFinding>()];
    }

    /// <summary>The finding with the severity that it has here; null where the policy leaves it out.</summary>
    MigrationFinding? Judge(MigrationFinding finding)
    {
        if (policy.Rules.TryGetValue(finding.Code, out var level))
            return level == RuleLevel.Off ? null : finding with { Severity = (FindingSeverity)(level - RuleLevel.Information) };
        if (strict)
            finding = LanguageRule.WhenStrict(finding);
        return LintRules.DependsOnSize(finding.Code) && policy.IsSmall(finding) ? finding with { Severity = FindingSeverity.Information } : finding;
    }
}
