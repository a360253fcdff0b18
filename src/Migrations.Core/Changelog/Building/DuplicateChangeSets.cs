using Migrations.History;

namespace Migrations.Changelog;

/// <summary>Finds change sets that history could not tell apart.</summary>
static class DuplicateChangeSets
{
    /// <summary>
    /// Refuses two change sets of one identity that would both run. For different databases, contexts or labels they are allowed, as in Liquibase.
    /// </summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.DuplicateChangeSet"/>, naming both places.</exception>
    public static void Refuse(IReadOnlyCollection<ChangeSet> changeSets, ChangelogOptions options)
    {
        var seen = new Dictionary<ChangeSetIdentity, ChangeSet>(changeSets.Count);
        foreach (var set in changeSets.Where(set => set.MatchesDbms && !set.Ignore))
        {
            if (!set.IsInContexts(options.Contexts) || !set.IsLabelled(options.LabelFilter)) continue;
            var identity = new ChangeSetIdentity(set.FileName, set.Id, set.Author);
            if (seen.TryAdd(identity, set)) continue;
            var first = seen[identity];
            throw first.Identity == set.Identity
                ? new MigrationException(ErrorCode.DuplicateChangeSet, $"The change set '{set}' already stands at {first.Span}.",
                    "Give one of the two another id.", set.Span) { ChangeSet = set.Identity }
                : new MigrationException(ErrorCode.DuplicateChangeSet,
                    $"The change set '{set}' differs only in writing from '{first}' at {first.Span}; history would take them for one.",
                    "Give one of the two another id.", set.Span) { ChangeSet = set.Identity };
        }
    }
}
