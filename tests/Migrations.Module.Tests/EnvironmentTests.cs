namespace Migrations.Tests;

/// <summary>-Environment: what migrations.yaml says, what wins, and what is wrong with it.</summary>
public sealed class EnvironmentTests : IDisposable
{
    readonly ModuleSession session = new();

    public EnvironmentTests() => session.CopyBookstore();

    public void Dispose() => session.Dispose();

    [Fact]
    public void A_name_is_enough_for_every_command()
    {
        Write("dev: {connection: Data Source=dev.db, changelog: bookstore}");

        Assert.Equal(12, session.Run("(Test-MigrationPlan -Environment dev).PendingCount").Of<int>()[0]);
        Assert.Equal(12, session.Run("Invoke-Migration -Environment dev").Of<MigrationResult>().Count);
        Assert.Equal(12, session.Run("Get-Migration -Environment DEV").Of<MigrationInfo>().Count);
        Assert.Equal("v2", session.Run("Set-MigrationTag v2 -Environment dev -PassThru").Of<MigrationInfo>()[0].Tag);
        Assert.Single(session.Run("Repair-MigrationHistory -Environment dev -ClearChecksum -Id genres -Confirm:$false").Of<MigrationRepair>());
        Assert.Single(session.Run("Undo-Migration -Environment dev -Confirm:$false").Of<MigrationResult>());
        Assert.Equal(Path.Combine(session.Folder, "dev.db"), session.Run("Unlock-Migration -Environment dev -Confirm:$false").Of<MigrationLock>()[0].Target.Database);
    }

    [Fact]
    public void From_a_folder_below_files_databases_and_names_are_the_same()
    {
        Write("dev: {connection: Data Source=dev.db, changelog: bookstore}");
        session.Run("Invoke-Migration -Environment dev -Count 1");

        var rest = session.Run("[void][IO.Directory]::CreateDirectory(\"$PWD/deep/er\"); $ExecutionContext.SessionState.Path.SetLocation('deep/er') > $null; Invoke-Migration -Environment dev -Count 1; Get-Migration ../../bookstore -Environment dev -State Applied");

        Assert.Empty(rest.Errors);
        Assert.Equal(["create-book", "create-author", "create-book"], rest.Output.Select(item => (string)item.Properties["Id"].Value));
        Assert.All(rest.Output, item => Assert.StartsWith("bookstore/changes/", (string)item.Properties["File"].Value, StringComparison.Ordinal));
        Assert.Equal(["2"], session.Query("SELECT count(*) FROM DATABASECHANGELOG", "dev.db"));
    }

    [Fact]
    public void The_nearest_file_counts()
    {
        Write("dev: {connection: Data Source=far.db}");
        session.WriteFile("near/migrations.yaml", "environments: {dev: {connection: Data Source=near.db}}");

        Assert.Equal(Path.Combine(session.Folder, "near", "near.db"), session.Run("$ExecutionContext.SessionState.Path.SetLocation('near') > $null; (Unlock-Migration -Environment dev -WhatIf).Target.Database").Of<string>()[0]);
    }

    [Fact]
    public void A_parameter_wins_over_the_environment()
    {
        Write("dev: {connection: Data Source=dev.db, provider: sqlite, changelog: bookstore, contexts: dev, historyTable: FROM_FILE, waitTimeout: 1}");

        session.Run("Invoke-Migration -Environment dev -Connection 'Data Source=own.db' -HistoryTable OWN -Count 1").Of<MigrationResult>();

        Assert.Equal(["1"], session.Query("SELECT count(*) FROM OWN", "own.db"));
        Assert.False(File.Exists(Path.Combine(session.Folder, "dev.db")));
        session.WriteFile("one.yaml", "databaseChangeLog: [{changeSet: {id: 1, author: a, contextFilter: test, changes: [{empty: {}}]}}]");
        Assert.Equal(MigrationState.Skipped, session.Run("Test-MigrationPlan one.yaml -Environment dev").Of<MigrationPlan>()[0].Steps[0].State);
        Assert.Equal(MigrationState.Pending, session.Run("Test-MigrationPlan one.yaml -Environment dev -Context test").Of<MigrationPlan>()[0].Steps[0].State);
    }

