using System.Security;

namespace Migrations.Tests;

/// <summary>A secret goes to the server and nowhere else.</summary>
public sealed class SecretTests : IDisposable
{
    const string Secret = "hunter2-geheim";
    const string Variable = "MIGRATIONS_TESTS_SECRET";
    const string Db = "-Connection 'Data Source=app.db'";

    readonly ModuleSession session = new();

    public SecretTests()
    {
        Environment.SetEnvironmentVariable(Variable, Secret + "-env");
        session.WriteFile("db/changelog.yaml", """
            databaseChangeLog:
            - changeSet:
                id: table
                author: ann
                changes:
                - createTable: {tableName: account, columns: [{column: {name: name, type: varchar(100)}}, {column: {name: password, type: varchar(100)}}]}
            - changeSet:
                id: rows
                author: ann
                comment: with ${app_password}
                changes:
                - insert: {tableName: account, columns: [{column: {name: name, value: app}}, {column: {name: password, value: '${app_password}'}}]}
                - sql: {sql: "insert into account values ('env', '${env:VARIABLE}')"}
                rollback:
                - sql: {sql: "delete from account where password = '${app_password}'"}
            """.Replace("VARIABLE", Variable, StringComparison.Ordinal));
        session.WriteFile("broken/changelog.yaml", """
            databaseChangeLog:
            - changeSet:
                id: broken
                author: ann
                changes:
                - sql: {sql: "insert into nowhere values ('${app_password}')"}
            """);
    }

    public void Dispose() => session.Dispose();

