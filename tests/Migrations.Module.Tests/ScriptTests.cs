namespace Migrations.Tests;

/// <summary>Plans as scripts: what -ScriptPath writes, and what it leaves alone. That the scripts do what the run does is the conformance suite's to show.</summary>
public sealed class ScriptTests : IDisposable
{
    const string Connection = "-Connection 'Data Source=s.db'";

    const string Changelog = """
        databaseChangeLog:
        - changeSet:
            id: one
            author: ann
            changes:
            - createTable: {tableName: thing, columns: [{column: {name: id, type: int}}]}
        - changeSet:
            id: two
            author: ann
            changes:
            - addColumn: {tableName: thing, columns: [{column: {name: note, type: varchar(20)}}]}
        """;

    readonly ModuleSession session = new();

    public ScriptTests() => session.WriteFile("db.yaml", Changelog);

    public void Dispose() => session.Dispose();

    [Fact]
    public void A_script_is_written_and_nothing_is_run()
    {
        var file = Assert.Single(session.Run($"Invoke-Migration db.yaml {Connection} -ScriptPath up.sql").Of<FileInfo>());

        var script = File.ReadAllText(file.FullName);
        Assert.Contains("CREATE TABLE \"thing\"", script, StringComparison.Ordinal);
        Assert.Contains("-- change set 2 of 2: db.yaml::two::ann", script, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', script);
        Assert.False(File.Exists(Path.Combine(session.Folder, "s.db")), "planning has made the database");
    }

    [Fact]
    public void The_way_back_is_a_script_without_a_question()
    {
        session.Run($"Invoke-Migration db.yaml {Connection}").Of<MigrationResult>();

        var file = Assert.Single(session.Run($"Undo-Migration db.yaml {Connection} -Count 1 -ScriptPath down.sql").Of<FileInfo>());

        Assert.Contains("DROP COLUMN \"note\"", File.ReadAllText(file.FullName), StringComparison.Ordinal);
        Assert.Empty(session.Host.Questions);
        Assert.Equal(2, session.Run($"Get-Migration {Connection}").Of<MigrationInfo>().Count);
    }

    [Fact]
    public void For_an_empty_database_a_provider_is_enough()
    {
        var file = Assert.Single(session.Run("Invoke-Migration db.yaml -Provider mssql -ScriptPath new.sql").Of<FileInfo>());

        Assert.Contains(":on error exit", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_what_is_pending_and_a_plan_from_the_pipeline_can_be_scripts()
    {
        session.Run($"Invoke-Migration db.yaml {Connection} -Count 1 -ScriptPath part.sql; Test-MigrationPlan db.yaml {Connection} -Id one | Invoke-Migration -ScriptPath piped.sql").Of<FileInfo>();

        Assert.All(["part.sql", "piped.sql"], name => Assert.Contains("-- change set 1 of 1: db.yaml::one::ann", File.ReadAllText(Path.Combine(session.Folder, name)), StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_writes_no_file_and_what_cannot_be_written_leaves_none()
    {
        Assert.Empty(session.Run($"Invoke-Migration db.yaml {Connection} -ScriptPath up.sql -WhatIf").Of<FileInfo>());
        session.Run($"Invoke-Migration db.yaml {Connection} -ScriptPath missing/up.sql").Error("FileNotFound,Migrations.InvokeMigrationCommand");
        session.WriteFile("secret.yaml", """
            databaseChangeLog:
            - changeSet:
                id: one
                author: ann
                changes:
                - sql: INSERT INTO users VALUES ('${password}')
            """);
        session.Run($"Invoke-Migration secret.yaml {Connection} -Property @{{ password = $args[0] }} -ScriptPath secret.sql", Secret()).Error("NotSupported,Migrations.InvokeMigrationCommand");
        Assert.Equal(["db.yaml", "secret.yaml"], Directory.EnumerateFiles(session.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    static System.Security.SecureString Secret()
    {
        var secret = new System.Security.SecureString();
        foreach (var c in "s3cret-word")
            secret.AppendChar(c);
        return secret;
    }
}
