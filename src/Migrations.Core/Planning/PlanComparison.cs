namespace Migrations.Planning;

/// <summary>Nothing happens that was not shown: a plan made under the lock must say what the plan that was agreed to says.</summary>
static class PlanComparison
{
    /// <summary>Compares; steps that another run has done in between are no difference.</summary>
    /// <exception cref="MigrationException">Something has moved (<see cref="ErrorCode.PlanOutdated"/>).</exception>
    public static void Require(PlannedRun approved, PlannedRun planned, MigrationTarget target)
    {
        var shown = approved.ChangeSets.Where(c => c.WillRun).ToDictionary(c => c.Prepared.Identity);
        foreach (var set in planned.ChangeSets.Where(c => c.WillRun))
        {
            if (!shown.TryGetValue(set.Prepared.Identity, out var before))
                throw Outdated(set, target, "was not in the plan");
            if (before.Prepared.Checksum != set.Prepared.Checksum)
                throw Outdated(set, target, "has been edited since it was planned");
            if (before.AtRunTimeReason is null && set.AtRunTimeReason is null && before.State == set.State && !SameStatements(before, set))
                throw Outdated(set, target, "would run other statements than were planned, because the schema has changed since");
        }
    }

    static bool SameStatements(PlannedChangeSet a, PlannedChangeSet b) => a.Statements.Select(s => s.Text).SequenceEqual(b.Statements.Select(s => s.Text), StringComparer.Ordinal);

    static MigrationException Outdated(PlannedChangeSet set, MigrationTarget target, string why) => new(ErrorCode.PlanOutdated,
        $"the plan for {target} is outdated: change set {set.ChangeSet.Identity} {why}", "Plan again, look at it, and run it again.", set.ChangeSet.Span) { ChangeSet = set.ChangeSet.Identity };
}
