using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>
/// What makes a step risky, in one place for every view. The risk is the greatest of:
/// <list type="bullet">
/// <item>its findings, suppressed ones aside: what keeps the plan from running (<c>-FailOn</c>) is <see cref="MigrationRisk.Blocked"/>, an error that
/// does not and the loss of data are <see cref="MigrationRisk.High"/>, any other warning <see cref="MigrationRisk.Medium"/>;</item>
/// <item>its statements: none where nobody is kept from anything, low where the lock is held for a moment, medium where it is
/// not known, or where the statements themselves are made only when it runs; and where a
/// statement rewrites or reads the whole table while it keeps others from writing, what it takes: seconds where they are estimated, else rows, else the
/// worst.</item>
/// </list>
/// </summary>
static class RiskAssessment
{
    static readonly TimeSpan Noticed = TimeSpan.FromSeconds(1), Long = TimeSpan.FromSeconds(10);

    const long ManyRows = 10_000, VeryManyRows = 1_000_000;

    /// <summary>The risk of a step.</summary>
    public static MigrationRisk Of(PlanStep step)
    {
        var threshold = step.Origin?.Policy.FailOn ?? FailureThreshold.Error;
        var risk = step.Findings.Select(finding => finding.Blocks(threshold) ? MigrationRisk.Blocked : Of(finding)).DefaultIfEmpty().Max();
        if (!step.WillRun)
            return risk;
        var statements = step is { IsExact: false, Statements.Count: 0 } ? MigrationRisk.Medium : step.Statements.Select(Of).DefaultIfEmpty().Max();
        return statements > risk ? statements : risk;
    }

    static MigrationRisk Of(MigrationFinding finding) => finding switch
    {
        { Suppression: not null } or { Severity: FindingSeverity.Information } => MigrationRisk.None,
        _ => finding.Severity == FindingSeverity.Error || finding.Code == Lint.Rules.DataLoss.LossCode ? MigrationRisk.High : MigrationRisk.Medium,
    };

    static MigrationRisk Of(PlanStatement statement) => statement.Impact switch
    {
        LockImpact.None => MigrationRisk.None,
        LockImpact.Unknown => MigrationRisk.Medium,
        LockImpact.Writes or LockImpact.ReadsAndWrites when statement.Rewrites || statement.Scans => OfWaiting(statement.EstimatedDuration, statement.EstimatedRows),
        _ => MigrationRisk.Low,
    };

    static MigrationRisk OfWaiting(TimeSpan? duration, long? rows) => (duration, rows) switch
    {
        ({ } takes, _) => takes < Noticed ? MigrationRisk.Low : takes < Long ? MigrationRisk.Medium : MigrationRisk.High,
        (_, { } count) => count < ManyRows ? MigrationRisk.Low : count < VeryManyRows ? MigrationRisk.Medium : MigrationRisk.High,
        _ => MigrationRisk.High,
    };
}
