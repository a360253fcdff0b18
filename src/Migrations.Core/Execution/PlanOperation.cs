using System.Collections.Immutable;
using Migrations.Lint;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Makes the plan of a run, with a database or without one. It writes nothing.</summary>
public static class PlanOperation
{
    /// <summary>Plans against a database.</summary>
    /// <param name="run">The connection.</param>
    /// <param name="changelog">The changelog, prepared for its database.</param>
    /// <param name="cancellationToken">Stops planning.</param>
    /// <param name="forLater">Whether another run is to execute it, which has to see that nothing has moved.</param>
    public static async Task<MigrationPlan> PlanAsync(MigrationRun run, PreparedChangelog changelog, CancellationToken cancellationToken, bool forLater = false)
    {
        var history = await run.ReadHistoryAsync(cancellationToken);
        while (true)
        {
            try
            {
                var planner = PlannerOf(run.Settings, changelog, history, run.Session.Dialect);
                var planned = await run.PlanWithInspectionAsync(
                    (schema, facts) => (Checked(planner.Plan(schema, facts), schema, run.Session.Dialect, run.Settings.Policy, facts), schema), cancellationToken);
                return ToPlan(await KeptAsync(planned, run, forLater, cancellationToken), changelog, new(run), forLater);
            }
            catch (MigrationException e) when (e.Code != ErrorCode.ConnectionLost)
            {
                // No lock is held: another run may have moved the schema on since history was read, and then nothing fits together.
                await run.RefreshTablesAsync(cancellationToken);
                var now = await run.ReadHistoryAsync(cancellationToken);
                if (now.Rows.SequenceEqual(history.Rows))
                    throw;
                history = now;
            }
        }
    }

    /// <summary>Plans what is left to do of a run whose history has been read: of a first so many, those count that it has done.</summary>
    public static async Task<PlannedRun> PlanAsync(MigrationRun run, PreparedChangelog changelog, HistoryIndex history, CancellationToken cancellationToken)
    {
        var left = run.Settings with { Selection = run.Settings.Selection.Behind(history.Rows.Count(r => r.DeploymentId == run.DeploymentId)) };
        return await run.PlanWithInspectionAsync(PlannerOf(left, changelog, history, run.Session.Dialect).Plan, cancellationToken) with { PlannedBy = run };
    }

    /// <summary>Plans for an empty database of a kind, without connecting.</summary>
    public static MigrationPlan PlanOffline(SqlDialect dialect, PreparedChangelog changelog, RunSettings settings)
    {
        var history = new HistoryIndex([], ImmutableDictionary<string, StepProgress>.Empty);
        var nowhere = new MigrationTarget(dialect.Name, null, null, $"(an empty {dialect.DisplayName} database)");
        var schema = SchemaModel.Empty(dialect.Names);
        var planned = Checked(PlannerOf(settings, changelog, history, dialect).Plan(schema, null), schema, dialect, settings.Policy, null);
        return ToPlan(planned, changelog, new(settings, nowhere), forLater: true);
    }

    /// <summary>The run with what it touches, where it is kept for later.</summary>
    internal static async Task<PlannedRun> KeptAsync((PlannedRun Planned, SchemaModel Before) plan, MigrationRun run, bool forLater, CancellationToken cancellationToken)
    {
        var planned = plan.Planned with { PlannedBy = run };
        return forLater ? planned with { Touched = await TouchedObjects.BeforeAsync(planned, plan.Before, run.Session, cancellationToken) } : planned;
    }

    /// <summary>The run with what the rules find in it.</summary>
    static PlannedRun Checked(PlannedRun run, SchemaModel schema, SqlDialect dialect, LintPolicy policy, PlanFacts? facts)
    {
        var found = LintRunner.Check(run, schema, dialect, policy, facts);
        return run with { ChangeSets = [.. run.ChangeSets.Select(set => found.TryGetValue(set, out var result) ? With(set, result) : set)] };
    }

    static PlannedChangeSet With(PlannedChangeSet set, LintResult result) => result.Findings.IsEmpty && result.Estimates.All(e => e is null) ? set : set with
    {
        Findings = set.Findings.AddRange(result.Findings),
        Nodes = [.. set.Nodes.Select((node, i) => result.Estimates[i] is { } estimate ? node with { Estimate = estimate } : node)],
    };

    static Planner PlannerOf(RunSettings settings, PreparedChangelog changelog, HistoryIndex history, SqlDialect dialect) =>
        new(changelog, history, dialect, settings.Contexts, new(settings.LabelFilter)) { Selection = settings.Selection, MarkOnly = settings.MarkOnly };

    internal static MigrationPlan ToPlan(PlannedRun planned, PreparedChangelog changelog, PlanOrigin origin, bool forLater, bool isUndo = false)
    {
        var secrets = changelog.Model.Secrets;
        foreach (var set in planned.ChangeSets)
            ActionRules.RequireAllowed(set, origin.Settings, secrets);
        var policy = origin.Settings.Policy;
        var review = new FindingReview(policy, origin.Settings.Strict, DateOnly.FromDateTime(DateTime.Now));
        var reviewed = review.Review(planned, changelog.Model);
        var steps = planned.ChangeSets.Select((set, index) => PlanSteps.Of(set, index + 1, reviewed[index], secrets, origin)).ToList();
        var findings = review.General.Select(f => f.Of(origin)).Concat(steps.SelectMany(s => s.Findings));
        return new(origin.Target, steps, [.. findings], planned.AppliedCount)
        {
            RunId = origin.RunId,
            DeploymentId = origin.DeploymentId,
            Changelog = origin.Settings.ChangelogPath,
            IsUndo = isUndo,
            FailOn = policy.FailOn ?? FailureThreshold.Error,
            Origin = origin.Settings,
            Run = planned,
            Basis = forLater ? PlanBasis.Of(planned, changelog, steps, origin) : null,
        };
    }
}
