using System.Text.Json.Nodes;
using Migrations.Reports;

namespace Migrations.Tests;

/// <summary>Plans in files: written, read, run; and files that are no such plan.</summary>
public sealed class PlanFileTests : IDisposable
{
    const string Db = $"-Connection '{Bookstore.Connection}'";
    const string Export = $"Test-MigrationPlan ./bookstore {Db} | Export-MigrationPlan";

    readonly ModuleSession session = new();

    public PlanFileTests() => session.CopyBookstore();

    public void Dispose() => session.Dispose();

    [Fact]
    public void A_plan_from_a_file_leaves_what_a_direct_run_leaves()
    {
        session.Run($"{Export} plan.json");
        const string rows = "SELECT ID, AUTHOR, FILENAME, ORDEREXECUTED, EXECTYPE, MD5SUM, DESCRIPTION, COMMENTS, TAG, LIQUIBASE, CONTEXTS, LABELS FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED";
        const string schema = "SELECT sql FROM sqlite_schema ORDER BY name";

        var results = session.Run($"Import-MigrationPlan plan.json | Invoke-Migration {Db}").Of<MigrationResult>();
        session.Run("Invoke-Migration ./bookstore -Connection 'Data Source=direct.db'");

        Assert.Equal(12, results.Count);
        Assert.Equal(session.Query(rows, "direct.db"), session.Query(rows));
        Assert.Equal(session.Query(schema, "direct.db"), session.Query(schema));
        Assert.Equal([(string)Json("plan.json")["deploymentId"]!], session.Query("SELECT DISTINCT DEPLOYMENT_ID FROM DATABASECHANGELOG"));
    }

    [Fact]
    public void It_is_shown_as_the_plan_that_was_exported()
    {
        var plan = Bookstore.Stable(session.Show($"$plan = Test-MigrationPlan ./bookstore {Db}; $plan"), session.Folder);
        session.Run("$plan | Export-MigrationPlan plan.json");

        Assert.Equal(plan, Bookstore.Stable(session.Show("$saved = Import-MigrationPlan plan.json; $saved"), session.Folder));
        foreach (var part in new[] { "Steps", "Steps.Statements", "Findings" })
            Assert.Equal(session.Show($"$plan.{part}"), session.Show($"$saved.{part}"));
        Assert.Equal(session.Run("$plan | Invoke-Migration -WhatIf -Verbose").Verbose, session.Run($"$saved | Invoke-Migration {Db} -WhatIf -Verbose").Verbose);
        Assert.Equal(session.Show("$plan | Invoke-Migration -WhatIf"), session.Show($"$saved | Invoke-Migration {Db} -WhatIf"));
    }

    [Fact]
    public void Every_report_of_it_is_that_of_the_plan_that_was_exported()
    {
        // A script needs more than what is shown.
        var formats = PlanFormats.All.Where(f => f.Name != "Sql").ToList();
        var (plan, again) = (string.Join(',', formats.Select(f => "plan" + f.Extensions[0])), string.Join(',', formats.Select(f => "again" + f.Extensions[0])));

        Assert.Empty(session.Run($"{Export} plan.json, {plan}; Import-MigrationPlan plan.json | Export-MigrationPlan {again}").Errors);

        Assert.All(formats, format => Assert.Equal(Text("plan" + format.Extensions[0]), Text("again" + format.Extensions[0])));
    }

    [Fact]
    public void It_runs_in_another_checkout_below_the_location_there()
    {
        session.Run($"{Export} plan.json");
        var database = Path.Combine(session.Folder, "bookstore.db");
        Directory.CreateDirectory(Path.Combine(session.Folder, "elsewhere"));
        Bookstore.Copy("bookstore", Path.Combine(session.Folder, "elsewhere", "bookstore"));
        Directory.Delete(Path.Combine(session.Folder, "bookstore"), recursive: true);

        Assert.Equal(12, session.Run($"$ExecutionContext.SessionState.Path.SetLocation('elsewhere') > $null; Import-MigrationPlan ../plan.json | Invoke-Migration -Connection 'Data Source={database}'").Of<MigrationResult>().Count);
        Assert.Equal(["bookstore/changes/01-catalogue.yaml"], session.Query("SELECT FILENAME FROM DATABASECHANGELOG WHERE ORDEREXECUTED = 1"));
    }

