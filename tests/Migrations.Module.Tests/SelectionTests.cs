namespace Migrations.Tests;

/// <summary>Parts of a run: -Count, -ToTag, -Id and -MarkOnly, in the plan as in the run.</summary>
public sealed class SelectionTests : IDisposable
{
    const string Db = "-Connection 'Data Source=bookstore.db'";

    readonly ModuleSession session = new();

    public SelectionTests() => session.CopyBookstore();

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("-Count 2", "create-author create-book")]
    [InlineData("-ToTag release-1", "create-author create-book index-book-title create-customer create-sale view-book-sales create-genre genres release-1")]
    [InlineData("-ToTag RELEASE-1 -Count 1", "create-author")]
    [InlineData("-Id create-author, CREATE-GENRE", "create-author create-genre")]
    [InlineData("-Id create-author, create-genre -Count 1", "create-author")]
    [InlineData("-Count 99", "create-author create-book index-book-title create-customer create-sale view-book-sales create-genre genres release-1 add-customer-email fill-customer-email require-customer-email")]
    public void The_plan_shows_and_the_run_does_just_what_is_selected(string selection, string expected)
    {
        var plan = session.Run($"$plan = Test-MigrationPlan ./bookstore {Db} {selection}; $plan").Of<MigrationPlan>()[0];
        var direct = session.Run($"Invoke-Migration ./bookstore -Connection 'Data Source=other.db' {selection}").Of<MigrationResult>();
        var piped = session.Run("$plan | Invoke-Migration").Of<MigrationResult>();

        string[] ids = expected.Split(' ');
        Assert.Equal(ids, plan.Steps.Where(s => s.WillRun).Select(s => s.Id));
        Assert.Equal(ids, direct.Select(r => r.Id));
        Assert.Equal(ids, piped.Select(r => r.Id));
        Assert.Equal(12, plan.Steps.Count);
        Assert.All(plan.Steps.Where(s => !s.WillRun), step => Assert.Equal((MigrationState.Skipped, true), (step.State, step.Reason!.StartsWith("behind the ", StringComparison.Ordinal) || step.Reason == "not selected by its id")));
    }

    [Fact]
    public void What_is_left_out_runs_the_next_time()
    {
        session.Run($"Invoke-Migration ./bookstore {Db} -Count 5");

        Assert.Equal(7, session.Run($"Invoke-Migration ./bookstore {Db}").Of<MigrationResult>().Count);
    }

    [Fact]
    public void A_tag_that_stands_in_history_has_been_reached()
    {
        session.Run($"Invoke-Migration ./bookstore {Db} -Count 2; Set-MigrationTag here {Db}");

        var streams = session.Run($"Invoke-Migration ./bookstore {Db} -ToTag here");

        Assert.Empty(streams.Of<MigrationResult>());
        Assert.Contains("Nothing to do", Assert.Single(streams.Information).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ToTag release-2", "there is no tag 'release-2' in the changelog", "Did you mean 'release-1'?")]
    [InlineData("-Id create-autor", "there is no change set with the id 'create-autor' in the changelog", "Did you mean 'create-author'?")]
    [InlineData("-Id zzz -MarkOnly", "there is no change set with the id 'zzz' in the changelog", "Get-Migration shows the ids that the changelog has.")]
    public void A_tag_or_an_id_that_is_nowhere_is_an_error(string selection, string message, string advice)
    {
        var error = session.Run($"Invoke-Migration ./bookstore {Db} {selection}").Error("ObjectNotFound,Migrations.InvokeMigrationCommand");

        Assert.Equal((message, advice), (error.ToString(), error.ErrorDetails.RecommendedAction));
        Assert.False(File.Exists(Path.Combine(session.Folder, "bookstore.db")));
    }

    [Theory]
    [InlineData("Test-MigrationPlan")]
    [InlineData("Invoke-Migration")]
    public void Without_a_changelog_there_is_an_error_that_says_so(string command)
    {
        session.Run($"{command} {Db}").Error($"InvalidValue,Migrations.{command.Replace("-", "", StringComparison.Ordinal)}Command");
    }

    [Fact]
    public void Only_marking_records_the_rows_and_runs_nothing()
    {
        var plan = session.Run($"$plan = Test-MigrationPlan ./bookstore {Db} -MarkOnly; $plan").Of<MigrationPlan>()[0];
        Assert.All(plan.Steps, step => Assert.Equal((MigrationState.MarkRan, "recorded as if it had run", 0, UndoKind.NothingToDo), (step.State, step.Reason, step.Statements.Count, step.UndoKind)));

        var marked = session.Run("$plan | Invoke-Migration").Of<MigrationResult>();

        Assert.All(marked, result => Assert.Equal((MigrationState.MarkRan, 0), (result.State, result.StatementCount)));
        Assert.Empty(session.Objects());
        Assert.Equal(["EXECUTED|12"], session.Query("SELECT EXECTYPE, count(*) FROM DATABASECHANGELOG GROUP BY EXECTYPE"));
        Assert.Equal(["release-1"], session.Query("SELECT TAG FROM DATABASECHANGELOG WHERE TAG IS NOT NULL"));
        Assert.Empty(session.Query("SELECT name FROM sqlite_schema WHERE name = 'MIGRATIONS_STATE'"));
        Assert.False(session.Run($"Test-MigrationPlan ./bookstore {Db}").Of<MigrationPlan>()[0].HasChanges);
    }

    [Fact]
    public void Only_marking_takes_the_next_one_or_those_up_to_a_tag()
    {
        Assert.Equal(["create-author"], session.Run($"Invoke-Migration ./bookstore {Db} -MarkOnly -Count 1").Of<MigrationResult>().Select(r => r.Id));
        Assert.Equal(8, session.Run($"Invoke-Migration ./bookstore {Db} -MarkOnly -ToTag release-1").Of<MigrationResult>().Count);
    }

    [Fact]
    public void Only_marking_leaves_what_has_run_before_and_does_not_ask_preconditions()
    {
        session.WriteFile("db/changelog.yaml", """
            databaseChangeLog:
            - changeSet: {id: always, author: a, runAlways: true, changes: [{sql: {sql: create table always_ran (id int)}}]}
            - changeSet: {id: halts, author: a, preConditions: [{tableExists: {tableName: nowhere}}], changes: [{sql: {sql: create table halted (id int)}}]}
            - changeSet: {id: other, author: a, contextFilter: prod, changes: [{sql: {sql: create table other (id int)}}]}
            """);

        Assert.Equal(["always", "halts"], session.Run($"Invoke-Migration ./db {Db} -MarkOnly -Context test").Of<MigrationResult>().Select(r => r.Id));
        var plan = session.Run($"Test-MigrationPlan ./db {Db} -MarkOnly -Context test").Of<MigrationPlan>()[0];

        Assert.False(plan.HasChanges);
        Assert.Equal("runAlways; it has run before, and only what has not is recorded", plan.Steps[0].Reason);
        Assert.Empty(session.Objects());
    }

    [Fact]
    public void WhatIf_says_that_it_only_marks()
    {
        Assert.Contains("\"record without running create-author (createTable tableName=author; no risk)\"", session.Show($"Invoke-Migration ./bookstore {Db} -MarkOnly -Count 1 -WhatIf"), StringComparison.Ordinal);
    }

    [Fact]
    public void Undo_takes_ids_and_names_one_that_is_not_in_history()
    {
        session.Run($"Invoke-Migration ./bookstore {Db}");

        Assert.Equal(["require-customer-email", "fill-customer-email"], session.Run($"Undo-Migration ./bookstore {Db} -Id fill-customer-email, Require-Customer-Email -Confirm:$false").Of<MigrationResult>().Select(r => r.Id));
        var error = session.Run($"Undo-Migration ./bookstore {Db} -Id add-customer-mail -Confirm:$false").Error("ObjectNotFound,Migrations.UndoMigrationCommand");
        Assert.Equal("Did you mean 'add-customer-email'?", error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("Pending", "release-1 add-customer-email fill-customer-email require-customer-email")]
    [InlineData("Applied, Unexpected", "create-author create-book index-book-title create-customer create-sale view-book-sales create-genre genres")]
    [InlineData("Unexpected", "")]
    public void Get_Migration_shows_those_in_a_state(string states, string expected)
    {
        session.Run($"Invoke-Migration ./bookstore {Db} -Count 8");

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), session.Run($"Get-Migration ./bookstore {Db} -State {states}").Of<MigrationInfo>().Select(i => i.Id));
    }

    /// <summary>Also where the next command stands behind a function or a block, which the command itself cannot see.</summary>
    [Theory]
    [InlineData("Invoke-Migration ./bookstore {0} | Test-First")]
    [InlineData("function Deploy {{ Invoke-Migration ./bookstore {0} }}; Deploy | Test-First")]
    [InlineData("& {{ Invoke-Migration ./bookstore {0} }} | Test-First")]
    [InlineData(". {{ if (1) {{ Invoke-Migration ./bookstore {0} }} }} | Test-First")]
    [InlineData("'./bookstore' | & {{ process {{ Invoke-Migration $_ {0} }} }} | Test-First")]
    public void When_the_next_command_has_enough_no_further_change_set_is_begun_and_the_lock_is_free(string command)
    {
        var first = session.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, Db)).Of<MigrationResult>();

        Assert.Equal(["create-author"], first.Select(r => r.Id));
        Assert.Equal(["1"], session.Query("SELECT count(*) FROM DATABASECHANGELOG"));
        Assert.Equal(["0|"], session.Query("SELECT LOCKED, LOCKEDBY FROM DATABASECHANGELOGLOCK"));
        Assert.Null(session.Run($"Unlock-Migration {Db} -WhatIf").Of<MigrationLock>()[0].LockedBy);
        Assert.Equal("require-customer-email", session.Run($"Invoke-Migration ./bookstore {Db} -WaitTimeout 0").Of<MigrationResult>()[^1].Id);
    }

    [Theory]
    [InlineData("Unlock-Migration -Confirm:$false")]
    [InlineData("Unlock-Migration -Force -Confirm:$false")]
    [InlineData("Get-Migration")]
    [InlineData("Get-Migration ./bookstore")]
    [InlineData("Test-MigrationPlan ./bookstore")]
    [InlineData("Invoke-Migration ./bookstore -WhatIf")]
    [InlineData("Undo-Migration ./bookstore -Confirm:$false")]
    [InlineData("Set-MigrationTag x -WhatIf")]
    [InlineData("Repair-MigrationHistory -ClearChecksum -Confirm:$false")]
    public void What_only_looks_makes_no_database(string command)
    {
        Assert.Empty(session.Run($"{command} {Db}").Errors.Select(error => error.ToString()));
        Assert.Empty(Directory.GetFiles(session.Folder));
    }
}
