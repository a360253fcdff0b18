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
    public static async Task<MigrationPlan> PlanAsync(MigrationRun run, PreparedChangelog changelog, CancellationToken cancellationToken)
    {
        var history = await run.ReadHistoryAsync(cancellationToken);
        while (true)
        {
            try
            {
                var planner = PlannerOf(run.Settings, changelog, history, run.Session.Dialect);
                var planned = await run.PlanWithInspectionAsync((schema, facts) => Checked(planner.Plan(schema, facts), schema, run.Session.Dialect, facts), cancellationToken);
                return ToPlan(planned with { PlannedBy = run }, changelog, new(run));
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

    /// <summary>Plans against a database whose history has been read.</summary>
    public static async Task<PlannedRun> PlanAsync(MigrationRun run, PreparedChangelog changelog, HistoryIndex history, CancellationToken cancellationToken)
    {
        return await run.PlanWithInspectionAsync(PlannerOf(run.Settings, changelog, history, run.Session.Dialect).Plan, cancellationToken) with { PlannedBy = run };
    }

    /// <summary>Plans for an empty database of a kind, without connecting.</summary>
    public static MigrationPlan PlanOffline(SqlDialect dialect, PreparedChangelog changelog, RunSettings settings)
    {
        var history = new HistoryIndex([], ImmutableDictionary<string, StepProgress>.Empty);
        var nowhere = new MigrationTarget(dialect.Name, null, null, $"(an empty {dialect.DisplayName} database)");
        var schema = SchemaModel.Empty(dialect.Names);
        return ToPlan(Checked(PlannerOf(settings, changelog, history, dialect).Plan(schema, null), schema, dialect, null), changelog, new(settings, nowhere));
    }

    /// <summary>The run with what the rules find in it.</summary>
    static PlannedRun Checked(PlannedRun run, SchemaModel schema, SqlDialect dialect, PlanFacts? facts)
    {
        var found = LintRunner.Check(run, schema, dialect, facts);
        return found.IsEmpty ? run
            : run with { ChangeSets = [.. run.ChangeSets.Select(set => found.TryGetValue(set, out var findings) ? set with { Findings = set.Findings.AddRange(findings) } : set)] };
    }

    static Planner PlannerOf(RunSettings settings, PreparedChangelog changelog, HistoryIndex history, SqlDialect dialect) =>
        new(changelog, history, dialect, settings.Contexts, new(settings.LabelFilter)) { Selection = settings.Selection, MarkOnly = settings.MarkOnly };

    internal static MigrationPlan ToPlan(PlannedRun planned, PreparedChangelog changelog, PlanOrigin origin, bool isUndo = false)
    {
        var secrets = changelog.Model.Secrets;
        foreach (var set in planned.ChangeSets)
            ActionRules.RequireAllowed(set, origin.Settings, secrets);
        var run = new LintRun(planned.Dialect, null);
        var steps = planned.ChangeSets.Select((set, index) => PlanSteps.Of(set, index + 1, secrets, origin, run)).ToList();
        var findings = changelog.Model.Findings.Concat(planned.Findings).Select(f => f.Of(origin)).Concat(steps.SelectMany(s => s.Findings));
        return new(origin.Target, steps, [.. findings], planned.AppliedCount)
        {
            RunId = origin.RunId,
            DeploymentId = origin.DeploymentId,
            Changelog = origin.Settings.ChangelogPath,
            IsUndo = isUndo,
            Origin = origin.Settings,
            Run = planned,
        };
    }
}