    [Fact]
    public void A_checkout_elsewhere_is_named_when_the_plan_is_read()
    {
        session.Run($"{Export} plan.json");
        Directory.CreateDirectory(Path.Combine(session.Folder, "src"));
        Directory.Move(Path.Combine(session.Folder, "bookstore"), Path.Combine(session.Folder, "src", "bookstore"));

        session.Run($"Import-MigrationPlan plan.json | Invoke-Migration {Db}").Error("FileNotFound,Migrations.InvokeMigrationCommand");
        Assert.Equal(12, session.Run($"Import-MigrationPlan plan.json -Changelog src/bookstore -SearchPath src | Invoke-Migration {Db}").Of<MigrationResult>().Count);
    }

    [Fact]
    public void It_can_be_written_as_a_script_like_the_plan_itself()
    {
        session.Run($"$plan = Test-MigrationPlan ./bookstore {Db}; $plan | Export-MigrationPlan plan.json, plan.sql; $plan | Invoke-Migration -ScriptPath direct.sql");
        session.Run($"Import-MigrationPlan plan.json | Invoke-Migration {Db} -ScriptPath saved.sql");

        Assert.Equal(Text("direct.sql"), Text("plan.sql"));
        var plan = (string)Json("plan.json")["planId"]!;
        var renewed = Text("saved.sql").Split('\n')[0].Split(' ')[3].TrimEnd(':');
        Assert.Equal(Text("direct.sql"), Text("saved.sql").Replace(renewed, plan, StringComparison.Ordinal));

        session.Run("Import-MigrationPlan plan.json | Export-MigrationPlan again.sql").Error("NotSupported,Migrations.ExportMigrationPlanCommand");
    }

    [Fact]
    public void Files_are_replaced_as_other_commands_of_PowerShell_replace_them()
    {
        var files = session.Run($"$plan = Test-MigrationPlan ./bookstore {Db}; $plan | Export-MigrationPlan a.json, b.sql -PassThru").Output;
        Assert.Equal(["a.json", "b.sql"], files.Select(f => ((FileInfo)f.BaseObject).Name));

        session.Run("$plan | Export-MigrationPlan c.sql, a.json -NoClobber").Error("FileExists,Migrations.ExportMigrationPlanCommand");
        Assert.False(File.Exists(Path.Combine(session.Folder, "c.sql")));
        Assert.Empty(session.Run("$plan | Export-MigrationPlan a.json").Output);
        File.SetAttributes(Path.Combine(session.Folder, "a.json"), FileAttributes.ReadOnly);
        session.Run("$plan | Export-MigrationPlan a.json").Error("FileExists,Migrations.ExportMigrationPlanCommand");
        session.Run("$plan | Export-MigrationPlan a.json -Force -WhatIf");
        Assert.True(File.GetAttributes(Path.Combine(session.Folder, "a.json")).HasFlag(FileAttributes.ReadOnly));
        Assert.Empty(session.Run("$plan | Export-MigrationPlan a.json -Force").Errors);
        Assert.Contains("$plan", "$plan" + Text("a.json"), StringComparison.Ordinal);
        session.Run("$plan, $plan | Export-MigrationPlan d.json").Error("InvalidValue,Migrations.ExportMigrationPlanCommand");
    }

