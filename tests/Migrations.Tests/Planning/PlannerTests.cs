using Migrations.Execution;

namespace Migrations.Tests.Planning;

/// <summary>What a plan says beyond its statements.</summary>
public sealed class PlannerTests : IDisposable
{
    readonly PlanFolder folder = new();

    [Theory]
    [InlineData("psql", "sqlite")]
    [InlineData("sqlcmd", "postgresql")]
    [InlineData("sqlplus", "postgresql")]
    public void Another_client_than_the_own_of_the_database_is_refused_by_name(string client, string provider)
    {
        var error = Assert.Throws<MigrationException>(() => folder.Plan($"- changeSet: {{id: 1, author: a, runWith: {client}, changes: [{{empty: {{}}}}]}}", provider));

        Assert.Equal((ErrorCode.NotSupported, "changelog.yaml::1::a"), (error.Code, error.ChangeSet));
        Assert.Contains(client, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("psql", "postgresql")]
    [InlineData("SQLCMD", "mssql")]
    public void What_the_client_of_the_database_is_to_run_is_not_taken_for_safe(string client, string provider)
    {
        var changelog = folder.Read($"- changeSet: {{id: 1, author: a, runWith: {client}, changes: [{{sql: \"SELECT 1; SELECT 2\"}}, {{createTable: {{tableName: t, columns: [{{column: {{name: a, type: int}}}}]}}}}]}}", provider);
        var step = PlanOperation.PlanOffline(PlanFolder.Dialect(provider), changelog, folder.Settings with { AllowCommand = true }).Steps[0];

        Assert.Equal(2, step.Statements.Count);
        Assert.Equal($"-- {client.ToLowerInvariant()} runs:\n-- SELECT 1; SELECT 2", step.Statements[0].Sql);
        Assert.StartsWith("CREATE TABLE", step.Statements[1].Sql, StringComparison.Ordinal);
        Assert.Contains(step.Findings, f => f.Code == "MIG3501");
        Assert.Equal(UndoKind.None, step.UndoKind);
    }

    [Fact]
    public void What_is_lost_and_what_has_no_way_back_is_said()
    {
        var plan = Plan("""
            - changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t, columns: [{column: {name: a, type: int}}]}}]}
            - changeSet: {id: 2, author: a, changes: [{delete: {tableName: u}}]}
            - changeSet: {id: 3, author: a, changes: [{sql: CREATE TABLE u (a int)}]}
            """);

        Assert.DoesNotContain(plan.Steps[0].Findings, f => f.Severity > FindingSeverity.Information);
        Assert.Contains(plan.Steps[1].Findings, f => f.Code == "MIG2002" && f.Message.Contains("rows of u", StringComparison.Ordinal));
        Assert.Contains(plan.Steps[2].Findings, f => f is { Code: "MIG2003", Severity: FindingSeverity.Information });
        Assert.Equal([UndoKind.Automatic, UndoKind.None, UndoKind.None], plan.Steps.Select(s => s.UndoKind));
    }

    [Fact]
    public void Sql_that_controls_transactions_makes_its_change_set_run_outside_one()
    {
        var step = Plan("- changeSet: {id: 1, author: a, changes: [{sql: 'BEGIN; CREATE TABLE t (a int); COMMIT'}], rollback: {}}").Steps.Single();

        Assert.False(step.IsTransactional);
        Assert.Contains(step.Findings, f => f.Code == "MIG2004");
    }

    [Fact]
    public void A_rollback_that_cannot_be_used_keeps_nothing_from_running_and_is_said()
    {
        var step = Plan("""
            - changeSet:
                id: 1
                author: a
                changes: [{createTable: {tableName: t, columns: [{column: {name: a, type: int}}]}}]
                rollback:
                - addColumn: {tableName: t, columns: [{column: {name: a}}]}
            """).Steps.Single();

        Assert.Equal(UndoKind.None, step.UndoKind);
        Assert.Contains("'column' lacks 'type'", step.UndoNote, StringComparison.Ordinal);
        Assert.Contains(step.Findings, f => f.Code == "MIG2003" && f.Message.Contains("its 'rollback' cannot be used", StringComparison.Ordinal));
        Assert.Equal(ErrorCode.UnknownChangeType, Assert.Throws<MigrationException>(() => Plan("- changeSet: {id: 1, author: a, changes: [{empty: {}}], rollback: [{dropTabel: {tableName: t}}]}")).Code);
    }

    [Fact]
    public void Changes_of_what_has_run_are_not_kept_and_are_there_when_somebody_asks()
    {
        const string entries = "- changeSet: {id: 1, author: a, changes: [{tagDatabase: {tag: v1}}, {createTable: {tableName: t, misspelt: x, columns: [{column: {name: a, type: int}}]}}, {sql: {dbms: mssql, sql: x}}]}";
        var kept = folder.Read(entries).ChangeSets.Single();
        var left = ChangelogSource.Read(folder.Settings, PlanFolder.Dialect("postgresql"), hasRun: _ => true).ChangeSets.Single();

        Assert.Equal((kept.Checksum, kept.Description, kept.Tag, kept.Findings.Single()), (left.Checksum, left.Description, left.Tag, left.Findings.Single()));
        Assert.Equal((true, false), (kept.HasChanges, left.HasChanges));
        Assert.Equal(["tagDatabase", "createTable"], left.Changes.Select(change => change.Definition.Name));
        Assert.Equal(kept.Changes.Select(change => change.Description), left.Changes.Select(change => change.Description));
    }

    public void Dispose() => folder.Dispose();

    MigrationPlan Plan(string entries) => folder.Plan(entries, "postgresql");
}
