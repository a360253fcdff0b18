using System.Security;

namespace Migrations.Tests;

/// <summary>A plan runs only where nothing has moved since it was made, whether it comes from a file or straight down the pipeline; what moved is said.</summary>
public sealed class PlanGuardTests : IDisposable
{
    const string Db = $"-Connection '{Bookstore.Connection}'";

    /// <summary>Tables of their own, and a plan that touches one of them.</summary>
    const string Changelog = """
        databaseChangeLog:
        - changeSet:
            id: tables
            author: ann
            changes:
            - createTable: {tableName: touched, columns: [{column: {name: id, type: int, constraints: {primaryKey: true}}}]}
            - createTable: {tableName: untouched, columns: [{column: {name: id, type: int}}]}
        - changeSet:
            id: column
            author: ann
            changes:
            - addColumn: {tableName: touched, columns: [{column: {name: title, type: varchar(20)}}]}
        - changeSet:
            id: index
            author: ann
            changes:
            - createIndex: {tableName: touched, indexName: ix_title, columns: [{column: {name: title}}]}
        """;

    readonly ModuleSession session = new();

    public PlanGuardTests()
    {
        session.WriteFile("db/changelog.yaml", Changelog);
        Assert.Empty(session.Run($"Invoke-Migration ./db {Db} -Count 1").Errors);
    }

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("$plan | Invoke-Migration")]
    [InlineData($"Import-MigrationPlan plan.json | Invoke-Migration {Db}")]
    public void What_has_moved_is_refused_with_an_error_of_its_own(string run)
    {
        session.Run($"$plan = Test-MigrationPlan ./db {Db}; $plan | Export-MigrationPlan plan.json");

        string Refused(string id)
        {
            var error = session.Run(run).Error($"{id},Migrations.InvokeMigrationCommand").ToString();
            Assert.Equal(error, session.Run(run + " -WhatIf").Error($"{id},Migrations.InvokeMigrationCommand").ToString());
            return error;
        }

        session.WriteFile("db/changelog.yaml", Changelog.Replace("varchar(20)", "varchar(30)", StringComparison.Ordinal));
        Assert.Contains("1 change set was edited: db/changelog.yaml::column::ann", Refused("ChangelogChanged"), StringComparison.Ordinal);
        session.WriteFile("db/changelog.yaml", Changelog.Replace("id: index\n", "id: index\n    labels: later\n", StringComparison.Ordinal));
        Assert.Contains("1 file was edited: db/changelog.yaml", Refused("ChangelogChanged"), StringComparison.Ordinal);
        session.WriteFile("db/changelog.yaml", Changelog + "\n- changeSet: {id: more, author: ann, changes: [{tagDatabase: {tag: v1}}]}\n");
        Assert.Contains("1 change set was added to the changelog: db/changelog.yaml::more::ann", Refused("ChangelogChanged"), StringComparison.Ordinal);
        session.WriteFile("db/changelog.yaml", Changelog[..Changelog.IndexOf("- changeSet:\n    id: index", StringComparison.Ordinal)]);
        Assert.Contains("1 change set was taken out of the changelog: db/changelog.yaml::index::ann", Refused("ChangelogChanged"), StringComparison.Ordinal);
        session.WriteFile("db/changelog.yaml", Changelog);

        session.Execute("ALTER TABLE touched ADD COLUMN isbn TEXT");
        Assert.Contains("table touched (column isbn was added)", Refused("SchemaChanged"), StringComparison.Ordinal);
        session.Execute("ALTER TABLE touched DROP COLUMN isbn");
        session.Execute("CREATE INDEX ix_other ON touched (id)");
        Assert.Contains("table touched (index ix_other was added)", Refused("SchemaChanged"), StringComparison.Ordinal);
        session.Execute("DROP INDEX ix_other");

        session.WriteFile("other/changelog.yaml", "databaseChangeLog: [{changeSet: {id: other, author: bob, changes: [{sql: {sql: select 1}}]}}]");
        session.Run($"Invoke-Migration ./other {Db}");
        Assert.Contains("1 change set has run on", Refused("HistoryChanged"), StringComparison.Ordinal);
        session.Execute("DELETE FROM DATABASECHANGELOG WHERE ID = 'other'");
        session.Execute("UPDATE DATABASECHANGELOG SET DEPLOYMENT_ID = '1'");
        Assert.Contains("are not those that were there", Refused("HistoryChanged"), StringComparison.Ordinal);

        Assert.Equal(["tables"], session.Query("SELECT ID FROM DATABASECHANGELOG"));
    }

    [Theory]
    [InlineData("$plan | Invoke-Migration")]
    [InlineData($"Import-MigrationPlan plan.json | Invoke-Migration {Db}")]
    public void Rows_and_tags_and_what_the_plan_does_not_touch_may_move(string run)
    {
        session.Run($"$plan = Test-MigrationPlan ./db {Db}; $plan | Export-MigrationPlan plan.json");
        session.Execute("ALTER TABLE untouched ADD COLUMN more TEXT");
        session.Execute("CREATE TABLE another (id INTEGER)");
        session.Execute("INSERT INTO touched VALUES (1), (2)");
        session.Run($"Set-MigrationTag before {Db}; Repair-MigrationHistory -ClearChecksum {Db} -Confirm:$false");
        var file = Path.Combine(session.Folder, "db", "changelog.yaml");
        File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\r\n"));

        Assert.Equal(["column", "index"], session.Run(run).Of<MigrationResult>().Select(r => r.Id));
    }

    [Fact]
    public void Another_database_is_refused()
    {
        session.Run($"Test-MigrationPlan ./db {Db} | Export-MigrationPlan plan.json");
        File.Copy(Path.Combine(session.Folder, "bookstore.db"), Path.Combine(session.Folder, "copy.db"));

        var error = session.Run("Import-MigrationPlan plan.json | Invoke-Migration -Connection 'Data Source=copy.db'").Error("TargetMismatch,Migrations.InvokeMigrationCommand");
        Assert.Contains("copy.db", error.ToString(), StringComparison.Ordinal);
        session.Run("Import-MigrationPlan plan.json | Invoke-Migration").Error("InvalidConnection,Migrations.InvokeMigrationCommand");
    }

    [Theory]
    [InlineData("-Context dev")]
    [InlineData("-SearchPath .")]
    [InlineData("-Strict")]
    [InlineData("-Property @{ a = 1 }")]
    public void What_a_plan_from_a_file_holds_already_cannot_be_said_anew(string parameter)
    {
        session.Run($"Test-MigrationPlan ./db {Db} | Export-MigrationPlan plan.json");

        session.Run($"Import-MigrationPlan plan.json | Invoke-Migration {Db} {parameter}").Error("InvalidValue,Migrations.InvokeMigrationCommand");
    }

    [Fact]
    public void A_run_that_failed_is_carried_on_with_the_same_plan()
    {
        session.WriteFile("db/changelog.yaml", Changelog + """

            - changeSet:
                id: guarded
                author: ann
                changes:
                - sql: {sql: "insert into touched values (1, 'x')"}
            """);
        session.Execute("INSERT INTO touched VALUES (1)");
        session.Run($"Test-MigrationPlan ./db {Db} -Count 3 | Export-MigrationPlan plan.json");
        var run = $"Import-MigrationPlan plan.json | Invoke-Migration {Db}";
        Assert.Contains(session.Run(run).Errors, e => e.FullyQualifiedErrorId == "ChangeSetFailed,Migrations.InvokeMigrationCommand");
        Assert.Equal(3, session.Query("SELECT ID FROM DATABASECHANGELOG").Count);

        session.Execute("DELETE FROM touched");

        Assert.Equal(["guarded"], session.Run(run).Of<MigrationResult>().Select(r => r.Id));
        Assert.Contains("Nothing left to do", Assert.Single(session.Run(run).Information).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_not_in_the_file_and_are_given_again()
    {
        const string secret = "hunter2-geheim";
        var (right, wrong) = (Secure(secret), Secure("hunter3-geheim"));
        session.WriteFile("db/changelog.yaml", Changelog + """

            - changeSet:
                id: secret
                author: ann
                changes:
                - sql: {sql: "insert into touched values (7, '${password}')"}
            """);
        session.Run($"Test-MigrationPlan ./db {Db} -Property @{{ password = $args[0]; plain = 1 }} | Export-MigrationPlan plan.json", right);
        var text = File.ReadAllText(Path.Combine(session.Folder, "plan.json"));
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.Contains("${password}", text, StringComparison.Ordinal);

        var run = $"Import-MigrationPlan plan.json | Invoke-Migration {Db}";
        session.Run(run).Error("SecretChanged,Migrations.InvokeMigrationCommand");
        session.Run($"{run} -Property @{{ password = $args[0] }}", wrong).Error("SecretChanged,Migrations.InvokeMigrationCommand");
        Assert.Equal(3, session.Run($"{run} -Property @{{ password = $args[0] }}", right).Of<MigrationResult>().Count);
        Assert.Equal([secret], session.Query("SELECT title FROM touched"));
    }

    [Fact]
    public void A_secret_of_the_environment_that_a_file_of_SQL_names_is_known_again()
    {
        const string variable = "MIGRATIONS_TESTS_PLAN_SECRET";
        session.WriteFile("db/secret.sql", $"insert into touched values (8, '${{env:{variable}}}')");
        session.WriteFile("db/changelog.yaml", Changelog + "\n- changeSet: {id: file, author: ann, changes: [{sqlFile: {path: secret.sql, relativeToChangelogFile: true}}]}\n");
        Environment.SetEnvironmentVariable(variable, "geheim-8");
        session.Run($"Test-MigrationPlan ./db {Db} | Export-MigrationPlan plan.json");
        Assert.DoesNotContain("geheim-8", File.ReadAllText(Path.Combine(session.Folder, "plan.json")), StringComparison.Ordinal);

        Environment.SetEnvironmentVariable(variable, "geheim-9");
        session.Run($"Import-MigrationPlan plan.json | Invoke-Migration {Db}").Error("SecretChanged,Migrations.InvokeMigrationCommand");
        Environment.SetEnvironmentVariable(variable, "geheim-8");

        Assert.Equal(3, session.Run($"Import-MigrationPlan plan.json | Invoke-Migration {Db}").Of<MigrationResult>().Count);
        Assert.Equal(["geheim-8"], session.Query("SELECT title FROM touched"));
    }

    [Fact]
    public void An_undo_plan_is_run_by_Undo_Migration_and_refused_where_something_has_moved()
    {
        session.Run($"Invoke-Migration ./db {Db}");
        session.Run($"$plan = Test-MigrationPlan ./db {Db} -Undo -Count 2; $plan | Export-MigrationPlan undo.json");
        var run = $"Import-MigrationPlan undo.json | Undo-Migration {Db} -Confirm:$false";
        session.Run($"Import-MigrationPlan undo.json | Invoke-Migration {Db}").Error("InvalidValue,Migrations.InvokeMigrationCommand");

        session.Execute("ALTER TABLE touched ADD COLUMN isbn TEXT");
        session.Run(run).Error("SchemaChanged,Migrations.UndoMigrationCommand");
        session.Run("$plan | Undo-Migration -Confirm:$false").Error("SchemaChanged,Migrations.UndoMigrationCommand");
        session.Execute("ALTER TABLE touched DROP COLUMN isbn");

        Assert.Equal(["index", "column"], session.Run(run).Of<MigrationResult>().Select(r => r.Id));
        Assert.Equal(["tables"], session.Query("SELECT ID FROM DATABASECHANGELOG"));
        session.Run(run).Error("HistoryChanged,Migrations.UndoMigrationCommand");
    }

    [Fact]
    public void The_way_back_is_planned_by_one_rule_and_only_from_a_database()
    {
        session.Run($"Invoke-Migration ./db {Db}");

        Assert.Equal(["index"], session.Run($"(Test-MigrationPlan ./db {Db} -Undo).Steps.Id").Of<string>());
        Assert.Equal(["column"], session.Run($"(Test-MigrationPlan ./db {Db} -Undo -Id column).Steps.Id").Of<string>());
        Assert.Equal(3, session.Run($"(Test-MigrationPlan ./db {Db} -Undo -ToDate 2020-01-01).Steps.Id").Of<string>().Count);
        foreach (var wrong in new[] { $"{Db} -Undo -Count 1 -Id column", $"{Db} -Undo -MarkOnly", $"{Db} -ToDate 2020-01-01", "-Provider sqlite -Undo" })
            session.Run($"Test-MigrationPlan ./db {wrong}").Error("InvalidValue,Migrations.TestMigrationPlanCommand");
        session.Run($"Test-MigrationPlan ./db {Db} | Undo-Migration").Error("InvalidValue,Migrations.UndoMigrationCommand");
    }

    static SecureString Secure(string text) => new System.Net.NetworkCredential("", text).SecurePassword;
}
