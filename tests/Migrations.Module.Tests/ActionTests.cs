using System.Diagnostics;

namespace Migrations.Tests;

/// <summary>Changes that do something other than SQL, through the commands: messages, stops, commands of the system.</summary>
public sealed class ActionTests : OneChangeSetTests
{
    const string Table = "createTable: {tableName: NAME, columns: [{column: {name: id, type: int}}]}";

    [Fact]
    public void Messages_go_to_the_stream_that_their_target_means()
    {
        Write("""
            - output: {message: to stderr}
            - output: {target: STDOUT, message: to stdout}
            - output: {target: WARN, message: to warn}
            - output: {target: FATAL, message: to fatal}
            - output: {target: INFO, message: to info}
            - output: {target: DEBUG, message: to debug}
            """);

        var streams = session.Run($"$DebugPreference = 'Continue'; Invoke-Migration db.yaml {Connection} -Verbose");

        Assert.Equal(["to stderr", "to stdout"], streams.Information.Where(i => i.Tags.Contains("PSHOST")).Select(i => i.ToString()));
        Assert.Equal(["to warn"], streams.Warnings);
        Assert.Equal("to fatal", streams.Error("ChangelogMessage,Migrations.InvokeMigrationCommand").Exception.Message);
        Assert.Contains("to info", streams.Verbose);
        Assert.Contains("to debug", streams.Debug);
        Assert.Equal(MigrationState.Applied, Assert.IsType<MigrationResult>(Assert.Single(streams.Output).BaseObject).State);
    }

    [Fact]
    public void A_message_comes_at_its_place_in_the_one_transaction_of_its_change_set()
    {
        Write($"""
            - {Table.Replace("NAME", "one", StringComparison.Ordinal)}
            - output: between
            - sql: INSERT INTO nowhere VALUES (1)
            """);

        var streams = session.Run($"Invoke-Migration db.yaml {Connection}");

        Assert.Equal("between", Assert.Single(streams.Information).ToString());
        Assert.Contains("at statement 3 of 3", streams.Error("ChangeSetFailed,Migrations.InvokeMigrationCommand").Exception.Message, StringComparison.Ordinal);
        Assert.False(Exists("one"));
    }

    [Fact]
    public void A_stop_ends_the_run_before_its_change_set_of_which_nothing_is_done()
    {
        session.WriteFile("db.yaml", $$"""
            databaseChangeLog:
            - changeSet: {id: before, author: a, changes: [{{{Table.Replace("NAME", "one", StringComparison.Ordinal)}}}]}
            - changeSet: {id: stops, author: a, runInTransaction: false, changes: [{{{Table.Replace("NAME", "two", StringComparison.Ordinal)}}}, {stop: make a backup}]}
            - changeSet: {id: behind, author: a, changes: [{{{Table.Replace("NAME", "three", StringComparison.Ordinal)}}}]}
            """);

        var error = session.Run($"Invoke-Migration db.yaml {Connection}").Error("Stopped,Migrations.InvokeMigrationCommand");

        Assert.EndsWith("make a backup", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal((true, false, false), (Exists("one"), Exists("two"), Exists("three")));
        Assert.Equal(["before"], Ids());
    }

    [Fact]
    public void A_stop_that_need_not_succeed_is_passed_over()
    {
        session.WriteFile("db.yaml", """
            databaseChangeLog:
            - changeSet: {id: stops, author: a, failOnError: false, changes: [{stop: not now}]}
            - changeSet: {id: behind, author: a, changes: [{empty: {}}]}
            """);

        var streams = session.Run($"Invoke-Migration db.yaml {Connection}");

        Assert.Empty(streams.Errors);
        Assert.Contains("not now", Assert.Single(streams.Warnings), StringComparison.Ordinal);
        Assert.Equal(["behind"], Ids());
    }

    [Theory]
    [InlineData("Invoke-Migration")]
    [InlineData("Test-MigrationPlan")]
    public void A_command_is_refused_before_anything_runs_unless_it_is_allowed(string command)
    {
        Write($"- {Table.Replace("NAME", "one", StringComparison.Ordinal)}\n- executeCommand: {{executable: touch, args: [{{arg: {{value: ran}}}}]}}");

        var error = session.Run($"{command} db.yaml {Connection}").Errors[^1];

        Assert.StartsWith("CommandNotAllowed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("touch ran", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-AllowCommand", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(session.Folder, "ran")));
        Assert.False(File.Exists(Path.Combine(session.Folder, "a.db")));
    }

    [Fact]
    public void A_command_that_is_allowed_runs_where_the_caller_stands_and_without_a_shell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It uses programs of Unix.");
        Write("""
            - executeCommand: {executable: touch, args: [{arg: {value: $HOME;ran}}]}
            - executeCommand: {executable: echo, args: [{arg: {value: two words}}], timeout: 1m}
            """);

        var plan = session.Run($"$plan = Test-MigrationPlan db.yaml {Connection} -AllowCommand; $plan").Of<MigrationPlan>()[0];
        Assert.Equal(["-- command: touch $HOME;ran", "-- command: echo \"two words\""], plan.Steps[0].Statements.Select(s => s.Sql));
        Assert.False(plan.Steps[0].IsTransactional);

