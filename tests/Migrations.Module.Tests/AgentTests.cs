using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Migrations.Ci;

namespace Migrations.Tests;

/// <summary>
/// What commands tell build agents arrives whole, and nothing else in their output is taken for a command, whatever changelogs and servers say.
/// </summary>
public sealed class AgentTests : IDisposable
{
    /// <summary>Text that an agent must read as text. The second command hides behind characters that are not seen.</summary>
    const string Hostile = "100% %3B %0A ;a=b] ##vso[task.setvariable variable=x]1 #\u00AD#v\u200Bso[task.complete result=Failed]2 ##[error]3 ##[add-mask]4 \u00FC\u4E16";

    const string Db = "-Connection 'Data Source=app.db'";

    readonly ModuleSession session = new();

    public AgentTests()
    {
        session.WriteFile("db/changelog.yaml", Changelog("SELECT 1"));
        session.WriteFile("broken/changelog.yaml", Changelog($"SELECT * FROM \"no {Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
    }

    public void Dispose() => session.Dispose();

    [Fact]
    public void Azure_DevOps_is_told_of_a_plan()
    {
        var streams = session.Run($"Test-MigrationPlan ./db {Db} -CIFormat AzureDevOps -PublishTestResult -Verbose -Debug");

        var plan = Assert.Single(streams.Of<MigrationPlan>());
        var commands = AgentLog.AzureDevOps(Texts(streams));
        Assert.Equal(["task.logissue", "task.complete", "task.setvariable", "task.setvariable", "task.uploadsummary", "results.publish"], commands.Select(c => c.Name));
        var finding = Assert.Single(plan.Findings, f => f.Severity == FindingSeverity.Warning);
        Assert.Equal(Whole(finding), commands[0].Data);
        Assert.Equal(("warning", Path.Combine(session.Folder, "db", "changelog.yaml"), $"{finding.Line}", $"{finding.Column}", finding.Code),
            (commands[0]["type"], commands[0]["sourcepath"], commands[0]["linenumber"], commands[0]["columnnumber"], commands[0]["code"]));
        Assert.Equal("SucceededWithIssues", commands[1]["result"]);
        Assert.Equal([("MigrationsHasChanges", "true", "true"), ("MigrationsBlocked", "false", "true")], commands.Skip(2).Take(2).Select(c => (c["variable"], c.Data, c["isOutput"])));
        Assert.True(Path.IsPathFullyQualified(commands[4].Data));
        Assert.Contains("**3 to apply**", File.ReadAllText(commands[4].Data), StringComparison.Ordinal);
        Assert.Equal("NUnit", commands[5]["type"]);
        Assert.Equal("3", XDocument.Load(commands[5]["resultFiles"]).Root!.Attribute("passed")!.Value);
        OnlyTagged(streams, commands.Count, formats: 0);
    }

    [Fact]
    public void Azure_DevOps_is_told_of_a_run()
    {
        var streams = session.Run($"Invoke-Migration ./db {Db} -CIFormat AzureDevOps -Verbose -Debug");

        var results = streams.Of<MigrationResult>();
        Assert.All(results, result => Assert.Contains(Hostile, result.Id, StringComparison.Ordinal));
        var commands = AgentLog.AzureDevOps(Texts(streams));
        Assert.Equal(["task.logissue", "task.complete", "task.setprogress", "task.setprogress", "task.setprogress", "task.setvariable", "task.uploadsummary"], commands.Select(c => c.Name));
        Assert.Equal(["0", "33", "66"], commands.Where(c => c.Name == "task.setprogress").Select(c => c["value"]));
        Assert.Equal(results.Select(r => $"{r.File}::{r.Id}::{r.Author}"), commands.Where(c => c.Name == "task.setprogress").Select(c => c.Data));
        Assert.Equal(("MigrationsAppliedCount", "3"), (commands[5]["variable"], commands[5].Data));
        Assert.Contains("**3 applied**", File.ReadAllText(commands[6].Data), StringComparison.Ordinal);
        var formats = AgentLog.AzureDevOpsFormats(Texts(streams));
        Assert.Equal(["##[group]db/changelog.yaml::first", "##[endgroup]", "##[group]db/changelog.yaml::second", "##[endgroup]", "##[group]db/changelog.yaml::third", "##[endgroup]"], formats.Select(line => line.Split(' ')[0]));
        OnlyTagged(streams, commands.Count, formats.Count);
    }

    [Fact]
    public void Azure_DevOps_is_told_why_a_run_failed_and_where()
    {
        var streams = session.Run($"Invoke-Migration ./broken {Db} -CIFormat AzureDevOps -PublishTestResult -Verbose");

        var error = streams.Error("ChangeSetFailed,Migrations.InvokeMigrationCommand");
        var commands = AgentLog.AzureDevOps(Texts(streams));
        var issue = Assert.Single(commands, c => c["type"] == "error");
        Assert.Equal(("ChangeSetFailed", Path.Combine(session.Folder, "broken", "changelog.yaml"), "49"), (issue["code"], issue["sourcepath"], issue["linenumber"]));
        Assert.Contains("no such table: no " + Hostile, issue.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["SucceededWithIssues", "Failed"], commands.Where(c => c.Name == "task.complete").Select(c => c["result"]));
        Assert.Equal("2", Assert.Single(commands, c => c["variable"] == "MigrationsAppliedCount").Data);
        var tests = XDocument.Load(Assert.Single(commands, c => c.Name == "results.publish")["resultFiles"]);
        Assert.Contains("no such table", Assert.Single(tests.Descendants("test-case"), c => c.Attribute("result")!.Value == "Failed").Value, StringComparison.Ordinal);
        OnlyTagged(streams, commands.Count, AgentLog.AzureDevOpsFormats(Texts(streams)).Count);
    }

    [Fact]
    public void A_plan_that_may_not_run_fails_the_step()
    {
        var streams = session.Run($"Test-MigrationPlan ./db {Db} -CIFormat AzureDevOps -FailOn Warning");

        Assert.Single(streams.Output);
        streams.Error("PlanRejected,Migrations.TestMigrationPlanCommand");
        var commands = AgentLog.AzureDevOps(Texts(streams));
        Assert.Equal("true", Assert.Single(commands, c => c["variable"] == "MigrationsBlocked").Data);
        Assert.Equal("Failed", commands[^1]["result"]);
    }

    [Fact]
    public void An_undo_is_told_of_too()
    {
        session.Run($"Invoke-Migration ./db {Db}");

        var streams = session.Run($"Undo-Migration ./db {Db} -Count 3 -CIFormat AzureDevOps -AllowDataLoss -Confirm:$false");

        Assert.Equal(3, streams.Of<MigrationResult>().Count);
        var commands = AgentLog.AzureDevOps(Texts(streams));
        Assert.Equal("3", Assert.Single(commands, c => c["variable"] == "MigrationsAppliedCount").Data);
        Assert.Equal(3, commands.Count(c => c.Name == "task.setprogress"));
    }

    [Fact]
    public async Task On_an_agent_nothing_that_is_shown_is_taken_for_a_command()
    {
        // Views, errors, -WhatIf: all that a host shows, in a process of its own, as the environment is the process's.
        var ended = await HostProcess.RunAsync($$"""
            $env:TF_BUILD = 'True'; $env:AGENT_TEMPDIRECTORY = '{{session.Folder}}'
            $plan = Test-MigrationPlan ./db {{Db}}; $plan; $plan.Steps; $plan.Findings; $plan.Steps.Statements; $plan.Target
            Invoke-Migration ./db {{Db}} -WhatIf -Verbose
            Invoke-Migration ./db {{Db}} -Verbose -CIFormat None
            Get-Migration ./db {{Db}}
            Undo-Migration ./db {{Db}} -Count 3 -AllowDataLoss -Confirm:$false -Verbose
            Invoke-Migration ./broken {{Db}} -Verbose
            """, session.Folder);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("no such table", ended.Error, StringComparison.Ordinal);
        Assert.Contains("# #vso[task.setvariable", ended.Output, StringComparison.Ordinal);
        var commands = AgentLog.AzureDevOps([ended.Output, ended.Error]);
        string[] ours = ["task.logissue", "task.complete", "task.setprogress", "task.setvariable", "task.uploadsummary"];
        Assert.All(commands, command => Assert.Contains(command.Name, ours));
        Assert.DoesNotContain(commands, command => command["variable"] == "x");
        Assert.Equal(4, commands.Count(c => c.Name == "task.setvariable"));
        Assert.All(AgentLog.AzureDevOpsFormats([ended.Output, ended.Error]), line => Assert.Matches(@"^##\[(group\]|endgroup\]$)", line));
    }

    [Fact]
    public void GitHub_is_told_in_its_own_way()
    {
        var output = session.WriteFile("output.txt", "");
        var summary = session.WriteFile("summary.md", "");
        session.WriteFile("db/changelog.yaml", Changelog("SELECT 1 /* a\n::error::5\n  ::set-output name=a::6 */"));
        var streams = session.Run($$"""
            $env:GITHUB_OUTPUT = '{{output}}'; $env:GITHUB_STEP_SUMMARY = '{{summary}}'
            try { Test-MigrationPlan ./db {{Db}} -CIFormat GitHubActions -PublishTestResult; Invoke-Migration ./db {{Db}} -CIFormat GitHubActions -Verbose } finally { $env:GITHUB_OUTPUT = $env:GITHUB_STEP_SUMMARY = $null }
            """);

        Assert.Empty(streams.Errors);
        var commands = AgentLog.GitHub(Texts(streams));
        string[] group = ["group", "endgroup"];
        Assert.Equal(["warning", "warning", .. group, .. group, .. group], commands.Select(c => c.Name).Where(name => name != "notice"));
        var plan = Assert.IsType<MigrationPlan>(streams.Output[0].BaseObject);
        var finding = Assert.Single(plan.Findings, f => f.Severity == FindingSeverity.Warning);
        var warning = commands.First(c => c.Name == "warning");
        Assert.Equal((Path.Combine(session.Folder, "db", "changelog.yaml"), $"{finding.Line}", finding.Code, Whole(finding)), (warning["file"], warning["line"], warning["title"], warning.Data));
        var outputs = File.ReadAllLines(output);
        Assert.Equal(["MigrationsHasChanges", "MigrationsBlocked", "MigrationsTestResultPath", "MigrationsAppliedCount"], outputs.Where(l => l.Contains("<<", StringComparison.Ordinal)).Select(l => l.Split("<<")[0]));
        Assert.Equal("true", outputs[1]);
        Assert.Equal(outputs[0].Split("<<")[1], outputs[2]);
        Assert.Contains("**3 to apply**", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.Contains("**3 applied**", File.ReadAllText(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_gets_sections_and_reports()
    {
        var streams = session.Run($$"""
            $env:CI_PROJECT_DIR = '{{session.Folder}}'
            try { Test-MigrationPlan ./db {{Db}} -CIFormat GitLab -PublishTestResult; Invoke-Migration ./db {{Db}} -CIFormat GitLab } finally { $env:CI_PROJECT_DIR = $null }
            """);

        Assert.Empty(streams.Errors);
        var lines = streams.Information.Select(i => i.MessageData.ToString()!).ToList();
        Assert.Equal(3, lines.Count(l => l.StartsWith("\u001b[0Ksection_start:", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(l => l.StartsWith("\u001b[0Ksection_end:", StringComparison.Ordinal)));
        Assert.Contains("db/changelog.yaml", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(session.Folder, "gl-code-quality-report.json")))![0]!["location"]!["path"], StringComparison.Ordinal);
        Assert.Equal(["MigrationsHasChanges=true", "MigrationsBlocked=false", "MigrationsAppliedCount=3"], File.ReadAllLines(Path.Combine(session.Folder, "migrations.env")));
        Assert.Equal("3", XDocument.Load(Path.Combine(session.Folder, "TEST-Migrations.junit.xml")).Descendants("testsuite").Single().Attribute("tests")!.Value);
    }

    [Theory]
    [InlineData("TF_BUILD", "True", CIFormat.AzureDevOps)]
    [InlineData("GITHUB_ACTIONS", "true", CIFormat.GitHubActions)]
    [InlineData("GITLAB_CI", "true", CIFormat.GitLab)]
    [InlineData("TF_BUILD", "", CIFormat.None)]
    [InlineData("CI", "true", CIFormat.None)]
    public void An_agent_is_known_by_its_environment(string name, string value, CIFormat format)
    {
        Assert.Equal(format, CiReporters.Detect(variable => variable == name ? value : null));
    }

    [Fact]
    public void Without_an_agent_nothing_is_told_and_nothing_changed()
    {
        var streams = session.Run($"Test-MigrationPlan ./db {Db} -Verbose; Invoke-Migration ./db {Db} -Verbose");

        Assert.DoesNotContain(streams.Information, i => i.Tags.Contains("Migrations.CI"));
        Assert.Contains(streams.Verbose, text => text.Contains(Hostile, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\u001b[31mred\u001b[0m \u001b]0;title\u0007x", "red x")]
    [InlineData("a\r\nb\u2028c", "a b c")]
    public void Titles_have_no_colours_and_no_lines(string text, string title) => Assert.Equal(title, ForeignText.OneLine(text));

    [Theory]
    [InlineData("a.yaml::create-author::ann", "a.yaml::create-author::ann")]
    [InlineData("select 1 -- ::error::x", "select 1 -- : :error::x")]
    [InlineData("::anything::x\n \t::y::", ": :anything::x\n \t: :y::")]
    [InlineData("\u200B:\u00AD:set-output name=a::b", "\u200B: :set-output name=a::b")]
    [InlineData("##[add-mask]x", "# #[add-mask]x")]
    public void GitHub_finds_no_command_in_text_not_even_where_a_screen_folds_it(string text, string shown) =>
        Assert.Equal(shown, new GitHubActionsReporter(_ => { }, _ => null).Neutralize(text));

    /// <summary>Three change sets whose every text is hostile, the last with this SQL.</summary>
    static string Changelog(string sql) => new JsonObject
    {
        ["databaseChangeLog"] = new JsonArray(
            Set("first " + Hostile, new JsonObject { ["createTable"] = new JsonObject { ["tableName"] = "person", ["columns"] = new JsonArray(new JsonObject { ["column"] = new JsonObject { ["name"] = "id", ["type"] = "int" } }) } }),
            Set("second " + Hostile, new JsonObject { ["dropTable"] = new JsonObject { ["tableName"] = "person", ["unknown"] = Hostile } }),
            Set("third " + Hostile, new JsonObject { ["sql"] = new JsonObject { ["sql"] = $"{sql} /* {Hostile} */" } })),
    }.ToJsonString(new() { WriteIndented = true });

    static string Whole(MigrationFinding finding) => finding.Advice is null ? finding.Message : $"{finding.Message}\n{finding.Advice}";

    static JsonObject Set(string id, JsonObject change) => new() { ["changeSet"] = new JsonObject { ["id"] = id, ["author"] = "ann", ["comment"] = Hostile, ["changes"] = new JsonArray(change), ["rollback"] = "" } };

    /// <summary>Everything that is shown of streams, one text for each time that something is.</summary>
    static List<string> Texts(Streams streams) =>
    [
        .. streams.Information.Select(i => i.MessageData.ToString()!), .. streams.Warnings, .. streams.Verbose, .. streams.Debug,
        .. streams.Errors.SelectMany(e => new[] { e.ToString(), e.Exception.Message, e.ErrorDetails?.RecommendedAction, e.TargetObject?.ToString(), e.CategoryInfo.ToString() }).OfType<string>(),
        .. streams.Progress.SelectMany(p => new[] { p.Activity, p.StatusDescription, p.CurrentOperation }).OfType<string>(),
    ];

    /// <summary>What is for the agent is marked as such, and all that it understands is marked.</summary>
    static void OnlyTagged(Streams streams, int commands, int formats)
    {
        var tagged = streams.Information.Where(i => i.Tags.Contains("Migrations.CI")).ToList();
        Assert.Equal(commands + formats, tagged.Count);
        Assert.All(tagged, record => Assert.IsType<HostInformationMessage>(record.MessageData));
        Assert.All(tagged, record => Assert.Contains("PSHOST", record.Tags));
    }
}
