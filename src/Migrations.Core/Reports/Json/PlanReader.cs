using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;
using Migrations.Changelog;
using Migrations.Execution;

namespace Migrations.Reports;

/// <summary>Reads a plan from a file that <see cref="JsonPlan"/> wrote.</summary>
/// <param name="path">The full path of the file.</param>
/// <param name="displayPath">The file as messages name it.</param>
public sealed class PlanReader(string path, string displayPath)
{
    /// <summary>Where the caller stands now: the plan's relative paths start here.</summary>
    public required string Location { get; init; }

    /// <summary>The changelog, a full path, where it is not the one that the plan names.</summary>
    public string? Changelog { get; init; }

    /// <summary>The search path, full paths, where it is not the one that the plan names.</summary>
    public IReadOnlyList<string>? SearchPath { get; init; }

    /// <summary>Reads the plan.</summary>
    /// <exception cref="MigrationException">
    /// There is no such file, it is no plan or of a later version (<see cref="ErrorCode.InvalidPlanFile"/>), or it has been edited (<see cref="ErrorCode.PlanFileEdited"/>).
    /// </exception>
    public MigrationPlan Read()
    {
        var text = ReadText();
        var root = Parse(text);
        RequireVersion(root);
        if ((root["digest"] as JsonValue)?.ToString() != PlanJson.DigestOf(root))
        {
            throw new MigrationException(ErrorCode.PlanFileEdited, $"the plan in {displayPath} was edited after it was written: it does not have the sum that it says",
                "Take the file as it was approved; to run something else, plan again and have that approved.", SourceSpan.WholeFile(displayPath));
        }
        return ToPlan(Deserialize(text, root["module"]?.ToString()));
    }

    string ReadText()
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCode.FileNotFound, File.Exists(path) ? $"{displayPath} cannot be read: {e.Message}" : $"there is no file {displayPath}", "Check the path and your rights to the file.", innerException: e);
        }
    }

    JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw Foreign();
        }
        catch (JsonException e)
        {
            throw Broken(e, "it is no JSON");
        }
    }

    void RequireVersion(JsonObject root)
    {
        if ((root["format"] as JsonValue)?.ToString() != PlanDocument.FormatName || root["version"] is not JsonValue version || !version.TryGetValue(out int number))
            throw Foreign();
        if (number > PlanDocument.CurrentVersion)
        {
            throw new MigrationException(ErrorCode.InvalidPlanFile, FormattableString.Invariant($"the plan in {displayPath} has version {number} of the format, and this module understands up to {PlanDocument.CurrentVersion}: it was made by Migrations {root["module"]}"),
                "Update the Migrations module on this machine.", SourceSpan.WholeFile(displayPath));
        }
    }

    PlanDocument Deserialize(string text, string? module)
    {
        try
        {
            return JsonSerializer.Deserialize<PlanDocument>(text, PlanJson.Options)!;
        }
        catch (JsonException e)
        {
            var where = e.Path is { } at ? $"what stands at {at} is not what it has to be" : "something is missing in it";
            throw Broken(e, module == JsonPlan.ModuleVersion ? where : $"it was made by Migrations {module}, and this is {JsonPlan.ModuleVersion}: {where}");
        }
    }

    MigrationException Foreign() => new(ErrorCode.InvalidPlanFile, $"{displayPath} is no plan of this product", "Give a file that Export-MigrationPlan has written as JSON.", SourceSpan.WholeFile(displayPath));

    MigrationException Broken(JsonException e, string why) => new(ErrorCode.InvalidPlanFile, $"the plan cannot be read: {why}", "Take the file as Export-MigrationPlan wrote it.",
        e.LineNumber is { } line ? new SourceSpan(displayPath, (int)line + 1, (int)(e.BytePositionInLine ?? 0) + 1) : SourceSpan.WholeFile(displayPath), e);

    MigrationPlan ToPlan(PlanDocument document)
    {
        var settings = SettingsOf(document.Settings);
        var origin = new PlanOrigin(settings, document.Target, document.RunId, document.DeploymentId);
        var steps = document.Steps.Select(step => step with
        {
            Target = document.Target,
            RunId = document.RunId,
            DeploymentId = document.DeploymentId,
            Findings = [.. step.Findings.Select(f => f.Of(origin))],
            Origin = settings,
        }).ToList();
        return new(document.Target, steps, [.. document.Findings.Select(f => f.Of(origin)), .. steps.SelectMany(s => s.Findings)], document.AppliedCount)
        {
            PlanId = document.PlanId,
            CreatedAt = document.CreatedAt.ToLocalTime(),
            RunId = document.RunId,
            DeploymentId = document.DeploymentId,
            ModuleVersion = document.Module,
            Changelog = settings.ChangelogPath,
            IsUndo = document.IsUndo,
            FailOn = document.FailOn,
            PlanFile = path,
            Basis = document.Basis,
            Origin = settings,
        };
    }

    RunSettings SettingsOf(PlanRequest request) => new()
    {
        ChangelogPath = Changelog ?? (request.Changelog is { } changelog ? Path.GetFullPath(changelog, Location) : null),
        SearchPath = SearchPath ?? [.. request.SearchPath.Select(root => Path.GetFullPath(root, Location))],
        Location = Location,
        Contexts = request.Contexts,
        LabelFilter = request.Labels,
        Strict = request.Strict,
        Selection = request.Selection,
        MarkOnly = request.MarkOnly,
        AllowCommand = request.AllowCommand,
        // A secret is a name without a value until somebody gives it again.
        Properties = request.Properties.ToDictionary(p => p.Name, p => p.Secret ? new SecureString() : (object)p.Value!, StringComparer.OrdinalIgnoreCase),
        HistoryNames = request.HistoryNames,
    };
}
