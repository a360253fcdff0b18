using System.Management.Automation;

namespace Migrations.Tests;

/// <summary>The commands together, as a user joins them, on SQLite.</summary>
public sealed class PipelineTests : IDisposable
{
    const string Db = "-Connection 'Data Source=bookstore.db'";

    readonly ModuleSession session = new();

    public PipelineTests() => session.CopyBookstore();

    public void Dispose() => session.Dispose();

    [Fact]
    public void A_plan_from_the_pipeline_is_applied_to_the_database_that_it_was_made_for()
    {
        var results = session.Run($"Test-MigrationPlan ./bookstore {Db} | Invoke-Migration").Of<MigrationResult>();

        Assert.Equal(12, results.Count);
        Assert.All(results, result => Assert.Equal((MigrationState.Applied, Path.Combine(session.Folder, "bookstore.db")), (result.State, result.Target.Database)));
        Assert.Single(results.Select(result => (result.RunId, result.DeploymentId)).Distinct());
        Assert.Equal(["author", "book", "book_sales", "customer", "genre", "sale"], session.Objects());
    }

    [Theory]
    [InlineData("Get-Item-of-a-folder")]
    [InlineData("Get-Item-of-a-file")]
    [InlineData("New-Object-with-Path")]
    public void Files_folders_and_objects_with_a_path_are_taken_by_property_name(string kind)
    {
        // Get-Item is not a command of the bare engine, so its output is made here.
        session.Run($"function Get-Path {{ {kind switch
        {
            "Get-Item-of-a-folder" => "[IO.DirectoryInfo]::new((Join-Path2 bookstore))",
            "Get-Item-of-a-file" => "[IO.FileInfo]::new((Join-Path2 bookstore/changelog.yaml))",
            _ => "[pscustomobject]@{ Path = './bookstore' }",
        }} }} function Join-Path2($p) {{ [IO.Path]::Combine($PWD.ProviderPath, $p) }}");

        Assert.Equal(12, session.Run($"(Get-Path | Test-MigrationPlan {Db}).PendingCount").Of<int>()[0]);
        Assert.Equal(12, session.Run($"Get-Path | Invoke-Migration {Db}").Of<MigrationResult>().Count);
        Assert.Equal(12, session.Run($"Get-Path | Get-Migration {Db}").Of<MigrationInfo>().Count);
    }

    [Fact]
    public void What_Get_Migration_finds_can_be_filtered_and_undone()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");

        var undone = session.Run("Get-Migration ./bookstore " + Db + " | Where-Object Id -like '*-customer-email' | Undo-Migration -Confirm:$false").Of<MigrationResult>();

        Assert.Equal(["require-customer-email", "fill-customer-email", "add-customer-email"], undone.Select(result => result.Id));
        Assert.All(undone, result => Assert.Equal(MigrationState.Undone, result.State));
        Assert.DoesNotContain("email", session.Query("SELECT sql FROM sqlite_schema WHERE name = 'customer'")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_Invoke_Migration_has_done_can_be_undone_from_its_results()
    {
        var results = session.Run($"Invoke-Migration ./bookstore {Db} | Undo-Migration -AllowDataLoss -Confirm:$false").Of<MigrationResult>();

        Assert.Equal(12, results.Count);
        Assert.Equal("require-customer-email", results[0].Id);
        Assert.Empty(session.Objects());
    }

    [Fact]
    public void Undo_needs_a_changelog_and_one_database()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}; Invoke-Migration ./bookstore -Connection 'Data Source=other.db'");

        Assert.Contains("changelog", session.Run($"Get-Migration {Db} | Undo-Migration -Confirm:$false").Error("FileNotFound,Migrations.UndoMigrationCommand").ToString(), StringComparison.Ordinal);
        session.Run($"(Get-Migration ./bookstore {Db}) + (Get-Migration ./bookstore -Connection 'Data Source=other.db') | Undo-Migration -Confirm:$false")
            .Error("TargetMismatch,Migrations.UndoMigrationCommand");
        session.Run("1 | Undo-Migration -Confirm:$false").Error("InvalidValue,Migrations.UndoMigrationCommand");
        Assert.Equal(12, session.Query("SELECT count(*) FROM DATABASECHANGELOG").Select(int.Parse).Single());
    }

    [Fact]
    public void A_connection_that_leads_elsewhere_than_the_piped_objects_is_an_error()
    {
        session.Run($"Test-MigrationPlan ./bookstore {Db} | Invoke-Migration -Connection 'Data Source=other.db'").Error("TargetMismatch,Migrations.InvokeMigrationCommand");
        Assert.False(File.Exists(Path.Combine(session.Folder, "other.db")));

        Assert.Equal(12, session.Run($"Test-MigrationPlan ./bookstore {Db} | Invoke-Migration -Connection 'sqlite:bookstore.db'").Of<MigrationResult>().Count);
    }

    [Theory]
    [InlineData("-Context dev")]
    [InlineData("-Property @{ a = 1 }")]
    [InlineData("-HistoryTable other")]
    [InlineData("-Strict")]
    public void A_parameter_that_would_have_no_effect_on_piped_objects_is_an_error(string parameter)
    {
        var error = session.Run($"Test-MigrationPlan ./bookstore {Db} | Invoke-Migration {parameter}").Error("InvalidValue,Migrations.InvokeMigrationCommand");

        Assert.StartsWith(parameter.Split(' ')[0] + " has no effect", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_a_database_cannot_be_run()
    {
        var plan = Assert.Single(session.Run("$plan = Test-MigrationPlan ./bookstore -Provider sqlite; $plan").Of<MigrationPlan>());
        Assert.Null(plan.Target.ServerVersion);

        session.Run("$plan | Invoke-Migration").Error("InvalidConnection,Migrations.InvokeMigrationCommand");
    }

    [Fact]
    public void A_plan_is_refused_when_what_it_shows_has_changed_and_says_which_change_set()
    {
        session.Run($"$plan = Test-MigrationPlan ./bookstore {Db}");
        var file = Path.Combine(session.Folder, "bookstore", "changes", "05-customer-email.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("varchar(320)", "varchar(100)", StringComparison.Ordinal));

        var error = session.Run("$plan | Invoke-Migration").Error("ChangelogChanged,Migrations.InvokeMigrationCommand");

        Assert.Contains("add-customer-email", (string)error.TargetObject, StringComparison.Ordinal);
        Assert.Empty(session.Objects());
    }

    [Fact]
    public void A_plan_that_has_been_run_leaves_nothing_to_do_and_says_so()
    {
        var streams = session.Run($"$plan = Test-MigrationPlan ./bookstore {Db}; $plan | Invoke-Migration > $null; $plan | Invoke-Migration");

        Assert.Empty(streams.Of<MigrationResult>());
        Assert.Contains(streams.Information, record => record.ToString().Contains("Nothing left to do", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_is_refused_when_somebody_else_has_run_something()
    {
        var error = session.Run($"$plan = Test-MigrationPlan ./bookstore {Db}; Invoke-Migration ./bookstore {Db} -Count 2 > $null; $plan | Invoke-Migration")
            .Error("HistoryChanged,Migrations.InvokeMigrationCommand");

        Assert.Contains("2 change sets have run", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, session.Query("SELECT ID FROM DATABASECHANGELOG").Count);
    }

    [Fact]
    public void A_step_of_a_plan_is_not_taken_for_a_changelog()
    {
        var streams = session.Run($"$plan = Test-MigrationPlan ./bookstore {Db}; $plan.Steps[0] | Invoke-Migration {Db}");

        Assert.StartsWith("InputObjectNotBound", Assert.Single(streams.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(session.Folder, "bookstore.db")));
    }

    [Fact]
    public void A_second_run_is_empty_and_says_so()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");

        var streams = session.Run($"Invoke-Migration ./bookstore {Db}");

        Assert.Empty(streams.Of<MigrationResult>());
        Assert.Contains("Nothing to do", Assert.Single(streams.Information).ToString(), StringComparison.Ordinal);
        Assert.Contains("Nothing to do", session.Show($"Invoke-Migration ./bookstore {Db}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Undo_goes_by_count_by_tag_and_by_date()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");
        string[] Ids(string arguments) => [.. session.Run($"Undo-Migration ./bookstore {Db} -Confirm:$false {arguments}").Of<MigrationResult>().Select(result => result.Id)];

        Assert.Equal(["require-customer-email"], Ids(""));
        Assert.Equal(["fill-customer-email", "add-customer-email"], Ids("-Count 2"));
        Assert.Equal(["release-1"], Ids("-ToTag release-1"));
        Assert.Empty(Ids("-ToDate ([datetime]::new(2999, 1, 1))"));
        Assert.Equal(8, Ids("-ToDate ([datetime]::new(2000, 1, 1)) -AllowDataLoss").Length);
        Assert.Empty(session.Objects());
        session.Run($"Undo-Migration ./bookstore {Db} -ToTag nowhere -Confirm:$false").Error("RollbackImpossible,Migrations.UndoMigrationCommand");
    }

    [Fact]
    public void Undoing_rows_needs_a_switch()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");
        session.Execute("INSERT INTO customer (name, email) VALUES ('Ann', 'ann@example.com')");

        var error = session.Run($"Undo-Migration ./bookstore {Db} -Count 3 -Confirm:$false").Error("DataLoss,Migrations.UndoMigrationCommand");

        Assert.Contains("customer.email", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-AllowDataLoss", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("12", Assert.Single(session.Query("SELECT count(*) FROM DATABASECHANGELOG")));
        Assert.Equal(3, session.Run($"Undo-Migration ./bookstore {Db} -Count 3 -AllowDataLoss -Confirm:$false").Of<MigrationResult>().Count);
    }

    [Fact]
    public void Get_Migration_filters_by_id_and_state_and_shows_history_alone()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}; Undo-Migration ./bookstore {Db} -Count 2 -Confirm:$false");

        Assert.Equal(["create-author", "create-book"], session.Run($"(Get-Migration ./bookstore {Db} -Id create-a*, CREATE-BOOK).Id").Of<string>());
        Assert.Equal(["fill-customer-email", "require-customer-email"], session.Run($"(Get-Migration ./bookstore {Db} -State Pending).Id").Of<string>());
        Assert.Equal(10, session.Run($"Get-Migration {Db}").Of<MigrationInfo>().Count);
        var author = session.Run($"Get-Migration {Db} -Id create-author").Of<MigrationInfo>()[0];
        Assert.Equal((1, "ada", "bookstore/changes/01-catalogue.yaml", MigrationState.Applied), (author.OrderExecuted, author.Author, author.File, author.State));
        Assert.StartsWith("9:", author.Checksum, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_and_an_unexpected_change_set_are_shown()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");
        var file = Path.Combine(session.Folder, "bookstore", "changes", "01-catalogue.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("varchar(300)", "varchar(301)", StringComparison.Ordinal).Replace("index-book-title", "index-book-titel", StringComparison.Ordinal));

        var states = session.Run($"Get-Migration ./bookstore {Db} | Where-Object State -ne Applied").Of<MigrationInfo>().Select(info => (info.Id, info.State));

        Assert.Equal([("create-book", MigrationState.Changed), ("index-book-titel", MigrationState.Pending), ("index-book-title", MigrationState.Unexpected)], states);
    }

    [Fact]
    public void Test_MigrationPlan_quiet_gives_true_or_false_and_an_error_only_for_the_database()
    {
        Assert.Equal([true], session.Run($"Test-MigrationPlan ./bookstore {Db} -Quiet").Of<bool>());
        session.WriteFile("bad.yaml", "databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{creatTable: {tableName: t}}]}\n");
        var streams = session.Run($"Test-MigrationPlan ./bad.yaml {Db} -Quiet -Verbose");
        Assert.Equal([false], streams.Of<bool>());
        Assert.Contains(streams.Verbose, text => text.Contains("creatTable", StringComparison.Ordinal));
        session.Run("Test-MigrationPlan ./bookstore -Connection 'Data Source=nowhere/x.db' -Quiet").Error("ConnectionFailed,Migrations.TestMigrationPlanCommand");
    }

    [Fact]
    public void Planning_looking_and_WhatIf_leave_no_file_behind()
    {
        session.Run($"Test-MigrationPlan ./bookstore {Db}; Get-Migration ./bookstore {Db}; Invoke-Migration ./bookstore {Db} -WhatIf; Undo-Migration ./bookstore {Db} -WhatIf");

        Assert.Empty(Directory.GetFiles(session.Folder));
    }

    [Fact]
    public void The_environment_names_the_database_where_nothing_else_does()
    {
        // The environment belongs to the whole process: this test is the only one that runs without a connection.
        Assert.Contains("MIGRATIONS_CONNECTION", session.Run("Get-Migration").Error("InvalidConnection,Migrations.GetMigrationCommand").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_is_used_by_every_command_and_a_connection_wins()
    {
        var ended = await HostProcess.RunAsync(
            "$env:MIGRATIONS_CONNECTION = 'Data Source=env.db'; $null = Invoke-Migration ./bookstore; (Get-Migration).Count; (Get-Migration -Connection 'Data Source=x.db').Count; (Unlock-Migration -WhatIf).Target.Database; (Test-MigrationPlan ./bookstore -Provider postgresql).Target.Provider",
            session.Folder);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(["12", "0", Path.Combine(session.Folder, "env.db"), "postgresql"], ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void Runspaces_in_parallel_work_on_databases_of_their_own_and_take_turns_on_one()
    {
        var results = new IReadOnlyList<MigrationResult>[8];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = results.Length }, i =>
        {
            using var other = new ModuleSession();
            var connection = i < 4 ? "Data Source=one.db" : $"Data Source={i}.db";
            results[i] = other.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($args[0]); Invoke-Migration ./bookstore -Connection $args[1]", session.Folder, connection).Of<MigrationResult>();
        });

        Assert.Equal(12, results.Take(4).Sum(list => list.Count));
        Assert.All(results.Skip(4), list => Assert.Equal(12, list.Count));
    }

    [Fact]
    public void Timeouts_are_seconds_or_time_spans_and_nothing_else()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");
        foreach (var timeout in new[] { "5", "0.5", "'5'", "'00:00:05'", "([timespan]::FromSeconds(5))", "0" })
            Assert.Empty(session.Run($"Invoke-Migration ./bookstore {Db} -WaitTimeout {timeout} -LockTimeout {timeout}").Errors);
        foreach (var timeout in new[] { "-1", "([timespan]::MaxValue)", "soon" })
            Assert.IsType<ParameterBindingException>(Assert.Single(session.Run($"Invoke-Migration ./bookstore {Db} -WaitTimeout {timeout}").Errors).Exception, exactMatch: false);
    }

    [Fact]
    public void Paths_of_other_providers_are_refused_and_relative_paths_start_at_the_file_system_location()
    {
        session.Run($"Test-MigrationPlan Env:\\PATH {Db}").Error("InvalidValue,Migrations.TestMigrationPlanCommand");
        Assert.Single(session.Run($"Test-MigrationPlan ({"[IO.Path]::Combine($PWD.ProviderPath, 'bookstore')"}) {Db}").Of<MigrationPlan>());
        Assert.StartsWith("DriveNotFound", Assert.Single(session.Run($"Test-MigrationPlan nodrive:\\x {Db}").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