        var streams = session.Run("$plan | Invoke-Migration");

        Assert.Single(streams.Of<MigrationResult>());
        Assert.True(File.Exists(Path.Combine(session.Folder, "$HOME;ran")));
        Assert.Equal("two words", Assert.Single(streams.Information, i => i.Tags.Contains("Migrations.Command")).ToString());
        Assert.Equal(["one"], Ids());
        Assert.Empty(session.Run($"Invoke-Migration db.yaml {Connection}").Of<MigrationResult>());
    }

    [Fact]
    public void A_command_that_fails_says_how_and_is_done_again_in_the_next_run_but_nothing_else_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It uses programs of Unix.");
        session.WriteFile("tool", "echo x >> calls\necho bad luck >&2\ntest -e ready || exit 3\n");
        Write($"- {Table.Replace("NAME", "one", StringComparison.Ordinal)}\n- executeCommand: {{executable: sh, args: [{{arg: {{value: tool}}}}]}}");

        var error = session.Run($"Invoke-Migration db.yaml {Connection} -AllowCommand").Errors[^1];
        Assert.StartsWith("ChangeSetFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("sh ended with the exit code 3:\nbad luck", error.Exception.Message, StringComparison.Ordinal);
        Assert.True(Exists("one"));
        Assert.Empty(Ids());

        Assert.StartsWith("CommandNotAllowed,", session.Run($"Invoke-Migration db.yaml {Connection}").Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        session.WriteFile("ready", "");
        session.Run($"Invoke-Migration db.yaml {Connection} -AllowCommand").Of<MigrationResult>();

        Assert.Equal(["one"], Ids());
        Assert.Equal("x\nx\n", File.ReadAllText(Path.Combine(session.Folder, "calls")));
    }

    [Fact]
    public void A_command_that_takes_too_long_is_ended_with_all_that_it_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It uses programs of Unix.");
        Write("- executeCommand: {executable: sh, args: [{arg: {value: -c}}, {arg: {value: 'echo $$ > parent; sleep 60 & echo $! > child; wait'}}], timeout: 1s}");
        var watch = Stopwatch.StartNew();

        var error = session.Run($"Invoke-Migration db.yaml {Connection} -AllowCommand").Errors[^1];

        Assert.Contains("sh was ended because it took longer than 00:00:01", error.Exception.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.All(["parent", "child"], name => Assert.True(HasEnded(name), name));
    }

    [Fact]
    public async Task A_command_whose_run_is_stopped_is_ended_and_never_done_again_unasked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It uses programs of Unix.");
        Write("- executeCommand: {executable: sh, args: [{arg: {value: -c}}, {arg: {value: 'echo $$ > parent; test -e ready || exec sleep 60'}}]}");

        await session.StopAsync($"Invoke-Migration db.yaml {Connection} -AllowCommand", Until(() => File.Exists(Path.Combine(session.Folder, "parent")) && new FileInfo(Path.Combine(session.Folder, "parent")).Length > 0));

        Assert.True(HasEnded("parent"));
        Assert.StartsWith("StepInDoubt,", session.Run($"Invoke-Migration db.yaml {Connection} -AllowCommand").Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        session.WriteFile("ready", "");
        session.Run($"Invoke-Migration db.yaml {Connection} -AllowCommand -StepInDoubt Repeat").Of<MigrationResult>();
        Assert.Equal(["one"], Ids());
    }

    [Fact]
    public void A_rollback_may_run_a_command_where_the_undo_allows_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It uses programs of Unix.");
        session.WriteFile("db.yaml", """
            databaseChangeLog:
            - changeSet: {id: one, author: a, changes: [{empty: {}}], rollback: [{executeCommand: {executable: touch, args: [{arg: {value: undone}}]}}]}
            """);
        session.Run($"Invoke-Migration db.yaml {Connection}").Of<MigrationResult>();

        Assert.StartsWith("CommandNotAllowed,", session.Run($"Undo-Migration db.yaml {Connection} -Confirm:$false").Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        session.Run($"Undo-Migration db.yaml {Connection} -Confirm:$false -AllowCommand").Of<MigrationResult>();

        Assert.True(File.Exists(Path.Combine(session.Folder, "undone")));
        Assert.Empty(Ids());
    }

    [Fact]
    public void What_cannot_be_planned_behind_it_in_the_same_change_set_is_an_error_not_nothing()
    {
        Write($"""
            - {Table.Replace("NAME", "one", StringComparison.Ordinal)}
            - customChange: {"{class: x.Backfill}"}
            - addNotNullConstraint: {"{tableName: one, columnName: id, columnDataType: int}"}
            """);

        var error = session.Run($"Invoke-Migration db.yaml {Connection} -CustomChange @{{ 'x.Backfill' = {{ }} }}").Errors[^1];

        Assert.StartsWith("NotSupported,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("a change set of its own", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Ids());
        Assert.False(Exists("one"));
    }

    bool HasEnded(string file)
    {
        var id = int.Parse(File.ReadAllText(Path.Combine(session.Folder, file)), System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
