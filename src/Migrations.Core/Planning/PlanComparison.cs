using Migrations.Changelog;
using Migrations.History;

namespace Migrations.Planning;

/// <summary>Nothing happens that was not shown: a plan made under the lock must say what the plan that was agreed to says.</summary>
/// <param name="approved">The plan that was shown.</param>
/// <param name="secrets">What was not shown.</param>
sealed class PlanComparison(MigrationPlan approved, SecretMask secrets)
{
    readonly Dictionary<ChangeSetIdentity, PlanStep> shown = approved.Steps.Where(s => s.WillRun).DistinctBy(s => s.Identity).ToDictionary(s => s.Identity);

    /// <summary>Compares the plan of this very run: what another run has done in between, while this one was waiting for the lock, is no difference.</summary>
    /// <exception cref="MigrationException">Something has moved (<see cref="ErrorCode.PlanOutdated"/>).</exception>
    public void RequireSameOrDone(PlannedRun planned)
    {
        foreach (var set in planned.ChangeSets.Where(c => c.WillRun))
        {
            var before = Shown(set);
            if (before.IsExact && set.AtRunTimeReason is null && before.State == set.State)
                RequireSameStatements(before, set);
        }
    }

    /// <summary>Compares a plan that was made before.</summary>
    /// <exception cref="MigrationException">Something comes out differently (<see cref="ErrorCode.PlanOutdated"/>).</exception>
    public void RequireSame(PlannedRun planned)
    {
        foreach (var set in planned.ChangeSets)
        {
            if (!set.WillRun)
            {
                if (shown.ContainsKey(set.Prepared.Identity))
                    throw Outdated(set, $"would not run now{(set.Reason is null ? "" : $": {secrets.Mask(set.Reason)}")}");
                continue;
            }
            var before = Shown(set);
            if (set is { State: MigrationState.Interrupted, Progress: { } progress } && before.State != MigrationState.Interrupted)
            {
                // Cut off in this very plan: it is carried on byte for byte, so it has to have been begun as it was shown.
                if (!progress.Statements.Select(s => s.Sql).SequenceEqual(before.Statements.Select(s => s.Sql), StringComparer.Ordinal))
                    throw Outdated(set, "was begun by another run, with other statements");
                continue;
            }
            if (before.State != set.State)
                throw Outdated(set, $"was planned as {before.State}, and is {set.State} now{(set.Reason is null ? "" : $": {secrets.Mask(set.Reason)}")}");
            if (before.IsExact)
                RequireSameStatements(before, set);
        }
    }

    /// <summary>
    /// Compares what was decided at its turn with what was shown, where it is agreed to by somebody who is not there to see it (DESIGN 3a.4). That it does not
    /// run after all is one of the two ways that the plan spoke of.
    /// </summary>
    /// <exception cref="MigrationException">It would run what nobody has seen (<see cref="ErrorCode.PlanOutdated"/>).</exception>
    public void RequireShown(PlannedChangeSet set)
    {
        if (!set.WillRun || set.State == MigrationState.MarkRan || SameStatements(Shown(set), set))
            return;
        var first = set.Statements.Select(s => secrets.Mask(s.Text)).FirstOrDefault();
        throw new MigrationException(ErrorCode.PlanOutdated,
            $"what change set {set.ChangeSet.Identity} runs could only be decided at its turn, and is not what plan {approved.PlanId} shows{(first is null ? "" : $": {first}")}",
            "What came before it has been applied. Plan from here, have that looked at, and run it.", set.ChangeSet.Span)
        { ChangeSet = set.ChangeSet.Identity, Statement = first };
    }

    PlanStep Shown(PlannedChangeSet set)
    {
        if (!shown.TryGetValue(set.Prepared.Identity, out var before))
            throw Outdated(set, "was not in the plan");
        return before.Checksum == set.Prepared.Checksum ? before : throw Outdated(set, "has been edited since it was planned");
    }

    void RequireSameStatements(PlanStep before, PlannedChangeSet set)
    {
        if (!SameStatements(before, set))
            throw Outdated(set, "would run other statements than were planned");
    }

    bool SameStatements(PlanStep before, PlannedChangeSet set) =>
        before.Statements.Select(s => s.Sql).SequenceEqual(set.Statements.Select(s => secrets.Mask(s.Text)), StringComparer.Ordinal);

    MigrationException Outdated(PlannedChangeSet set, string why) => new(ErrorCode.PlanOutdated,
        $"the plan for {approved.Target} is outdated: change set {set.ChangeSet.Identity} {why}", "Plan again, look at it, and run it again.", set.ChangeSet.Span) { ChangeSet = set.ChangeSet.Identity };
}