    [Fact]
    public void It_reaches_the_database_and_no_stream_no_object_and_no_row_of_history()
    {
        var streams = session.Run(
            $"$DebugPreference = 'Continue'; $plan = Test-MigrationPlan ./db {Db} -Property @{{ app_password = $args[0] }} -Verbose; $plan; $plan | Invoke-Migration -Verbose; Get-Migration ./db {Db} -Property @{{ app_password = $args[0] }}",
            Secure());

        Assert.Equal(["app|" + Secret, $"env|{Secret}-env"], session.Query("SELECT name, password FROM account ORDER BY name", "app.db"));
        Assert.Empty(streams.Errors);
        Assert.DoesNotContain(Secret, Everything(streams), StringComparison.Ordinal);
        Assert.Contains("${app_password}", Everything(streams), StringComparison.Ordinal);
        Assert.Contains("${env:" + Variable + "}", Everything(streams), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Join('\n', session.Query("SELECT * FROM DATABASECHANGELOG", "app.db")), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_not_on_the_screen_of_WhatIf_or_of_an_undo()
    {
        var screen = session.Show($"Invoke-Migration ./db {Db} -Property @{{ app_password = $args[0] }} -WhatIf -Verbose; Test-MigrationPlan ./db {Db} -Property @{{ app_password = $args[0] }}", Secure());
        session.Run($"Invoke-Migration ./db {Db} -Property @{{ app_password = $args[0] }}", Secure());
        var undo = session.Run($"Undo-Migration ./db {Db} -Property @{{ app_password = $args[0] }} -AllowDataLoss -Confirm:$false -Verbose", Secure());

        Assert.DoesNotContain(Secret, screen, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Everything(undo), StringComparison.Ordinal);
        Assert.Equal(["env|" + Secret + "-env"], session.Query("SELECT name, password FROM account", "app.db"));
    }

    [Fact]
    public void It_is_not_in_the_error_of_a_statement_that_held_it()
    {
        var error = session.Run($"Invoke-Migration ./broken {Db} -Property @{{ app_password = $args[0] }}", Secure()).Error("ChangeSetFailed,Migrations.InvokeMigrationCommand");

        Assert.DoesNotContain(Secret, error.ToString() + ((MigrationException)error.Exception).Statement, StringComparison.Ordinal);
        Assert.Contains("${app_password}", ((MigrationException)error.Exception).Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_it_is_not_shown_either()
    {
        // SQLite names the table that is not there, which here is one line of the secret.
        session.WriteFile("lines/changelog.yaml", """
            databaseChangeLog:
            - changeSet:
                id: lines
                author: ann
                comment: ${key}
                changes:
                - sql: {sql: "select * from second_line_of_it"}
            """);
        var key = new SecureString();
        foreach (var letter in "-----BEGIN KEY-----\nsecond_line_of_it\n-----END KEY-----")
            key.AppendChar(letter);

        var streams = session.Run($"Invoke-Migration ./lines {Db} -Property @{{ key = $args[0] }} -Verbose", key);

        Assert.Contains("no such table: ${key}", streams.Error("ChangeSetFailed,Migrations.InvokeMigrationCommand").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("second_line_of_it", Everything(streams with { Output = [] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HALT")]
    [InlineData("CONTINUE")]
    [InlineData("WARN")]
    public void It_is_not_in_what_the_server_answers_to_a_precondition(string onFail)
    {
        session.WriteFile("asked/changelog.yaml", """
            databaseChangeLog:
            - changeSet:
                id: asked
                author: ann
                preConditions: [{onFail: ON_FAIL}, {onError: ON_FAIL}, {sqlCheck: {expectedResult: 1, sql: "select '${app_password}' from \"no ${app_password}\""}}]
                changes: [{empty: {}}]
            - changeSet:
                id: answered
                author: ann
                preConditions: [{onFail: ON_FAIL}, {sqlCheck: {expectedResult: 1, sql: "select '${app_password}'"}}]
                changes: [{empty: {}}]
            """.Replace("ON_FAIL", onFail, StringComparison.Ordinal));

        var streams = session.Run($"$DebugPreference = 'Continue'; $plan = Test-MigrationPlan ./asked {Db} -Property @{{ app_password = $args[0] }} -Verbose; if ($plan) {{ $plan; $plan.Steps; $plan | Invoke-Migration -Verbose }}", Secure());

        Assert.DoesNotContain(Secret, Everything(streams), StringComparison.Ordinal);
        Assert.Contains("${app_password}", Everything(streams), StringComparison.Ordinal);
        Assert.All(streams.Errors, error => Assert.DoesNotContain(Secret, error.Exception.ToString(), StringComparison.Ordinal));
        Assert.Equal(onFail == "HALT", streams.Errors.Count > 0);
    }

    [Fact]
    public void It_is_not_in_an_error_of_reading()
    {
        session.WriteFile("odd/changelog.yaml", "databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{addAutoIncrement: {tableName: t, columnName: c, startWith: '${app_password}'}}]}}]");

        var error = session.Run($"Test-MigrationPlan ./odd {Db} -Property @{{ app_password = $args[0] }}", Secure()).Error("InvalidValue,Migrations.TestMigrationPlanCommand");

        Assert.Contains("${app_password}", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.Exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_property_is_no_secret_and_is_shown()
    {
        var streams = session.Run($"Test-MigrationPlan ./db {Db} -Property @{{ app_password = 'plain-to-see' }}");

        Assert.Contains("plain-to-see", streams.Of<MigrationPlan>()[0].Steps[1].Statements[0].Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_remembers_its_secrets_in_memory_only()
    {
        var plan = session.Run($"$plan = Test-MigrationPlan ./db {Db} -Property @{{ app_password = $args[0] }}; $plan", Secure()).Of<MigrationPlan>()[0];

        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(plan), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, session.Run("[System.Management.Automation.PSSerializer]::Serialize($plan, 5)").Of<string>()[0], StringComparison.Ordinal);
        Assert.Equal(2, session.Run("$plan | Invoke-Migration").Of<MigrationResult>().Count);
        Assert.Contains("app|" + Secret, session.Query("SELECT name, password FROM account", "app.db"));
    }

    static SecureString Secure()
    {
        var secure = new SecureString();
        foreach (var c in Secret)
            secure.AppendChar(c);
        return secure;
    }

    /// <summary>All that came out, the statements of plans and the properties of results included.</summary>
    static string Everything(Streams streams)
    {
        var texts = streams.Output.SelectMany(item => item.BaseObject is MigrationPlan plan ? plan.Steps.SelectMany(s => s.Statements.Concat(s.Undo)).Select(s => s.Sql) : [])
            .Concat(streams.Output.SelectMany(item => item.Properties.Select(property => $"{property.Value}")));
        return string.Join('\n', [.. texts, .. streams.Verbose, .. streams.Debug, .. streams.Warnings, .. streams.Information.Select(record => $"{record}"), .. streams.Errors.Select(error => $"{error}"), .. streams.Progress.Select(record => $"{record}")]);
    }
}
