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
        var target = plan.Target.ToString();
        if (!await output.IsWhatIfAsync())
            return pending.GetRange(0, await output.CountAgreedAsync(target, pending.Select(action)));
        foreach (var step in pending)
        {
            await output.ShouldProcessAsync(target, action(step));
            foreach (var statement in step.Statements)
                output.WriteVerbose(statement.Sql);
        }
        return null;
    }
}
