using System.Reflection;
using System.Security;
using System.Text.Json;
using Migrations.Changelog;
using Migrations.Execution;

namespace Migrations.Reports;

/// <summary>A plan as JSON, which Import-MigrationPlan reads: the one that is approved, kept, and run later.</summary>
sealed class JsonPlan : IPlanFormat
{
    public string Name => "Json";

    public IReadOnlyList<string> Extensions => [".json"];

    /// <summary>The version of the module.</summary>
    public static string ModuleVersion { get; } = typeof(JsonPlan).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public void Write(MigrationPlan plan, TextWriter writer)
    {
        if (plan is not { Basis: { } basis, Origin: { } settings })
            throw new MigrationException(ErrorCode.NotSupported, $"{plan} does not say what it rests on, so it cannot be kept", "Export the plan as Test-MigrationPlan or Import-MigrationPlan gives it, not a copy of it.");
        RefuseCustomChanges(plan, settings);
        var ofSteps = plan.Steps.SelectMany(s => s.Findings).ToHashSet();
        var document = JsonSerializer.SerializeToNode(new PlanDocument
        {
            Format = PlanDocument.FormatName,
            Version = PlanDocument.CurrentVersion,
            Digest = "",
            Module = plan.ModuleVersion,
            PlanId = plan.PlanId,
            CreatedAt = plan.CreatedAt,
            IsUndo = plan.IsUndo,
            AppliedCount = plan.AppliedCount,
            FailOn = plan.FailOn,
            RunId = plan.RunId,
            DeploymentId = plan.DeploymentId,
            Target = plan.Target,
            Settings = Request(settings),
            Basis = basis,
            Steps = plan.Steps,
            Findings = [.. plan.Findings.Where(f => !ofSteps.Contains(f))],
        }, PlanJson.Options)!.AsObject();
        document["digest"] = PlanJson.DigestOf(document);
        writer.WriteLine(document.ToJsonString(PlanJson.Options).ReplaceLineEndings(writer.NewLine));
    }

    /// <summary>A script block is code of this session.</summary>
    static void RefuseCustomChanges(MigrationPlan plan, RunSettings settings)
    {
        var custom = plan.Steps.Where(s => s.WillRun).FirstOrDefault(s => s.Planned is { } set && set.Statements.Any(statement => statement.Action is Sql.CustomAction));
        if (custom is not null && settings.CustomChanges.Count > 0)
        {
            throw new MigrationException(ErrorCode.NotSupported, $"change set {custom} has a custom change, and a file cannot hold the script block that does it",
                "Pipe the plan to Invoke-Migration in this session, or export a plan of what comes before that change set.") { ChangeSet = custom.ToString() };
        }
    }

    static PlanRequest Request(RunSettings settings) => new()
    {
        Changelog = settings.ChangelogPath is { } changelog ? Portable(changelog, settings.Location) : null,
        SearchPath = [.. settings.SearchPath.Select(root => Portable(root, settings.Location))],
        Contexts = [.. settings.Contexts],
        Labels = settings.LabelFilter,
        Strict = settings.Strict,
        Selection = settings.Selection,
        MarkOnly = settings.MarkOnly,
        AllowCommand = settings.AllowCommand,
        Properties = [.. settings.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value is SecureString ? new PlanProperty(p.Key, null, true) : new(p.Key, JavaText.Of(p.Value), false))],
        HistoryNames = settings.HistoryNames,
    };

    /// <summary>A path as another checkout has it, too: relative where it lies below the caller's location.</summary>
    static string Portable(string path, string location)
    {
        var relative = Path.GetRelativePath(location, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative.Replace('\\', '/');
    }
}
