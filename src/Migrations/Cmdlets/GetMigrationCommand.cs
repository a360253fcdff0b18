using System.Management.Automation;
using Migrations.Execution;

namespace Migrations;

/// <summary>Shows where change sets stand: applied, pending, changed, skipped, unexpected.</summary>
[Cmdlet(VerbsCommon.Get, "Migration")]
[OutputType(typeof(MigrationInfo))]
public sealed class GetMigrationCommand : ChangelogCmdlet
{
    /// <summary>The changelog file, or a folder of them; without one, and without one of the environment, history alone is shown.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Only those of this id; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(IdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only those in these states.</summary>
    [Parameter]
    public MigrationState[]? State { get; set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var settings = SettingsFor(Path);
        await using var run = await OpenAsync(settings, new RunReport(Output, "Reading history"), cancellationToken);
        var changelog = settings.ChangelogPath is null ? null : ChangelogSource.Read(settings, run.Session.Dialect, run.Session.Target);
        var patterns = Id?.Select(i => WildcardPattern.Get(i, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToList();
        foreach (var info in await StatusOperation.RunAsync(run, changelog, cancellationToken))
        {
            if ((State is null || State.Contains(info.State)) && (patterns is null || patterns.Exists(p => p.IsMatch(info.Id))))
                Output.WriteObject(info);
        }
    }
}
