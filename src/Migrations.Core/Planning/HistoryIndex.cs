using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.History;

namespace Migrations.Planning;

/// <summary>What history says, for looking up change sets.</summary>
public sealed class HistoryIndex
{
    readonly Dictionary<ChangeSetIdentity, HistoryRow> byIdentity;
    // Only what is pending is looked for elsewhere.
    readonly Lazy<ILookup<(string, string), HistoryRow>> byIdAndAuthor;

    /// <summary>Indexes the rows; of several with one identity the last counts, as in Liquibase.</summary>
    public HistoryIndex(ImmutableArray<HistoryRow> rows, IReadOnlyDictionary<string, StepProgress> progress)
    {
        Rows = rows;
        Progress = progress;
        byIdentity = new(rows.Length);
        foreach (var row in rows)
            byIdentity[row.Identity] = row;
        byIdAndAuthor = new(() => rows.ToLookup(r => (r.Id.ToUpperInvariant(), r.Author.ToUpperInvariant())));
    }

    /// <summary>All rows in the order in which they ran.</summary>
    public ImmutableArray<HistoryRow> Rows { get; }

    /// <summary>Change sets that were cut off outside a transaction, by <see cref="StateStore.ProgressKey"/>.</summary>
    public IReadOnlyDictionary<string, StepProgress> Progress { get; }

    /// <summary>How far a change set, or its undo, has come that was cut off outside a transaction; null where nothing was.</summary>
    // Hardly ever is there any, and keys are hashes.
    public StepProgress? ProgressOf(ChangeSet set) => Progress.Count == 0 ? null : Progress.GetValueOrDefault(StateStore.ProgressKey(set.Id, set.Author, set.FileName));

    /// <summary>The row of a change set, or null.</summary>
    public HistoryRow? Find(ChangeSetIdentity identity) => byIdentity.GetValueOrDefault(identity);

    /// <summary>The rows of any file with that id and author.</summary>
    public IEnumerable<HistoryRow> FindElsewhere(string id, string author) => byIdAndAuthor.Value[(id.ToUpperInvariant(), author.ToUpperInvariant())];

    /// <summary>The rows with one of these ids, in the order in which they ran.</summary>
    /// <exception cref="MigrationException">History has none of an id (<see cref="ErrorCode.ObjectNotFound"/>).</exception>
    public IEnumerable<HistoryRow> WithIds(IReadOnlyCollection<string> ids)
    {
        if (ids.FirstOrDefault(id => !Rows.Any(r => r.Id.Equals(id, StringComparison.OrdinalIgnoreCase))) is { } unknown)
        {
            throw new MigrationException(ErrorCode.ObjectNotFound, $"there is no change set with the id '{unknown}' in history",
                NameSuggestion.Advice(unknown, Rows.Select(r => r.Id), "Get-Migration shows what has run."));
        }
        return Rows.Where(r => ids.Contains(r.Id, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The next number for ORDEREXECUTED.</summary>
    public int NextOrder => Rows.Length == 0 ? 1 : Rows.Max(r => r.OrderExecuted) + 1;
}
