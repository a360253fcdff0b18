using Migrations.Changelog;
using Migrations.Execution;
using Migrations.History;
using Migrations.Planning;

namespace Migrations.Proof;

/// <summary>
/// Proves ways back: on a scratch database that stands where the target stands, every change set of a plan is run, undone and run again, and at the end all of
/// them together. Whatever is not as it was is a finding. The target is only read.
/// </summary>
/// <param name="provider">The kind of database.</param>
/// <param name="changelog">The changelog.</param>
/// <param name="observer">Is told how far it is.</param>
public sealed class ProofOperation(IDatabaseProvider provider, PreparedChangelog changelog, IRunObserver observer)
{
    /// <summary>Proves the ways back of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">The connection to the target, which is only read; null for an empty database.</param>
    /// <param name="given">An empty database to use; null for one that is made beside the target, and goes again.</param>
    /// <param name="cancellationToken">Stops it; the scratch database goes.</param>
    /// <returns>The plan with what was found.</returns>
    /// <exception cref="MigrationException">There is no scratch database to be had (<see cref="ErrorCode.ScratchUnusable"/>), or a connection was lost.</exception>
    public async Task<MigrationPlan> RunAsync(MigrationPlan plan, MigrationRun? target, ConnectionSettings? given, CancellationToken cancellationToken)
    {
        var planned = plan.Run!;
        var origin = target is null ? new PlanOrigin(plan.Origin!, plan.Target) : new PlanOrigin(target);
        if (!planned.ChangeSets.Any(c => c.WillRun))
            return plan;
        await using var database = given is null ? await provider.CreateScratchAsync(plan.Origin!.Connection, cancellationToken) : await TakeAsync(given, plan, cancellationToken);
        var source = target is null ? ProofSource.Empty(provider.DefaultDialect) : await ProofSource.ReadAsync(target, cancellationToken);
        await using var scratch = new ScratchRun(database, provider, source, changelog, plan.Origin!, observer);
        await scratch.BuildAsync(RowStyle.Edges, cancellationToken);
        var copied = await scratch.ReadAsync(new HashSet<Schema.ObjectName>(), cancellationToken);
        var incomplete = CatalogDifference.Between(source.Schema.Catalog, copied.Catalog, placesColumns: true).Where(d => d.Object.Kind != CatalogObject.Privileges).ToList();
        var proven = await ProveAsync(plan, new ChangeSetProof(scratch, [.. incomplete.Select(d => d.Object)], changelog.Model.Secrets), cancellationToken);
        var sets = planned.ChangeSets.Select(set => proven.TryGetValue(set.Prepared.Identity, out var findings) ? set with { Findings = set.Findings.AddRange(findings) } : set);
        return PlanOperation.ToPlan(planned with { ChangeSets = [.. sets], Findings = [.. planned.Findings, .. incomplete.Select(Incomplete)] }, changelog, origin, forLater: plan.Basis is not null);
    }

    async Task<Dictionary<ChangeSetIdentity, IReadOnlyList<MigrationFinding>>> ProveAsync(MigrationPlan plan, ChangeSetProof proof, CancellationToken cancellationToken)
    {
        var sets = plan.Run!.ChangeSets.Where(c => c.WillRun).ToList();
        var found = new Dictionary<ChangeSetIdentity, IReadOnlyList<MigrationFinding>>();
        var steps = plan.Steps.ToDictionary(s => new ChangeSetIdentity(s.File, s.Id, s.Author));
        for (var i = 0; i < sets.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            observer.Started(steps[sets[i].Prepared.Identity], i, sets.Count);
            found[sets[i].Prepared.Identity] = await proof.RunAsync(sets[i], cancellationToken);
        }
        foreach (var (set, findings) in await proof.RunTogetherAsync(cancellationToken))
            found[set] = [.. found[set], .. findings];
        return found;
    }

    async Task<IScratchDatabase> TakeAsync(ConnectionSettings given, MigrationPlan plan, CancellationToken cancellationToken)
    {
        var there = provider.Describe(given);
        if (plan.Origin!.Connection is { } connection && provider.Describe(connection).IsSameDatabaseAs(there))
            throw new MigrationException(ErrorCode.ScratchUnusable, $"-ScratchConnection leads to the target itself, {plan.Target}", "Give another, empty database; everything in it is thrown away.");
        await using (var session = await provider.OpenAsync(given, cancellationToken))
        {
            if (session.Target.IsSameDatabaseAs(plan.Target))
                throw new MigrationException(ErrorCode.ScratchUnusable, $"-ScratchConnection leads to the target itself, {plan.Target}", "Give another, empty database; everything in it is thrown away.");
            if (session.Dialect.Name != plan.Target.Provider)
            {
                throw new MigrationException(ErrorCode.ScratchUnusable, $"-ScratchConnection leads to {session.Target}, which is {session.Dialect.DisplayName}, and the plan is for {plan.Target.Provider}",
                    "A proof needs a database of the same kind.");
            }
            await ScratchMark.RequireAsync(session, cancellationToken);
        }
        return await provider.TakeScratchAsync(given, cancellationToken);
    }

    MigrationFinding Incomplete(CatalogDifference difference) => ProofRule.IncompleteCopy.At(SourceSpan.WholeFile(changelog.Model.SearchPathName),
        $"{difference.Object} could not be copied to the scratch database as it is, so no way back of what touches it was proved: {difference.Describe()}",
        "Look at those change sets by hand, or give a scratch database with -ScratchConnection in which it is allowed.") with { Object = difference.Object.Name };
}
