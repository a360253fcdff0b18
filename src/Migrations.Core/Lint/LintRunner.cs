using System.Collections.Immutable;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>
/// Looks at a finished plan with every rule. It is pure as the planner is: the shapes of tables that rules ask for and that nobody knows are noted down in
/// <see cref="SchemaModel.Wanted"/>, sizes in <see cref="PlanFacts.WantedStatistics"/>, and the whole is done again once they are known.
/// </summary>
public static class LintRunner
{
    /// <summary>What is questionable about a run.</summary>
    /// <param name="run">The planned run.</param>
    /// <param name="schema">The schema before it.</param>
    /// <param name="dialect">The database.</param>
    /// <param name="policy">What the project allows.</param>
    /// <param name="facts">What is known of data; null without a connection.</param>
    /// <returns>What was found of each change set that will run.</returns>
    public static ImmutableDictionary<PlannedChangeSet, LintResult> Check(PlannedRun run, SchemaModel schema, SqlDialect dialect, LintPolicy policy, PlanFacts? facts)
    {
        var lint = new LintRun(dialect, policy, facts is null ? null : facts.StatisticsOf) { Speed = facts?.Speed };
        var found = ImmutableDictionary.CreateBuilder<PlannedChangeSet, LintResult>(ReferenceEqualityComparer.Instance);
        foreach (var planned in run.ChangeSets.Where(set => set.WillRun))
        {
            var changeSet = new LintChangeSet(lint, planned);
            (changeSet.Nodes, schema) = NodesOf(changeSet, schema);
            var estimates = new WorkEstimate?[planned.Nodes.Length];
            found.Add(planned, new(Findings(changeSet, estimates), [.. estimates]));
        }
        return found.ToImmutable();
    }

    static ImmutableArray<MigrationFinding> Findings(LintChangeSet changeSet, WorkEstimate?[] estimates)
    {
        var findings = ImmutableArray.CreateBuilder<MigrationFinding>();
        foreach (var node in changeSet.Nodes)
        {
            // What a table was before the node counts: it is made, and what follows does no harm.
            node.IsNewTable = node.Table is { } table && changeSet.Run.IsNew(table);
            foreach (var rule in LintRules.All)
                Add(rule.Check(node));
            estimates[node.Order] = WorkEstimate.Sum(estimates[node.Order], node.Estimate);
            changeSet.Run.Follow(node);
        }
        foreach (var rule in LintRules.All)
            Add(rule.Check(changeSet));
        return findings.ToImmutable();

        void Add(IEnumerable<MigrationFinding> found)
        {
            // Most rules have nothing to say of most nodes, and say it with the same empty array.
            if (!ReferenceEquals(found, LintRule.Nothing))
                findings.AddRange(found);
        }
    }

    static (ImmutableArray<LintNode> Nodes, SchemaModel After) NodesOf(LintChangeSet changeSet, SchemaModel schema)
    {
        var nodes = ImmutableArray.CreateBuilder<LintNode>();
        foreach (var (order, planned) in changeSet.Planned.Nodes.Select((node, i) => (i, node)))
        {
            var after = changeSet.Dialect.Apply(planned.Node, schema);
            if (planned.Node is RawSql { Effects: not null } raw)
            {
                foreach (var step in changeSet.Dialect.Follow(raw, schema))
                {
                    var statement = planned.Statements[0] with { Lock = changeSet.Dialect.LockOf(raw, step) };
                    nodes.Add(new(changeSet, step.Node, planned.Span, [statement], step.Before, step.After) { Raw = raw, Order = order });
                }
            }
            else
            {
                nodes.Add(new(changeSet, planned.Node, planned.Span, planned.Statements, schema, after) { Raw = planned.Node as RawSql, Order = order });
            }
            schema = after;
        }
        return (nodes.ToImmutable(), schema);
    }
}
