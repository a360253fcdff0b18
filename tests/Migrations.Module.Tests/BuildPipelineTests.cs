using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Migrations.Tests;

/// <summary>The pipelines that documents show do what they say, in a process that looks like the agent's; and the tests of the task for Azure DevOps run.</summary>
public sealed partial class BuildPipelineTests : IDisposable
{
    readonly ModuleSession session = new();

    public BuildPipelineTests()
    {
        Bookstore.Copy("bookstore", Path.Combine(session.Folder, "db"));
        Directory.CreateDirectory(Path.Combine(session.Folder, "migrations"));
    }

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/AzureDevOps/templates/migrations.yml")]
    public async Task On_Azure_DevOps_what_was_planned_is_applied(string document)
    {
        var scripts = PwshStep().Matches(Text(document)).Select(step => step.Groups["script"].Value).ToList();
        Assert.Equal(2, scripts.Count);

        var planned = await RunAsync("TF_BUILD", scripts[0]);
        var applied = await RunAsync("TF_BUILD", scripts[1]);

        var commands = AgentLog.AzureDevOps([planned.Output, applied.Output]);
        Assert.Equal(("true", "12"), (commands.Single(c => c["variable"] == "MigrationsHasChanges").Data, commands.Single(c => c["variable"] == "MigrationsAppliedCount").Data));
        Assert.EndsWith("plan.json", commands.Single(c => c["variable"] == "MigrationsPlanPath").Data, StringComparison.Ordinal);
        Assert.Equal(6, session.Objects().Count);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "run: \\|")]
    [InlineData("GITLAB_CI", @"\$ErrorActionPreference = 'Stop'")]
    public async Task On_other_agents_too(string agent, string before)
    {
        var topic = Text("en-US/about_Migrations_CI.help.txt");
        var scripts = Regex.Matches(topic, $@"^ +{before}\n(?<script>( +\S.*\n)*?)(?=\n| +- uses)", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(script => script.Groups["script"].Value).ToList();
        Assert.Equal(2, scripts.Count);

        foreach (var script in scripts)
            await RunAsync(agent, script);

        Assert.Equal(6, session.Objects().Count);
    }

    [Fact]
    public async Task The_task_passes_its_own_tests()
    {
        Assert.SkipUnless(await TryRunAsync("node", "--version") is not null, "Node is not on this machine.");

        var ended = await TryRunAsync("node", "--test", Path.Combine(BuiltModule.Repository, "tests", "AzureDevOps"));

        Assert.True(ended!.ExitCode == 0, ended.Output);
    }

    [Fact]
    public void The_extension_and_the_module_have_one_version()
    {
        var version = Version().Match(Text("Migrations.psd1")).Groups[1].Value;
        var parts = version.Split('.');

        Assert.Contains($"\"version\": \"{version}\"", Text("src/AzureDevOps/vss-extension.json"), StringComparison.Ordinal);
        Assert.Contains($$"""{ "Major": {{parts[0]}}, "Minor": {{parts[1]}}, "Patch": {{parts[2]}} }""", Text("src/AzureDevOps/task/task.json"), StringComparison.Ordinal);
    }

    async Task<Ended> RunAsync(string agent, string script)
    {
        script = script.Replace("./tools/Migrations", $"'{BuiltModule.Manifest}'", StringComparison.Ordinal).Replace("$(Build.ArtifactStagingDirectory)", session.Folder + "/migrations", StringComparison.Ordinal)
            .Replace("$(Pipeline.Workspace)", session.Folder, StringComparison.Ordinal);
        var ended = await HostProcess.RunAsync($$"""
            $ErrorActionPreference = 'Stop'
            $env:{{agent}} = 'true'; $env:AGENT_TEMPDIRECTORY = $env:RUNNER_TEMP = $env:PIPELINE_WORKSPACE = $env:CI_PROJECT_DIR = '{{session.Folder}}'; $env:BUILD_ARTIFACTSTAGINGDIRECTORY = '{{session.Folder}}/migrations'
            $env:MIGRATIONS_CONNECTION = '{{Bookstore.Connection}}'; $env:MIGRATIONS_CHANGELOG = './db'; $env:MIGRATIONS_FAIL_ON = 'Error'; $env:MIGRATIONS_MODULE = '{{BuiltModule.Manifest}}'
            {{script}}
            """, session.Folder);
        Assert.True(ended.ExitCode == 0, ended.Output + ended.Error);
        return ended;
    }

    static async Task<Ended?> TryRunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            return await ChildProcess.EndAsync(process);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    static string Text(string path) => File.ReadAllText(Path.Combine(BuiltModule.Repository, path)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^(?<indent> *)- pwsh: \|\n(?<script>(\k<indent>    .*\n)+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PwshStep();

    [GeneratedRegex(@"ModuleVersion\s*=\s*'([^']+)'")]
    private static partial Regex Version();
}
