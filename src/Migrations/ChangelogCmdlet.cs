using System.Collections;
using System.Management.Automation;
using Migrations.Execution;

namespace Migrations;

/// <summary>What all commands have in common that read a changelog.</summary>
public abstract class ChangelogCmdlet : DatabaseCmdlet
{
    internal const string PathSet = "Path";

    /// <summary>The roots below which files are found and named: as in Liquibase the search path. The caller's location where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? SearchPath { get; set; }

    /// <summary>The contexts of this run.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContextCompleter))]
    [Alias("Contexts")]
    public string[] Context { get; set; } = [];

    /// <summary>The label expression of this run.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LabelCompleter))]
    [Alias("LabelFilter")]
    public string? Label { get; set; }

    /// <summary>Values for ${name} in the changelog; a SecureString is a secret.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable Property { get; set; } = [];

    /// <summary>Makes errors of what Liquibase accepts in silence.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>The settings for a changelog.</summary>
    /// <param name="path">The file or folder as the user wrote it.</param>
    private protected RunSettings SettingsFor(string? path) => Settings() with
    {
        ChangelogPath = path is null ? null : FullPath(path),
        SearchPath = SearchPath is { } roots ? [.. roots.Select(FullPath)] : [Location],
        Location = Location,
        Contexts = [.. Context.SelectMany(c => c.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
        LabelFilter = Label,
        Properties = Property.Cast<DictionaryEntry>().ToDictionary(e => (string)LanguagePrimitives.ConvertTo(e.Key, typeof(string), System.Globalization.CultureInfo.InvariantCulture),
            e => e.Value is PSObject wrapped ? wrapped.BaseObject : e.Value ?? ""),
        Strict = Strict,
    };
}
