using Migrations.Sql;

namespace Migrations.Tests.Planning;

/// <summary>What makes a step risky.</summary>
public sealed class RiskTests
{
    static readonly StatementLock Share = new("SHARE", LockImpact.Writes, Scans: true);

    static readonly StatementLock Moment = new("ACCESS EXCLUSIVE", LockImpact.ReadsAndWrites);

    [Fact]
    public void A_lock_for_a_moment_is_low_and_none_is_none()
    {
        Assert.Equal(MigrationRisk.Low, Risk([Statement(Moment)]));
        Assert.Equal(MigrationRisk.None, Risk([Statement(StatementLock.None)]));
        Assert.Equal(MigrationRisk.None, Risk([]));
    }

    [Theory]
    [InlineData(null, null, MigrationRisk.High)]
    [InlineData(0L, null, MigrationRisk.Low)]
    [InlineData(9_999L, null, MigrationRisk.Low)]
    [InlineData(10_000L, null, MigrationRisk.Medium)]
    [InlineData(1_000_000L, null, MigrationRisk.High)]
    [InlineData(1_000_000L, 0.5, MigrationRisk.Low)]
    [InlineData(1_000_000L, 5.0, MigrationRisk.Medium)]
    [InlineData(100L, 60.0, MigrationRisk.High)]
    public void Work_on_the_whole_table_under_a_lock_is_as_risky_as_it_is_long(long? rows, double? seconds, MigrationRisk expected) =>
        Assert.Equal(expected, Risk([Statement(Share, rows, seconds is { } s ? TimeSpan.FromSeconds(s) : null)]));

    [Fact]
    public void What_is_not_understood_is_medium_and_so_is_what_is_made_only_when_it_runs()
    {
        Assert.Equal(MigrationRisk.Medium, Risk([Statement(StatementLock.Unknown)]));
        Assert.Equal(MigrationRisk.Medium, Risk([], atRunTime: "the shape of table a is looked at when it runs"));
    }

    [Fact]
    public void Reading_all_rows_beside_others_is_low() => Assert.Equal(MigrationRisk.Low, Risk([Statement(new("SHARE UPDATE EXCLUSIVE", LockImpact.SchemaChanges, Scans: true))]));

    [Theory]
    [InlineData("MIG3401", FindingSeverity.Information, MigrationRisk.None)]
    [InlineData("MIG3101", FindingSeverity.Warning, MigrationRisk.Medium)]
    [InlineData("MIG2002", FindingSeverity.Warning, MigrationRisk.High)]
    [InlineData("MIG3101", FindingSeverity.Error, MigrationRisk.Blocked)]
    public void Findings_count_by_their_severity(string code, FindingSeverity severity, MigrationRisk expected)
    {
        var finding = new MigrationFinding(code, "Name", severity, "message", null, "a.yaml", 1, 1);

        Assert.Equal(expected, Risk([], finding));
        Assert.Equal(MigrationRisk.None, Risk([], finding with { Suppression = "agreed" }));
    }

    [Fact]
    public void A_suppressed_finding_does_not_make_the_lock_lighter() =>
        Assert.Equal(MigrationRisk.High, Risk([Statement(Share)], new MigrationFinding("MIG3101", "Name", FindingSeverity.Error, "message", null, "a.yaml", 1, 1) { Suppression = "agreed" }));

    [Fact]
    public void A_step_that_is_skipped_has_none() => Assert.Equal(MigrationRisk.None, Step([Statement(Share)], state: MigrationState.Skipped).Risk);

    [Fact]
    public void A_plan_is_as_risky_as_its_worst_step_and_blocked_by_an_error_of_the_changelog()
    {
        var step = Step([Statement(Moment)]);

        Assert.Equal(MigrationRisk.Low, new MigrationPlan(step.Target, [step], [], 0).Risk);
        Assert.Equal(MigrationRisk.Blocked, new MigrationPlan(step.Target, [step], [new("MIG1005", "Name", FindingSeverity.Error, "message", null, "a.yaml", 1, 1)], 0).Risk);
        Assert.Equal(MigrationRisk.None, new MigrationPlan(step.Target, [], [], 0).Risk);
    }

    [Fact]
    public void The_heaviest_lock_and_all_the_time_are_those_of_the_step()
    {
        var step = Step([Statement(Moment, 7, TimeSpan.FromSeconds(1)), Statement(Share, 12, TimeSpan.FromSeconds(2)), Statement(StatementLock.None)]);

        Assert.Equal(("ACCESS EXCLUSIVE", "ReadsAndWrites", 12L, TimeSpan.FromSeconds(3)), (step.Lock, step.LockImpact, step.EstimatedRows, step.EstimatedDuration));
    }

    static PlanStatement Statement(StatementLock taken, long? rows = null, TimeSpan? takes = null) => new(new("SQL", taken), "SQL") { EstimatedRows = rows, EstimatedDuration = takes };

    static MigrationRisk Risk(PlanStatement[] statements, MigrationFinding? finding = null, string? atRunTime = null) => Step(statements, finding, atRunTime).Risk;

    static PlanStep Step(PlanStatement[] statements, MigrationFinding? finding = null, string? atRunTime = null, MigrationState state = MigrationState.Pending) => new()
    {
        Order = 1, Id = "a", Author = "ann", File = "a.yaml", SourcePath = "a.yaml", Line = 1, Column = 1, Description = "sql", State = state, Statements = statements,
        Findings = finding is null ? [] : [finding], AtRunTimeReason = atRunTime, Target = new("postgresql", null, null, "sales"),
    };
}
