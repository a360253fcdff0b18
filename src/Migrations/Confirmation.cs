using Migrations.Reports;

namespace Migrations;

/// <summary>Asks for every change set, before the lock is taken, so that nobody else waits for an answer (DESIGN 3a.12).</summary>
static class Confirmation
{
    /// <summary>A step as it is asked about: what it does, and what it costs others.</summary>
    public static string Of(PlanStep step) => $"{step.Id} ({step.Description}; {PlanWords.Cost(step)})";

    /// <summary>The steps that were agreed to, in order; a No ends them. Null where nothing is to run (<c>-WhatIf</c>).</summary>
    public static async Task<IReadOnlyList<PlanStep>?> AskAsync(MigrationPlan plan, CommandOutput output, Func<PlanStep, string> action)
    {
        var pending = plan.Steps.Where(s => s.WillRun).ToList();
        var agreed = new List<PlanStep>();
        var whatIf = await output.IsWhatIfAsync();
        foreach (var step in pending)
        {
            if (await output.ShouldProcessAsync(plan.Target.ToString(), action(step)))
            {
                agreed.Add(step);
                continue;
            }
            if (!whatIf)
                break;
            foreach (var statement in step.Statements)
                output.WriteVerbose(statement.Sql);
        }
        return whatIf ? null : agreed;
    }
}
