using System.Globalization;
using System.Management.Automation;

namespace Migrations.Tests;

/// <summary>Whatever is wrong: one clear error with the place and what to do, nothing half done, no stack trace, no secret.</summary>
public sealed class BrokenInputTests : IDisposable
{
    readonly ModuleSession session = new();

    public void Dispose() => session.Dispose();

    /// <summary>The names of the cases.</summary>
    public static TheoryData<string> Names() => [.. BrokenInput.All.Select(input => input.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_one_clear_error_and_nothing_half_done(string name)
    {
        var input = Prepare(name);
        var before = History();

        var error = session.Run(input.Command).Errors is [var only] ? only : throw new Xunit.Sdk.XunitException("Not one error.");

        Assert.Equal($"{input.Id},Migrations.InvokeMigrationCommand", error.FullyQualifiedErrorId);
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        Assert.All(input.Says, text => Assert.Contains(text, error.ToString(), StringComparison.OrdinalIgnoreCase));
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails?.RecommendedAction), $"No advice: {error}");
        Assert.DoesNotContain('\n', error.ToString());
        // What is wrong in one change set does not undo those before it, and nothing of it stays.
        Assert.Equal(input.Id == ErrorCode.ChangeSetFailed ? ["good"] : before, History());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_shown_holds_no_stack_trace_and_no_secret(string name)
    {
        var input = Prepare(name);

        var text = session.Show("$DebugPreference = 'Continue'; " + input.Command + " -Verbose");

        Assert.Contains("Recommendation: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain(BrokenInput.Secret, text.Replace(input.Command, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong indentation")]
    [InlineData("a table that is not there")]
    [InlineData("a server that cannot be reached")]
    [InlineData("a file that is no database")]
    public async Task Through_the_host_the_exit_code_is_1(string name)
    {
        var input = Prepare(name);

        var ended = await HostProcess.RunAsync(input.Command, session.Folder);

        Assert.Equal(1, ended.ExitCode);
        Assert.All(input.Says, text => Assert.Contains(text, ended.Error, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(BrokenInput.Secret, ended.Error + ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_change_sets_name_them_as_target_and_keep_the_statement_and_the_cause()
    {
        var error = session.Run(Prepare("a table that is not there").Command).Errors.Single();

        Assert.Equal("db/changelog.yaml::after-good::ann", error.TargetObject);
        var failure = Assert.IsType<MigrationException>(error.Exception, exactMatch: false);
        Assert.Equal("insert into nosuchtable values (1)", failure.Statement);
        Assert.NotNull(failure.InnerException);
    }

    [Fact]
    public void A_failed_change_set_has_a_result_too()
    {
        var results = session.Run("$script:r = @(); try { " + Prepare("a table that is not there").Command + " | ForEach-Object { $script:r += $_ } } catch { } $script:r").Of<MigrationResult>();

        Assert.Equal([MigrationState.Applied, MigrationState.Failed], results.Select(result => result.State));
        Assert.Contains("nosuchtable", results[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_read_as_a_person_has_found_them_good()
    {
        var text = new System.Text.StringBuilder();
        foreach (var input in BrokenInput.All)
        {
            using var fresh = new ModuleSession();
            var error = fresh.Run(Prepare(fresh, input).Command).Errors[^1];
            text.Append(CultureInfo.InvariantCulture, $"{input.Name}\n  {input.Id}: {error}\n  {error.ErrorDetails?.RecommendedAction}\n")
                .Replace(fresh.Folder, "FOLDER");
        }
        Accepted.Check("errors", text.ToString());
    }

    BrokenInput Prepare(string name) => Prepare(session, BrokenInput.All.Single(candidate => candidate.Name == name));

    static BrokenInput Prepare(ModuleSession session, BrokenInput input)
    {
        input.Before?.Invoke(session);
        if (input.Yaml is not null)
            session.WriteFile("db/changelog.yaml", input.Yaml);
        foreach (var (path, content) in input.Files)
            session.WriteFile(path, content);
        return input;
    }

    string[] History() => File.Exists(Path.Combine(session.Folder, "app.db")) && session.Run("Get-Migration -Connection 'Data Source=app.db'") is { Errors.Count: 0 } history
        ? [.. history.Of<MigrationInfo>().Select(info => info.Id)]
        : [];
}