    [Fact]
    public void Its_history_tables_contexts_labels_and_limits_are_used()
    {
        session.WriteFile("one.yaml", """
            databaseChangeLog:
            - changeSet: {id: in, author: a, contextFilter: x and y, labels: fast, changes: [{empty: {}}]}
            - changeSet: {id: slow, author: a, labels: slow, changes: [{empty: {}}]}
            - changeSet: {id: other, author: a, contextFilter: z, changes: [{empty: {}}]}
            """);
        Write("dev: {connection: Data Source=dev.db, contexts: [x, y], labels: '!slow', historyTable: LOG, historyLockTable: LOG_LOCK}\n  small: {connection: Data Source=dev.db, limits: {maxNodes: 5}}");

        Assert.Equal(["in"], session.Run("Invoke-Migration one.yaml -Environment dev").Of<MigrationResult>().Select(r => r.Id));
        Assert.Equal(["LOG", "LOG_LOCK"], session.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'LOG%' ORDER BY name", "dev.db"));
        var error = session.Run("Invoke-Migration one.yaml -Environment small").Error("InvalidSyntax,Migrations.InvokeMigrationCommand");
        Assert.Contains("'limits' of an environment in migrations.yaml", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_are_merged_and_those_from_variables_are_secret()
    {
        const string Secret = "kept-to-itself";
        Environment.SetEnvironmentVariable("MIGRATIONS_TESTS_ENVIRONMENT", Secret);
        session.WriteFile("one.yaml", "databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{sql: {sql: \"create table t as select '${a}' as a, '${b}' as b, '${c}' as c\"}}]}}]");
        Write("dev: {connection: Data Source=dev.db, properties: {a: 1.10, b: from the file, c: 'x${env:MIGRATIONS_TESTS_ENVIRONMENT}'}}");

        var streams = session.Run("Invoke-Migration one.yaml -Environment dev -Property @{ B = 'given' } -Verbose");

        Assert.Empty(streams.Errors);
        Assert.Equal(["1.10|given|x" + Secret], session.Query("SELECT a, b, c FROM t", "dev.db"));
        Assert.DoesNotContain(Secret, string.Join('\n', streams.Verbose), StringComparison.Ordinal);
        Assert.Contains(streams.Verbose, line => line.Contains("'${c}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("postgresql://app:hunter2@db01/sales")]
    [InlineData("Host=db01;Username=app;Password=hunter2;Database=sales")]
    [InlineData("Server=db01;UID=app;PWD=hunter2;Database=sales")]
    [InlineData("jdbc:postgresql://db01/sales?user=app&password=hunter2")]
    public void A_password_in_plain_text_is_warned_of_and_not_shown(string connection)
    {
        Write($"prod: {{connection: '{connection}', provider: postgresql}}");

        // Nothing listens there; what counts is said before.
        var streams = session.Run("Unlock-Migration -Environment prod -Connection 'Data Source=x.db' -WhatIf");

        Assert.StartsWith("migrations.yaml:2:10: the password stands in the file in plain text. Write ${env:NAME}", Assert.Single(streams.Warnings), StringComparison.Ordinal);
        Assert.Contains("-Credential", streams.Warnings[0], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", streams.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://app:${env:PATH}@db01/sales")]
    [InlineData("Host=db01;Password=${env:PATH};Database=sales")]
    [InlineData("Data Source=dev.db")]
    [InlineData("postgresql://app@db01/sales")]
    public void Other_connections_are_not_warned_of(string connection)
    {
        Write($"prod: {{connection: '{connection}'}}");

        Assert.Empty(session.Run("Unlock-Migration -Environment prod -Connection 'Data Source=x.db' -WhatIf").Warnings);
    }

    [Theory]
    [InlineData("environments: {dev: {}}", "pod", "migrations.yaml: there is no environment 'pod'", "There are dev.")]
    [InlineData("environments: {dev: {}, prod: {}}", "pord", "migrations.yaml: there is no environment 'pord'", "Did you mean 'prod'?")]
    [InlineData("environments:", "dev", "migrations.yaml: there is no environment 'dev'", "Write it under 'environments:'.")]
    [InlineData("enviroments: {dev: {}}", "dev", "migrations.yaml:1:1: there is no setting 'enviroments'", "Did you mean 'environments'?")]
    [InlineData("environments:\n  dev:\n    conection: x", "dev", "migrations.yaml:3:5: there is no setting 'conection'", "Did you mean 'connection'?")]
    [InlineData("environments:\n  dev:\n    connection: Data Source=x.db\n  prod:\n    labelz: x", "dev", "migrations.yaml:5:5: there is no setting 'labelz'", "Did you mean 'labels'?")]
    [InlineData("environments:\n  dev:\n    connection: [a, b]", "dev", "migrations.yaml:3:18: 'connection' is not what it has to be.", "Write one text.")]
    [InlineData("environments:\n  dev:\n    connection: {a: b}", "dev", "migrations.yaml:3:5: 'connection' is not what it has to be.", "Write a text.")]
    [InlineData("environments:\n  dev:\n    contexts: {a: b}", "dev", "migrations.yaml:3:5: 'contexts' is not what it has to be.", "Write a text or a list of texts.")]
    [InlineData("environments:\n  dev:\n    lockTimeout: soon", "dev", "migrations.yaml:3:18: 'lockTimeout' is not what it has to be.", "Write a number of seconds, or hours:minutes:seconds.")]
    [InlineData("environments:\n  dev:\n    properties: x", "dev", "migrations.yaml:3:17: 'properties' is not what it has to be.", "Write a map of names and values.")]
    [InlineData("environments:\n  dev: x", "dev", "migrations.yaml:2:8: 'x' is no map of settings", "Write the name of an environment, a colon, and its settings below it.")]
    [InlineData("environments:\n  dev:\n    connection: ${env:MIGRATIONS_NO_SUCH_VARIABLE}", "dev", "migrations.yaml:3:17: the environment variable 'MIGRATIONS_NO_SUCH_VARIABLE' is not set", "Set it before the command runs, for example $env:MIGRATIONS_NO_SUCH_VARIABLE = '…'.")]
    [InlineData("environments:\n  dev: {}\n  dev: {}", "dev", "migrations.yaml:3:3: The key 'dev' already stands at migrations.yaml:2:3; only this one counts.", "Remove one of the two. Several entries of one name are written as a list.")]
    public void What_is_wrong_with_the_file_is_said_with_its_place(string text, string name, string message, string advice)
    {
        session.WriteFile("migrations.yaml", text);

        var error = session.Run($"Get-Migration ./bookstore -Environment {name}").Error("InvalidConfiguration,Migrations.GetMigrationCommand");

        Assert.Equal((message, advice), (error.ToString(), error.ErrorDetails.RecommendedAction));
    }

    [Theory]
    [InlineData("{maxDept: 3}", "migrations.yaml:2:18: There is no limit 'maxDept'.", "Did you mean 'maxDepth'?")]
    [InlineData("{maxDepth: deep}", "migrations.yaml:2:18: 'deep' of 'maxDepth' is no limit.", "Write a whole number from 1 to 2147483647.")]
    public void What_is_wrong_with_a_limit_is_said_with_its_place(string limits, string message, string advice)
    {
        Write($"dev: {{limits: {limits}}}");

        var error = session.Run("Get-Migration ./bookstore -Environment dev").Error("InvalidValue,Migrations.GetMigrationCommand");

        Assert.Equal((message, advice), (error.ToString(), error.ErrorDetails.RecommendedAction));
    }

    [Fact]
    public void Without_a_file_there_is_no_environment()
    {
        var error = session.Run("Get-Migration -Environment dev").Error("FileNotFound,Migrations.GetMigrationCommand");

        Assert.Contains("there is no migrations.yaml in", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_connection_anywhere_the_error_names_the_ways_to_give_one()
    {
        Write("dev: {changelog: bookstore}");

        var error = session.Run("Get-Migration -Environment dev").Error("InvalidConnection,Migrations.GetMigrationCommand");

        Assert.Contains("-Environment", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void With_objects_from_the_pipeline_it_is_an_error()
    {
        Write("dev: {connection: Data Source=dev.db, changelog: bookstore}");

        session.Run("Test-MigrationPlan -Environment dev | Invoke-Migration -Environment dev").Error("InvalidValue,Migrations.InvokeMigrationCommand");
    }

    [Fact]
    public void A_provider_alone_still_plans_without_a_server()
    {
        Write("dev: {changelog: bookstore}");

        Assert.Equal("mariadb", session.Run("(Test-MigrationPlan -Environment dev -Provider mariadb).Target.Provider").Of<string>()[0]);
    }

    void Write(string environment) => session.WriteFile("migrations.yaml", $"environments:\n  {environment}");
}
