using System.Management.Automation;
using Migrations.Reports;

namespace Migrations;

/// <summary>Reads a plan that Export-MigrationPlan has written as JSON.</summary>
[Cmdlet(VerbsData.Import, "MigrationPlan")]
[OutputType(typeof(MigrationPlan))]
public sealed class ImportMigrationPlanCommand : MigrationCmdlet
{
    /// <summary>The files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The changelog, where it is not found as the plan names it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Changelog { get; set; }

    /// <summary>The search path, where it is not found as the plan names it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? SearchPath { get; set; }

    private protected override Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Path)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var full = FullPath(path);
            var relative = System.IO.Path.GetRelativePath(Location, full);
            var reader = new PlanReader(full, relative.StartsWith("..", StringComparison.Ordinal) ? full : relative)
            {
                Location = Location,
                Changelog = Changelog is null ? null : FullPath(Changelog),
                SearchPath = SearchPath is null ? null : [.. SearchPath.Select(FullPath)],
            };
            Output.WriteObject(reader.Read());
        }
        return Task.CompletedTask;
    }
}
