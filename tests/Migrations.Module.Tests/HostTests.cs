using System.Diagnostics;

namespace Migrations.Tests;

/// <summary>The host: one command line, plain text, an exit code.</summary>
public sealed class HostTests
{
    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'broken'", 1)]
    [InlineData("No-SuchCommand", 1)]
    [InlineData("& { [CmdletBinding()] param() Write-Nothing }; 'after the error'", 1)]
    [InlineData("try { throw 'broken' } catch { 'caught' }", 0)]
    [InlineData("if (", 1)]
    public async Task The_exit_code_tells_success(string commandLine, int exitCode)
    {
        Assert.Equal(exitCode, (await HostProcess.RunAsync(commandLine)).ExitCode);
    }

    [Fact]
    public async Task It_imports_the_module_it_is_built_with_and_the_one_it_is_told()
    {
        var found = await ChildProcess.RunAsync(Path.GetTempPath(), HostProcess.Program, "(Get-Module Migrations).ModuleBase; [Migrations.ErrorCode]::LockHeld");
        var told = await ChildProcess.RunAsync(BuiltModule.Repository, HostProcess.Program, "--module", "./Migrations.psd1", "(Get-Module Migrations).ModuleBase");

        Assert.Equal([BuiltModule.Folder, "LockHeld"], Lines(found.Output));
        Assert.Equal([BuiltModule.Repository], Lines(told.Output));
    }

    [Fact]
    public async Task Without_a_module_or_a_command_line_it_says_what_is_missing()
    {
        var noModule = await ChildProcess.RunAsync(BuiltModule.Repository, HostProcess.Program, "--module", "nowhere.psd1", "'x'");
        var noCommand = await ChildProcess.RunAsync(BuiltModule.Repository, HostProcess.Program);

        Assert.Equal((2, 2), (noModule.ExitCode, noCommand.ExitCode));
        Assert.Contains("nowhere.psd1", noModule.Error, StringComparison.Ordinal);
        Assert.Contains("Usage:", noCommand.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_and_messages_go_to_the_output_and_errors_to_the_error_stream_in_plain_text()
    {
        var ended = await HostProcess.RunAsync(
            "$PSStyle.Foreground.Red + 'red'; $Host.UI.WriteWarningLine('careful'); $VerbosePreference = 'Continue'; $Host.UI.WriteVerboseLine('sql'); throw 'broken'");

        Assert.Equal(["red", "WARNING: careful", "VERBOSE: sql"], Lines(ended.Output));
        Assert.Equal(["Exception: broken"], Lines(ended.Error));
    }

    [Fact]
    public async Task An_error_that_stops_a_script_is_shown_as_any_other()
    {
        var ended = await HostProcess.RunAsync("$ErrorActionPreference = 'Stop'; Test-MigrationPlan nowhere -Provider sqlite; 'not reached'");

        Assert.Equal((1, ""), (ended.ExitCode, ended.Output.Trim()));
        Assert.Contains("Recommendation: ", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_not_shown_where_nobody_watches()
    {
        var ended = await HostProcess.RunAsync("$Host.UI.WriteProgress(1, [Management.Automation.ProgressRecord]::new(1, 'Applying', 'one')); 'done'");

        Assert.Equal("done\n", ended.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task It_runs_where_it_was_started()
    {
        var folder = Directory.CreateTempSubdirectory("migrations [1] ");
        try
        {
            var ended = await HostProcess.RunAsync("$PWD.ProviderPath", folder.FullName);
            Assert.Equal([folder.FullName], Lines(ended.Output));
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public async Task A_confirmation_without_a_terminal_fails_and_says_how_to_do_without()
    {
        const string Function = "function f { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('database')) { 'ran' } }";

        var asked = await HostProcess.RunAsync(Function + "; f");
        var told = await HostProcess.RunAsync(Function + "; f -Confirm:$false");

        Assert.Equal((1, ""), (asked.ExitCode, asked.Output));
        Assert.Contains("-Confirm:$false", asked.Error, StringComparison.Ordinal);
        Assert.Equal((0, "ran"), (told.ExitCode, told.Output.Trim()));
    }

    [Fact]
    public async Task A_command_of_PowerShell_itself_that_is_missing_is_explained()
    {
        var ended = await HostProcess.RunAsync("1 | Format-Table");

        Assert.Contains("come with PowerShell itself (pwsh)", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_the_pipeline_and_cleans_up(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var host = ChildProcess.Start(BuiltModule.Repository, HostProcess.Program, "try { [Console]::WriteLine('ready'); while ($true) { } } finally { [Console]::WriteLine('cleaned up') }");
        Assert.Equal("ready", await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-" + signal, $"{host.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var ended = await ChildProcess.EndAsync(host);

        Assert.Equal((130, "cleaned up"), (ended.ExitCode, ended.Output.Trim()));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"Stopping took {watch.Elapsed}.");
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
