namespace Migrations.Tests;

/// <summary>The policy of migrations.yaml and -FailOn, as a user meets them.</summary>
public sealed class PolicyTests : IDisposable
{
    readonly ModuleSession session = new();

    public PolicyTests()
    {
        session.WriteFile("one.yaml", "databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t, columns: [{column: {name: a, type: int}}]}}]}\n- changeSet: {id: 2, author: a, labels: x, labels: x, changes: [{empty: {}}]}\n");
    }

    public void Dispose() => session.Dispose();

    [Fact]
    public void A_plan_is_shown_and_then_fails_where_somebody_has_said_what_fails()
    {
        var looked = session.Run("Test-MigrationPlan one.yaml -Connection 'Data Source=a.db'");
        var failed = session.Run("Test-MigrationPlan one.yaml -Connection 'Data Source=a.db' -FailOn Warning");

        Assert.Empty(looked.Errors);
        Assert.Single(failed.Output);
        var error = Assert.Single(failed.Errors);
        Assert.StartsWith("PlanRejected", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("MIG1001 DuplicateKey at one.yaml:3:", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(session.Run("Test-MigrationPlan one.yaml -Connection 'Data Source=a.db' -FailOn Warning -Quiet").Of<bool>()[0]);
        Assert.True(session.Run("Test-MigrationPlan one.yaml -Connection 'Data Source=a.db' -Quiet").Of<bool>()[0]);
    }

    [Fact]
    public void A_run_is_stopped_before_anything_runs()
    {
        var stopped = session.Run("Invoke-Migration one.yaml -Connection 'Data Source=a.db' -FailOn Warning");

        Assert.StartsWith("PlanRejected", Assert.Single(stopped.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(session.Folder, "a.db")));
        Assert.Equal(2, session.Run("Invoke-Migration one.yaml -Connection 'Data Source=a.db'").Of<MigrationResult>().Count);
    }

    [Fact]
    public void The_file_decides_for_all_environments_and_each_for_itself()
    {
        session.WriteFile("migrations.yaml", """
            policy:
              failOn: warning
              rules: {MIG1001: error, NoWayBack: off}
            environments:
              dev: {connection: Data Source=dev.db, policy: {rules: {DuplicateKey: information}}}
              prod: {connection: Data Source=prod.db}
            """);

        Assert.Equal(FindingSeverity.Information, Finding("-Environment dev").Severity);
        Assert.Equal(FindingSeverity.Error, Finding("-Environment prod").Severity);
        Assert.Equal(FindingSeverity.Error, Finding("-Connection 'Data Source=own.db'").Severity);
        Assert.Empty(session.Run("Invoke-Migration one.yaml -Environment dev").Errors);
        Assert.Single(session.Run("Invoke-Migration one.yaml -Environment prod").Errors);
        Assert.Empty(session.Run("Invoke-Migration one.yaml -Environment prod -FailOn None").Errors);

        MigrationFinding Finding(string where) => session.Run($"Test-MigrationPlan one.yaml {where} -ErrorAction SilentlyContinue").Of<MigrationPlan>()[0].Findings.Single(f => f.Code == "MIG1001");
    }

    [Theory]
    [InlineData("policy: {rules: {MIG9999: error}}", "there is no rule 'MIG9999'")]
    [InlineData("policy: {rules: {MIG1001: loud}}", "'MIG1001' is not what it has to be.")]
    [InlineData("policy: {failon: error}", "there is no setting of a policy 'failon'")]
    [InlineData("policy: {naming: {table: '(a)\\1'}}", "'table' is not what it has to be.")]
    [InlineData("policy: {naming: {tabel: a}}", "there is no kind of object 'tabel'")]
    [InlineData("policy: {harmlessRows: many}", "'harmlessRows' is not what it has to be.")]
    public void What_is_wrong_with_it_is_said(string policy, string message)
    {
        session.WriteFile("migrations.yaml", policy);

        var error = Assert.Single(session.Run("Test-MigrationPlan one.yaml -Provider sqlite").Errors);

        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("migrations.yaml:1:", error.Exception.Message, StringComparison.Ordinal);
        Assert.NotNull(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void What_is_applied_is_not_nagged_about()
    {
        session.WriteFile("old.yaml", "databaseChangeLog:\n- changeSet: {id: 1, author: a, labels: x, labels: x, changes: [{empty: {}}]}\n");
        Assert.Single(session.Run("Test-MigrationPlan old.yaml -Connection 'Data Source=a.db'").Of<MigrationPlan>()[0].Findings);

        session.Run("Invoke-Migration old.yaml -Connection 'Data Source=a.db'");

        Assert.Empty(session.Run("Test-MigrationPlan old.yaml -Connection 'Data Source=a.db' -Strict").Of<MigrationPlan>()[0].Findings);
    }

    [Fact]
    public void A_plan_without_a_connection_is_for_the_server_that_the_policy_names()
    {
        session.WriteFile("column.yaml", "databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{sql: SELECT 1}]}}]");
        session.WriteFile("migrations.yaml", "environments: {old: {policy: {targetVersion: 11}}, typo: {policy: {targetVersion: new}}, edition: {policy: {targetEdition: Enterprise}}}");

        Assert.Contains("PostgreSQL 11 is not supported", Message("-Environment old"), StringComparison.Ordinal);
        Assert.Contains("'new' of 'targetVersion' is no version", Message("-Environment typo"), StringComparison.Ordinal);
        Assert.Contains("which has no editions", Message("-Environment edition"), StringComparison.Ordinal);

        string Message(string environment) => Assert.Single(session.Run($"Test-MigrationPlan column.yaml -Provider postgresql {environment}").Errors).Exception.Message;
    }
}
