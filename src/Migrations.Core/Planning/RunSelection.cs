using Migrations.Changelog;

namespace Migrations.Planning;

/// <summary>Which of the change sets that would run are to run. Where several of these are given, a change set has to meet them all.</summary>
public sealed record RunSelection
{
    /// <summary>All of them.</summary>
    public static RunSelection Everything { get; } = new();

    /// <summary>The first so many.</summary>
    public int? Count { get; init; }

    /// <summary>Those up to the change set that sets this tag, that one included.</summary>
    public string? ToTag { get; init; }

    /// <summary>Those with one of these ids; null for all.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>What is left of it where some of it has run.</summary>
    /// <param name="done">How many change sets.</param>
    public RunSelection Behind(int done) => Count is { } count ? this with { Count = Math.Max(0, count - done) } : this;

    /// <summary>Goes along a changelog.</summary>
    /// <param name="changelog">The changelog.</param>
    /// <param name="history">What has run: a tag that stands there has been reached, and nothing is pending up to it any more, as in Liquibase.</param>
    /// <exception cref="MigrationException">A tag or an id is nowhere to be found (<see cref="ErrorCode.ObjectNotFound"/>).</exception>
    internal Walk Along(PreparedChangelog changelog, HistoryIndex history)
    {
        var isReached = ToTag is not null && history.Rows.Any(r => Same(r.Tag, ToTag));
        if (ToTag is not null && !isReached && !changelog.ChangeSets.Any(c => Same(c.Tag, ToTag)))
            throw Unknown($"tag '{ToTag}'", ToTag, changelog.ChangeSets.Select(c => c.Tag).OfType<string>(), "Write a tag that a 'tagDatabase' of the changelog sets.");
        if (Ids?.FirstOrDefault(id => !changelog.ChangeSets.Any(c => Same(c.ChangeSet.Id, id))) is { } unknown)
            throw Unknown($"change set with the id '{unknown}'", unknown, changelog.ChangeSets.Select(c => c.ChangeSet.Id), "Get-Migration shows the ids that the changelog has.");
        return new(this, isReached);
    }

    static MigrationException Unknown(string what, string name, IEnumerable<string> known, string otherwise) =>
        new(ErrorCode.ObjectNotFound, $"there is no {what} in the changelog", NameSuggestion.Advice(name, known, otherwise));

    static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>One walk along a changelog.</summary>
    internal sealed class Walk(RunSelection selection, bool isBehindTag)
    {
        int taken;

        /// <summary>Why the next change set is left out; null where it is not.</summary>
        /// <param name="prepared">The change set.</param>
        /// <param name="wouldRun">Whether it would run if everything were selected.</param>
        public string? Next(PreparedChangeSet prepared, bool wouldRun)
        {
            var reason = wouldRun ? LeftOut(prepared) : null;
            taken += wouldRun && reason is null ? 1 : 0;
            isBehindTag |= selection.ToTag is not null && Same(prepared.Tag, selection.ToTag);
            return reason;
        }

        string? LeftOut(PreparedChangeSet prepared)
        {
            if (isBehindTag)
                return $"behind the tag '{selection.ToTag}'";
            if (selection.Ids is { } ids && !ids.Contains(prepared.ChangeSet.Id, StringComparer.OrdinalIgnoreCase))
                return "not selected by its id";
            return taken >= selection.Count ? FormattableString.Invariant($"behind the first {selection.Count}") : null;
        }
    }
}
