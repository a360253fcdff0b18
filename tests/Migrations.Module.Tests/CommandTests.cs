using System.Globalization;
using System.Management.Automation;

namespace Migrations.Tests;

/// <summary>What every command does the same way, through its base.</summary>
public sealed class CommandTests : IDisposable
{
    readonly ModuleSession session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public void What_other_threads_write_reaches_every_stream_in_order()
    {
        var streams = session.Run("$DebugPreference = 'Continue'; Test-Stream -Count 4 -Verbose");

        Assert.Equal(["1", "2", "3", "4"], streams.Output.Take(4).Select(item => item.ToString()));
        Assert.Equal("end", streams.Output[^1].BaseObject);
        Assert.Equal(["verbose 1", "verbose 2", "verbose 3", "verbose 4"], streams.Verbose);
        Assert.Equal(["warning"], streams.Warnings);
        Assert.Equal(["debug"], streams.Debug);
        Assert.Equal(["Migrations.Server"], Assert.Single(streams.Information).Tags);
        Assert.Equal("4 of 4", streams.Progress[^1].StatusDescription);
        Assert.Equal("It failed, and the run goes on.", streams.Error("ChangeSetFailed,Migrations.Tests.TestStream").ToString());
    }

    [Fact]
    public void Work_runs_off_the_pipeline_thread_with_the_invariant_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var output = session.Run("Test-Stream -ErrorAction SilentlyContinue; (1.5).ToString()").Output.Select(item => item.ToString()).ToArray();
            Assert.Contains("another thread", output);
            Assert.Contains("", output);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_preference_of_stop_ends_the_command_at_the_warning()
    {
        var streams = session.Run("Test-Stream -WarningAction Stop");

        Assert.DoesNotContain("end", streams.Output.Select(item => item.ToString()));
        Assert.StartsWith("ActionPreferenceStop", Assert.Single(streams.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changelog_is_found_from_the_location_and_else_on_the_search_path()
    {
        const string empty = "databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{empty: {}}]}\n";
        session.WriteFile("src/main/resources/db/log.yaml", empty);
        session.WriteFile("other/db/log.yaml", empty);
        const string command = "Test-MigrationPlan db/log.yaml -Provider sqlite -SearchPath src/main/resources";

        Assert.Equal("db/log.yaml", session.Run(command).Of<MigrationPlan>().Single().Steps.Single().File);
        Assert.Contains("'db/log.yaml' was not found in", session.Run("Test-MigrationPlan db/log.yaml -Provider sqlite").Error("FileNotFound,Migrations.TestMigrationPlanCommand").ToString(), StringComparison.Ordinal);
        Assert.Contains("was not found in", session.Run("Test-MigrationPlan $pwd/db/log.yaml -Provider sqlite -SearchPath src/main/resources").Error("FileNotFound,Migrations.TestMigrationPlanCommand").ToString(), StringComparison.Ordinal);
        Assert.Equal("InvalidChangelog,Migrations.TestMigrationPlanCommand", session.Run($"{command}, other").Errors.Single().FullyQualifiedErrorId);

        session.WriteFile("db/log.yaml", empty.Replace("id: 1", "id: 2", StringComparison.Ordinal));
        Assert.Equal("PathOutsideSearchPath,Migrations.TestMigrationPlanCommand", session.Run(command).Errors.Single().FullyQualifiedErrorId);
    }

    [Fact]
    public void WhatIf_says_what_would_happen_and_answers_no()
    {
        Assert.Equal([false], session.Run("Test-Question -WhatIf").Of<bool>());
        Assert.Contains("What if: Performing the operation \"apply change set 1\" on target \"server/database\".", session.Show("Test-Question -WhatIf"), StringComparison.Ordinal);
        Assert.Empty(session.Host.Questions);
    }

    [Fact]
    public void Questions_are_asked_on_the_pipeline_thread_and_answered()
    {
        session.Host.Answers.Enqueue(0);
        session.Host.Answers.Enqueue(1);

        Assert.Equal([true, false], session.Run("Test-Question").Of<bool>());
        Assert.Contains("apply change set 1", session.Host.Questions[0], StringComparison.Ordinal);
        Assert.Contains("This loses data. Go on?", session.Host.Questions[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_cannot_be_asked_fails_the_command_with_the_host_s_own_reason()
    {
        var error = Assert.Single(session.Run("Test-Question").Errors);

        Assert.Contains("No answer was prepared", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_one_error_with_id_category_target_advice_and_cause()
    {
        var error = session.Run("Test-Failure").Error("LockHeld,Migrations.Tests.TestFailure");

        Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        Assert.Equal("db/a.yaml::1::ann", error.TargetObject);
        Assert.Equal("db/a.yaml:3:5: Another run holds the lock.", error.ToString());
        Assert.Equal("Wait for it, or see Unlock-Migration.", error.ErrorDetails.RecommendedAction);
        Assert.IsType<TimeoutException>(error.Exception.InnerException);
    }

    [Fact]
    public void A_failure_is_shown_with_its_place_and_what_to_do_and_no_stack_trace()
    {
        var text = session.Show("Test-Failure");

        Assert.Contains("Test-Failure: db/a.yaml:3:5: Another run holds the lock.", text, StringComparison.Ordinal);
        Assert.Contains("Recommendation: Wait for it, or see Unlock-Migration.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unexpected_exception_is_told_in_one_line_and_kept_inside()
    {
        var error = session.Run("Test-Failure -Unexpected").Error("Unexpected,Migrations.Tests.TestFailure");

        Assert.Equal("Unexpected KeyNotFoundException: no such key", error.ToString());
        Assert.IsType<KeyNotFoundException>(error.Exception.InnerException);
    }

    [Fact]
    public void A_failure_ends_the_statement_but_can_be_caught()
    {
        Assert.Equal(["LockHeld"], session.Run("try { Test-Failure } catch { $_.FullyQualifiedErrorId.Split(',')[0] }").Of<string>());
    }

    [Fact]
    public void Every_error_code_has_a_category()
    {
        Assert.All(Enum.GetValues<ErrorCode>(), code => Assert.NotEqual(ErrorCategory.NotSpecified, ErrorRecords.CategoryOf(code)));
    }
}

/// <summary>Cancellation. The commands here share a static signal, so these run one after another.</summary>
public sealed class StopTests : IDisposable
{
    readonly ModuleSession session = new();

    public StopTests() => TestEndless.Reset();

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task Ctrl_C_cancels_the_work_and_ends_the_command_within_a_second()
    {
        var took = await session.StopAsync("Test-Endless", TestEndless.Started.Task);

        Assert.True(took < TimeSpan.FromSeconds(1), $"Stopping took {took}.");
        Assert.True(TestEndless.Cancelled.Task.IsCompleted);
    }

    [Fact]
    public async Task The_work_is_cancelled_when_the_command_after_it_takes_no_more()
    {
        var streams = session.Run("Test-Endless | ForEach-Object { throw 'enough' }");

        Assert.Equal("enough", Assert.Single(streams.Errors).ToString());
        await TestEndless.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(1));
    }
}
