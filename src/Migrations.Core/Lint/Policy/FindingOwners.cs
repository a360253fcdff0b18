using System.Collections.Frozen;
using Migrations.Changelog;

namespace Migrations.Lint;

/// <summary>Finds out in which change set a finding about a file lies.</summary>
/// <param name="changelog">The changelog.</param>
sealed class FindingOwners(ChangelogModel changelog)
{
    readonly Lazy<FrozenDictionary<string, (SourceSpan Start, ChangeSet? Set)[]>> entries = new(() => EntriesOf(changelog));

    /// <summary>The change set that a finding is in; null where it is in none.</summary>
    public ChangeSet? Of(MigrationFinding finding)
    {
        // That is about the run, and shown at the first change set that has contexts.
        if (finding.Code == LanguageRule.NoContextGiven.Code)
            return null;
        if (!entries.Value.TryGetValue(finding.File, out var starts))
            return null;
        var last = Array.FindLastIndex(starts, e => (e.Start.Line, e.Start.Column).CompareTo((finding.Line, finding.Column)) <= 0);
        return last < 0 ? null : starts[last].Set;
    }

    /// <summary>Where the entries of each file begin: each ends where the next one begins.</summary>
    static FrozenDictionary<string, (SourceSpan, ChangeSet?)[]> EntriesOf(ChangelogModel changelog)
    {
        var sets = new Dictionary<SourceSpan, ChangeSet>(changelog.ChangeSets.Length);
        foreach (var set in changelog.ChangeSets)
            sets.TryAdd(set.Span, set);
        return changelog.Entries.GroupBy(span => span.File)
            .ToFrozenDictionary(file => file.Key, file => file.Order(ByPlace).Select(span => (span, sets.GetValueOrDefault(span))).ToArray());
    }

    static readonly Comparer<SourceSpan> ByPlace = Comparer<SourceSpan>.Create((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
}