    [Fact]
    public void The_format_follows_the_name_or_Format()
    {
        session.Run($"{Export} plan.txt -Format json");
        Assert.Equal("migrations-plan", (string)Json("plan.txt")["format"]!);

        var error = session.Run($"{Export} plan.txt").Error("InvalidValue,Migrations.ExportMigrationPlanCommand");
        Assert.Contains(".json", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        session.Run($"{Export} plan.json -Format jsn").Error("InvalidValue,Migrations.ExportMigrationPlanCommand");
        Assert.Equal(PlanFormats.Names.Order(), session.Run("[System.Management.Automation.CommandCompletion]::CompleteInput('Export-MigrationPlan -Format ', 29, $null).CompletionMatches.CompletionText").Of<string>().Order());
    }

    [Theory]
    [InlineData("", "it is no JSON", 1)]
    [InlineData("{\n  \"format\": \"migrations-plan\",\n  oops\n}", "it is no JSON", 3)]
    [InlineData("[]", "is no plan of this product", 0)]
    [InlineData("{\"databaseChangeLog\": []}", "is no plan of this product", 0)]
    [InlineData("{\"format\": \"migrations-plan\", \"version\": 2, \"module\": \"9.1.0\"}", "has version 2 of the format", 0)]
    public void What_is_no_plan_is_refused_with_file_and_line(string text, string expected, int line)
    {
        session.WriteFile("plan.json", text);

        var error = session.Run("Import-MigrationPlan plan.json").Error("InvalidPlanFile,Migrations.ImportMigrationPlanCommand");

        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(line == 0 ? "plan.json: " : FormattableString.Invariant($"plan.json:{line}:"), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_was_edited_is_refused_as_such_and_one_that_was_laid_out_anew_is_not()
    {
        session.Run($"{Export} plan.json");
        var text = Text("plan.json");
        session.WriteFile("edited.json", text.Replace("VARCHAR(320)", "VARCHAR(32)", StringComparison.Ordinal));
        session.WriteFile("anew.json", JsonNode.Parse(text)!.ToJsonString());

        var error = session.Run("Import-MigrationPlan edited.json").Error("PlanFileEdited,Migrations.ImportMigrationPlanCommand");
        Assert.Contains("edited.json", error.ToString(), StringComparison.Ordinal);
        Assert.Single(session.Run("Import-MigrationPlan anew.json").Of<MigrationPlan>());
    }

    [Fact]
    public void A_part_that_is_not_what_it_has_to_be_is_named()
    {
        session.Run($"{Export} plan.json");
        var plan = Json("plan.json");
        plan["steps"]![0]!["order"] = "first";
        plan["digest"] = PlanJson.DigestOf(plan);
        session.WriteFile("broken.json", plan.ToJsonString(PlanJson.Options));

        var error = session.Run("Import-MigrationPlan broken.json").Error("InvalidPlanFile,Migrations.ImportMigrationPlanCommand");
        Assert.Contains("$.steps[0].order", error.ToString(), StringComparison.Ordinal);
        Assert.Matches("^broken.json:[0-9]+:[0-9]+: ", error.ToString());
    }

    [Fact]
    public void A_plan_without_a_database_is_read_and_cannot_be_run()
    {
        var plan = Assert.Single(session.Run("Test-MigrationPlan ./bookstore -Provider postgresql | Export-MigrationPlan plan.json; Import-MigrationPlan plan.json").Of<MigrationPlan>());
        Assert.Equal(12, plan.PendingCount);

        session.Run($"Import-MigrationPlan plan.json | Invoke-Migration {Db}").Error("InvalidConnection,Migrations.InvokeMigrationCommand");
    }

    [Fact]
    public void Files_come_down_the_pipeline()
    {
        session.Run($"{Export} a.json, b.json");

        Assert.Equal(["a.json", "b.json"], session.Run("$ExecutionContext.InvokeProvider.Item.Get(@('a.json', 'b.json'), $true, $true) | Import-MigrationPlan").Of<MigrationPlan>().Select(p => Path.GetFileName(p.PlanFile!)));
    }

    string Text(string file) => File.ReadAllText(Path.Combine(session.Folder, file));

    JsonObject Json(string file) => JsonNode.Parse(Text(file))!.AsObject();
}
