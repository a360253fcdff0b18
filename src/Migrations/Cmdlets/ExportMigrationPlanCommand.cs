using System.Management.Automation;
using Migrations.Ci;
using Migrations.Reports;

namespace Migrations;

/// <summary>Writes a plan to files: to be looked at, to be approved, and to be run later.</summary>
[Cmdlet(VerbsData.Export, "MigrationPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportMigrationPlanCommand : MigrationCmdlet
{
    MigrationPlan? written;

    /// <summary>The files; the end of each name says in which format it is written.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public MigrationPlan? InputObject { get; set; }

    /// <summary>The format, where the names of the files do not tell.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PlanFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Format { get; set; }

    /// <summary>Leaves files alone that are there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces files that are read-only, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var plan = InputObject!;
        if (written is not null)
            throw new MigrationException(ErrorCode.InvalidValue, $"the files have {written} already, and there is another plan on the pipeline", "Export one plan at a time, each to files of its own.");
        var files = Path.Select(path => (Path: FullPath(path), Format: Format is null ? PlanFormats.OfFile(path) : PlanFormats.Named(Format))).ToList();
        files.ForEach(file => RequireReplaceable(file.Path));
        foreach (var (path, format) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await Output.ShouldProcessAsync(path, $"write {plan} as {format.Name}"))
                continue;
            if (File.Exists(path))
                File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
            WholeFile.Write(path, writer => format.Write(plan, writer));
            if (format.Name == "Json")
                CiReporters.Create(CIFormat.Auto, Output.WriteAgentCommand, Environment.GetEnvironmentVariable)?.SetOutput("MigrationsPlanPath", path);
            if (PassThru)
                Output.WriteObject(await Output.FileAsync(path));
        }
        written = plan;
    }

    void RequireReplaceable(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists && NoClobber)
            throw new MigrationException(ErrorCode.FileExists, $"{path} is there already", "Leave -NoClobber out to replace it, or give another name.");
        if (file is { Exists: true, IsReadOnly: true } && !Force)
            throw new MigrationException(ErrorCode.FileExists, $"{path} is read-only", "Give -Force to replace it all the same, or give another name.");
    }
}
