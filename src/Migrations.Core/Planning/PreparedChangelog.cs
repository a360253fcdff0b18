using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>A changelog read for one database: its change sets with their changes and checksums, and what changes refer to while they are lowered.</summary>
public sealed class PreparedChangelog
{
    /// <summary>With fewer change sets, sharing them out takes longer than preparing them.</summary>
    const int ShareFrom = 500;

    readonly Func<ChangeSet, IChangeResources> resources;
    readonly Dictionary<ChangeSetIdentity, PreparedChangeSet> byIdentity;

    /// <summary>Reads the changes of all change sets and calculates their checksums.</summary>
    /// <param name="model">The changelog.</param>
    /// <param name="dbms">Liquibase's short name of the database.</param>
    /// <param name="resources">The files and properties that a change set sees.</param>
    /// <param name="applies">
    /// Which edits of <c>modifySql</c> count in checksums: those that apply to the run, as in Liquibase's update; null for all, as in its calculate-checksum.
    /// </param>
    /// <param name="hasRun">Whether a change set is known to have run: its changes are not kept, but read again should somebody ask for them. Asked by several threads.</param>
    /// <exception cref="MigrationException">A change cannot be read, or cannot run on this database.</exception>
    public PreparedChangelog(ChangelogModel model, string dbms, Func<ChangeSet, IChangeResources> resources, Func<SqlVisitorFilter, bool>? applies, Func<ChangeSetIdentity, bool> hasRun)
    {
        Model = model;
        this.resources = resources;
        ChangeSets = PrepareAll(dbms, applies, hasRun);
        byIdentity = new(ChangeSets.Length);
        foreach (var prepared in ChangeSets)
            byIdentity[prepared.Identity] = prepared;
    }

    /// <summary>Change sets do not depend on each other here, so all processors share in them. The first error in the changelog's order is the one that is told.</summary>
    ImmutableArray<PreparedChangeSet> PrepareAll(string dbms, Func<SqlVisitorFilter, bool>? applies, Func<ChangeSetIdentity, bool> hasRun)
    {
        if (Model.ChangeSets.Length < ShareFrom)
            return [.. Model.ChangeSets.Select(set => Prepare(set, dbms, applies, hasRun))];
        var prepared = new PreparedChangeSet[Model.ChangeSets.Length];
        var errors = new MigrationException?[prepared.Length];
        Parallel.For(0, prepared.Length, (i, loop) =>
        {
            try
            {
                prepared[i] = Prepare(Model.ChangeSets[i], dbms, applies, hasRun);
            }
            catch (MigrationException e)
            {
                errors[i] = e;
                loop.Break();
            }
        });
        return Array.Find(errors, e => e is not null) is { } first ? throw first : ImmutableCollectionsMarshal.AsImmutableArray(prepared);
    }

    /// <summary>The changelog as it was read.</summary>
    public ChangelogModel Model { get; }

    /// <summary>The change sets in the order in which they run.</summary>
    public ImmutableArray<PreparedChangeSet> ChangeSets { get; }

    /// <summary>Whether the changelog has a change set.</summary>
    public bool Contains(ChangeSetIdentity identity) => byIdentity.ContainsKey(identity);

    /// <summary>The change set of an identity, or null.</summary>
    public PreparedChangeSet? Find(ChangeSetIdentity identity) => byIdentity.GetValueOrDefault(identity);

    /// <summary>The value of a property of the changelog, or null.</summary>
    public string? Property(string name) => Model.Properties.ValueOf(name, Model.SearchPathName);

    /// <summary>What a change of a change set is lowered with.</summary>
    public LoweringContext LoweringContext(ChangeSet set, SourceSpan span, SqlDialect dialect, SchemaModel schema, ICollection<MigrationFinding> findings) =>
        new()
        {
            Dialect = dialect,
            Span = span,
            Schema = schema,
            QuotingStrategy = (QuotingStrategy)set.ObjectQuotingStrategy,
            Resources = resources(set),
            Client = RunWith.ClientOf(set, dialect) is { } client ? (client, set.RunWithSpoolFile) : null,
            Findings = findings,
        };

    PreparedChangeSet Prepare(ChangeSet set, string dbms, Func<SqlVisitorFilter, bool>? applies, Func<ChangeSetIdentity, bool> hasRun)
    {
        // Liquibase does not look into a change set that is for other databases, and it would be wrong to refuse what only they understand.
        if (!set.MatchesDbms)
            return new(set, "", []);
        try
        {
            var files = resources(set);
            var applied = applies is null || set.SqlVisitors.All(v => applies(v.Filter)) ? set : set with { SqlVisitors = [.. set.SqlVisitors.Where(v => applies(v.Filter))] };
            var onDemand = new ChangesOnDemand(set, applied, dbms, files);
            return SummariesOf(set) is { } summaries ? FromSummaries(set, applied, summaries, onDemand) : FromChanges(set, applied, dbms, onDemand, hasRun);
        }
        catch (MigrationException e) when (e.ChangeSet is null)
        {
            throw e.For(set.Identity);
        }
    }

    static PreparedChangeSet FromChanges(ChangeSet set, ChangeSet applied, string dbms, ChangesOnDemand onDemand, Func<ChangeSetIdentity, bool> hasRun)
    {
        var findings = new List<MigrationFinding>();
        var all = ChangeRegistry.Create(set.Changes, findings);
        var changes = all.Where(c => c.RunsOn(dbms)).ToImmutableArray();
        var error = changes.SelectMany(c => c.Validate(dbms)).FirstOrDefault();
        if (error is not null && set.OnValidationFail == ValidationFailAction.Halt)
            throw error;
        return new(set, ChecksumV9.Compute(applied, all, dbms, onDemand.Resources), [.. findings])
        {
            OnDemand = onDemand,
            Description = ChangeDescription.Of(all),
            Changes = hasRun(new(set.FileName, set.Id, set.Author)) ? default : changes,
            Tag = changes.OfType<TagDatabaseChange>().LastOrDefault()?.Tag,
            ValidationError = error,
            ChecksumOfAll = ReferenceEquals(applied, set) ? null : ChecksumV9.Compute(set, all, dbms, onDemand.Resources),
        };
    }

    /// <summary>Without reading the changes: those of a large changelog have been read once, and most are not needed again.</summary>
    static PreparedChangeSet FromSummaries(ChangeSet set, ChangeSet applied, ChangeSummary[] summaries, ChangesOnDemand onDemand) =>
        new(set, ChecksumV9.Compute(applied, summaries), [])
        {
            OnDemand = onDemand,
            ChecksumOfAll = ReferenceEquals(applied, set) ? null : ChecksumV9.Compute(set, summaries),
        };

    /// <summary>The summaries of all its changes; null where one has none.</summary>
    static ChangeSummary[]? SummariesOf(ChangeSet set)
    {
        var summaries = new ChangeSummary[set.Changes.Length];
        for (var i = 0; i < summaries.Length; i++)
        {
            if (set.Changes[i].Summary is not { } summary)
                return null;
            summaries[i] = summary;
        }
        return summaries;
    }
}
