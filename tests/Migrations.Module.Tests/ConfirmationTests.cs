using System.Management.Automation;

namespace Migrations.Tests;

/// <summary>-WhatIf, -Confirm, progress and streams of the real commands.</summary>
public sealed class ConfirmationTests : IDisposable
{
    const string Db = "-Connection 'Data Source=bookstore.db'";
    const int Yes = 0;
    const int YesToAll = 1;
    const int No = 2;

    readonly ModuleSession session = new();

    public ConfirmationTests() => session.CopyBookstore();

    public void Dispose() => session.Dispose();

    [Fact]
    public void WhatIf_says_one_line_per_change_set_with_the_SQL_under_verbose_and_writes_nothing()
    {
        var text = session.Show($"Invoke-Migration ./bookstore {Db} -WhatIf -Verbose");

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(12, lines.Count(line => line.StartsWith("What if: ", StringComparison.Ordinal)));
        Assert.StartsWith($"What if: Performing the operation \"create-author (createTable tableName=author; low risk, RESERVED (whole database) blocks writes)\" on target \"{session.Folder}", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("VERBOSE: CREATE TABLE \"author\"", lines[1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(session.Folder));
    }

    [Fact]
    public void The_preference_variable_counts_as_the_parameter()
    {
        session.Run($"$WhatIfPreference = $true; Invoke-Migration ./bookstore {Db}");

        Assert.Empty(Directory.GetFiles(session.Folder));
    }

    [Fact]
    public void WhatIf_after_a_run_shows_only_what_is_left_and_touches_nothing()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}; Undo-Migration ./bookstore {Db} -Confirm:$false");
        var before = File.ReadAllBytes(Path.Combine(session.Folder, "bookstore.db"));

        Assert.Single(session.Show($"Invoke-Migration ./bookstore {Db} -WhatIf").Split('\n'), line => line.StartsWith("What if", StringComparison.Ordinal));
        Assert.Single(session.Show($"Undo-Migration ./bookstore {Db} -WhatIf").Split('\n'), line => line.StartsWith("What if", StringComparison.Ordinal));
        session.Run($"Unlock-Migration {Db} -WhatIf; Test-MigrationPlan ./bookstore {Db}; Get-Migration ./bookstore {Db}");

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(session.Folder, "bookstore.db")));
    }

    [Fact]
    public void No_ends_the_run_before_that_change_set()
    {
        foreach (var answer in new[] { Yes, Yes, No })
            session.Host.Answers.Enqueue(answer);

        var results = session.Run($"Invoke-Migration ./bookstore {Db} -Confirm").Of<MigrationResult>();

        Assert.Equal(["create-author", "create-book"], results.Select(result => result.Id));
        Assert.Equal(3, session.Host.Questions.Count);
        Assert.Contains("index-book-title", session.Host.Questions[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Yes_to_all_asks_once_and_No_at_once_writes_nothing()
    {
        session.Host.Answers.Enqueue(No);
        Assert.Empty(session.Run($"Invoke-Migration ./bookstore {Db} -Confirm").Of<MigrationResult>());
        Assert.Empty(Directory.GetFiles(session.Folder));

        session.Host.Answers.Enqueue(YesToAll);
        Assert.Equal(12, session.Run($"Invoke-Migration ./bookstore {Db} -Confirm").Of<MigrationResult>().Count);
        Assert.Equal(2, session.Host.Questions.Count);
    }

    [Fact]
    public void Undo_and_Unlock_ask_by_themselves_and_the_others_do_not()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");
        Assert.Empty(session.Host.Questions);

        session.Host.Answers.Enqueue(No);
        Assert.Empty(session.Run($"Undo-Migration ./bookstore {Db}").Of<MigrationResult>());
        Assert.Contains("undo require-customer-email", Assert.Single(session.Host.Questions), StringComparison.Ordinal);
        Assert.Equal("12", Assert.Single(session.Query("SELECT count(*) FROM DATABASECHANGELOG")));

        session.Host.Answers.Enqueue(YesToAll);
        Assert.Single(session.Run($"Undo-Migration ./bookstore {Db}").Of<MigrationResult>());
    }

    [Fact]
    public void A_lock_that_nobody_holds_is_free_and_one_left_behind_is_shown_and_broken()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");
        Assert.Null(session.Run($"Unlock-Migration {Db}").Of<MigrationLock>()[0].LockedBy);
        session.Execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = 1, LOCKEDBY = 'old-laptop (10.0.0.9)', LOCKGRANTED = '2020-01-01 00:00:00' WHERE ID = 1");

        var error = session.Run($"Undo-Migration ./bookstore {Db} -WaitTimeout 0 -Confirm:$false").Error("LockHeld,Migrations.UndoMigrationCommand");
        var seen = session.Run($"Unlock-Migration {Db} -WhatIf").Of<MigrationLock>()[0];
        session.Host.Answers.Enqueue(Yes);
        var broken = session.Run($"Unlock-Migration {Db}").Of<MigrationLock>()[0];

        Assert.Contains("old-laptop", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Unlock-Migration", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(("old-laptop (10.0.0.9)", false), (seen.LockedBy, seen.Broken));
        Assert.Equal(("old-laptop (10.0.0.9)", true), (broken.LockedBy, broken.Broken));
        Assert.Contains("old-laptop", Assert.Single(session.Host.Questions), StringComparison.Ordinal);
        Assert.Single(session.Run($"Undo-Migration ./bookstore {Db} -Confirm:$false").Of<MigrationResult>());
    }

    [Fact]
    public void New_Migration_with_WhatIf_writes_no_file_and_no_folder()
    {
        Assert.Contains("What if: ", session.Show("New-Migration create_orders id:int:pk newfolder -WhatIf"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(session.Folder, "newfolder")));
    }

    [Fact]
    public void Every_command_that_changes_something_has_WhatIf_and_no_other()
    {
        Assert.Equal(["Export-MigrationPlan", "Invoke-Migration", "New-Migration", "Repair-MigrationHistory", "Set-MigrationTag", "Undo-Migration", "Unlock-Migration"], CommandTypes.Names.Where(CommandTypes.SupportsShouldProcess));
    }

    [Theory]
    [InlineData("Invoke-Migration ./bookstore " + Db)]
    [InlineData("Invoke-Migration ./broken " + Db)]
    [InlineData("$null = Invoke-Migration ./bookstore " + Db + "; Undo-Migration ./bookstore " + Db + " -Count 3 -Confirm:$false")]
    public void Progress_counts_change_sets_and_goes_away_also_after_a_failure(string script)
    {
        session.WriteFile("broken/changelog.yaml", "databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{sql: {sql: select nothing from nowhere}}]}\n");

        var progress = session.Run(script).Progress.Where(record => record.Activity.EndsWith("change sets", StringComparison.Ordinal)).ToList();

        Assert.Contains(progress, record => record.StatusDescription.Contains("(1/", StringComparison.Ordinal));
        Assert.All(progress.GroupBy(record => record.Activity), activity => Assert.Equal(ProgressRecordType.Completed, activity.Last().RecordType));
        Assert.All(progress, record => Assert.InRange(record.PercentComplete, -1, 100));
    }

    [Fact]
    public void The_streams_are_kept_apart()
    {
        var streams = session.Run($"$DebugPreference = 'Continue'; Invoke-Migration ./bookstore {Db} -Verbose");

        Assert.Equal(12, streams.Of<MigrationResult>().Count);
        Assert.Contains(streams.Verbose, text => text.StartsWith("CREATE TABLE \"author\"", StringComparison.Ordinal));
        Assert.Contains(streams.Debug, text => text.Contains("create-author", StringComparison.Ordinal));
        Assert.Empty(streams.Warnings);
        Assert.Empty(streams.Information);
    }

    [Fact]
    public void Findings_are_warnings_of_a_run_and_errors_under_strict()
    {
        session.WriteFile("db/changelog.yaml", "databaseChangeLog:\n- changeSet: {id: 1, author: a, coment: typo, changes: [{empty: {}}]}\n");

        var streams = session.Run("Invoke-Migration ./db -Connection 'Data Source=a.db'");
        Assert.Single(streams.Of<MigrationResult>());
        Assert.Contains("MIG1004", Assert.Single(streams.Warnings), StringComparison.Ordinal);

        Assert.Equal([false], session.Run("Test-MigrationPlan ./db -Connection 'Data Source=b.db' -Strict -Quiet").Of<bool>());
        session.Run("Invoke-Migration ./db -Connection 'Data Source=b.db' -Strict").Error("PlanRejected,Migrations.InvokeMigrationCommand");
        Assert.False(File.Exists(Path.Combine(session.Folder, "b.db")));
    }
}
