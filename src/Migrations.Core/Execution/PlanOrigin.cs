namespace Migrations.Execution;

/// <summary>Where a plan comes from, which its steps and findings carry along.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Target">The database.</param>
/// <param name="RunId">The run that planned; null where nothing connected.</param>
/// <param name="DeploymentId">DEPLOYMENT_ID of that run.</param>
sealed record PlanOrigin(RunSettings Settings, MigrationTarget Target, string? RunId = null, string? DeploymentId = null)
{
    /// <summary>The plan of a run.</summary>
    public PlanOrigin(MigrationRun run) : this(run.Settings, run.Session.Target, run.RunId, run.DeploymentId) { }
}
