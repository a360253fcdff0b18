using System.Collections;
using System.Collections.Immutable;
using System.Management.Automation;
using System.Net;
using System.Security;
using Migrations.Changelog;
using Migrations.Configuration;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.History;
using Migrations.Planning;

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

    /// <summary>Connects, and reads the changelog meanwhile.</summary>
    /// <exception cref="MigrationException">Nothing says where to, there is no connection, or the changelog cannot be run.</exception>
    private protected static Task<(MigrationRun Run, PreparedChangelog Changelog)> OpenWithChangelogAsync(RunSettings settings, IRunObserver observer, CancellationToken cancellationToken) =>
        ChangelogSource.OpenAsync(ProviderOf(settings), settings, observer, cancellationToken);

    /// <summary>The settings for a changelog.</summary>
    /// <param name="path">The file or folder as the user wrote it.</param>
    private protected RunSettings SettingsFor(string? path)
    {
        var settings = Settings();
        var roots = Roots(SearchPath?.Select(FullPath), Chosen, Location);
        return settings with
        {
            ChangelogPath = path is null ? Chosen?.Changelog : OnSearchPath(path, FullPath(path), SessionState.Path, roots),
            SearchPath = roots,
            Location = Location,
            Contexts = IsGiven(nameof(Context)) || Chosen is null
                ? [.. Context.SelectMany(c => c.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
                : [.. Chosen.Contexts],
            LabelFilter = Label ?? Chosen?.Labels,
            Properties = Properties(),
            Limits = Chosen?.Limits,
            Policy = Chosen?.Policy ?? ConfigurationFile.PolicyAt(Location),
            Strict = Strict,
        };
    }

    /// <summary>The search path: what is given, else that of the environment, else where the caller stands.</summary>
    internal static IReadOnlyList<string> Roots(IEnumerable<string>? given, EnvironmentSettings? environment, string location) =>
        given is not null ? [.. given] : environment is null ? [location] : [.. environment.SearchPath ?? [environment.Folder]];

    /// <summary>The full path of a changelog: from where the caller stands, or, where nothing is there, below a folder of the search path, as Liquibase is told of it.</summary>
    /// <param name="path">The path as the user wrote it.</param>
    /// <param name="full">The same from where the caller stands.</param>
    /// <param name="paths">What PowerShell knows of paths.</param>
    /// <param name="roots">The search path.</param>
    /// <exception cref="MigrationException">A relative path leads nowhere (<see cref="ErrorCode.FileNotFound"/>), or to files of several folders.</exception>
    internal static string OnSearchPath(string path, string full, PathIntrinsics paths, IReadOnlyList<string> roots) =>
        Path.Exists(full) || paths.IsPSAbsolute(path, out _) || path.StartsWith('~') ? full : new SearchPath(paths.CurrentFileSystemLocation.ProviderPath, roots).Locate(path).FullPath;

    /// <summary>The properties of the environment and those of the command, which win. As everywhere, the case of their names is not regarded.</summary>
    Dictionary<string, object> Properties()
    {
        var properties = new Dictionary<string, object>(Chosen?.Properties ?? ImmutableDictionary<string, object>.Empty, StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in Property)
        {
            var name = (string)LanguagePrimitives.ConvertTo(entry.Key, typeof(string), System.Globalization.CultureInfo.InvariantCulture);
            properties[name] = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value ?? "";
        }
        return properties;
    }

    /// <summary>The error where nothing says which changelog is meant.</summary>
    private protected MigrationException NoChangelog() => new(ErrorCode.InvalidValue, "nothing says which changelog is meant",
        $"Name its file or folder: {MyInvocation.MyCommand.Name} ./db; or an environment of migrations.yaml that has a 'changelog'.");

    /// <summary>What a plan was made with.</summary>
    /// <exception cref="MigrationException">It was made without a database (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    private protected static RunSettings OriginOf(MigrationPlan plan) => plan is { Origin: { } origin, RunId: not null } ? origin
        : throw new MigrationException(ErrorCode.InvalidConnection, $"{plan} was made without a database", "Plan again with -Connection.");

    /// <summary>The settings of what comes down the pipeline: the objects bring changelog and database along, so little can be said besides.</summary>
    /// <param name="origin">What the objects were made with.</param>
    /// <param name="target">The database that they are for.</param>
    /// <exception cref="MigrationException">
    /// An explicit connection leads elsewhere (<see cref="ErrorCode.TargetMismatch"/>), or a parameter is given that would have no effect (<see cref="ErrorCode.InvalidValue"/>).
    /// </exception>
    private protected RunSettings SettingsOf(RunSettings origin, MigrationTarget target)
    {
        if (origin.Connection is null)
            return SettingsOfSaved(origin, target);
        if (FirstGiven(nameof(Environment), nameof(SearchPath), nameof(Context), nameof(Label), nameof(Property), nameof(Strict)) is { } idle)
            throw new MigrationException(ErrorCode.InvalidValue, $"-{idle} has no effect on objects from the pipeline, which bring their changelog along", $"Give -{idle} to the command that makes the objects.");
        if (Connection is null)
        {
            if (FirstGiven(nameof(Provider), nameof(Credential), nameof(AccessToken), nameof(HistorySchema), nameof(HistoryTable), nameof(HistoryLockTable)) is { } lost)
                throw new MigrationException(ErrorCode.InvalidValue, $"-{lost} has no effect on objects from the pipeline, which bring their database along", "Leave it out, or give -Connection as well.");
            Output.Secrets = origin.Secrets;
            return LockTimeout is null ? origin : origin with { Connection = origin.Connection! with { LockTimeout = LockTimeout } };
        }
        var own = Settings();
        Output.Secrets = origin.Secrets;
        RequireSamePlace(own.Connection!, target, "Leave -Connection out: what comes down the pipeline knows its database.");
        return origin with { Connection = own.Connection, HistoryNames = HistoryNames(origin, own) };
    }

    /// <summary>
    /// The settings of a plan from a file: it says what to run and on which database, and whoever runs it says how to get there, and gives its secrets again.
    /// </summary>
    RunSettings SettingsOfSaved(RunSettings origin, MigrationTarget target)
    {
        if (FirstGiven(nameof(SearchPath), nameof(Context), nameof(Label), nameof(Strict)) is { } idle)
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"-{idle} has no effect on a plan from a file, which holds what it was made with",
                idle == nameof(SearchPath) ? "Give -SearchPath to Import-MigrationPlan." : $"Give -{idle} to Test-MigrationPlan, and export that plan.");
        }
        var own = Settings();
        if (own.Connection is { } connection)
            RequireSamePlace(connection, target, "Connect to the database that the plan was made for, or make a plan for this one.");
        var given = Properties();
        if (Property.Keys.Cast<object>().Select(k => k.ToString()!).FirstOrDefault(name => !origin.Properties.TryGetValue(name, out var known) || known is not SecureString) is { } unknown)
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"the property '{unknown}' is no secret of the plan, which holds all other properties that it was made with",
                "Leave it out, or plan again with it.");
        }
        return origin with
        {
            Connection = own.Connection,
            HistoryNames = HistoryNames(origin, own),
            Properties = origin.Properties.Where(p => p.Value is not SecureString || given.ContainsKey(p.Key))
                .ToDictionary(p => p.Key, p => p.Value is SecureString ? AsSecret(given[p.Key]) : p.Value, StringComparer.OrdinalIgnoreCase),
            Limits = Chosen?.Limits,
            Secrets = own.Secrets,
        };
    }

    static SecureString AsSecret(object value) => value as SecureString ?? new NetworkCredential("", Changelog.JavaText.Of(value)).SecurePassword;

    HistoryNames HistoryNames(RunSettings origin, RunSettings own) =>
        FirstGiven(nameof(HistorySchema), nameof(HistoryTable), nameof(HistoryLockTable)) is null ? origin.HistoryNames : own.HistoryNames;

    /// <summary>Whether a connection leads to the database that something is for, as far as its text tells.</summary>
    /// <exception cref="MigrationException">It does not (<see cref="ErrorCode.TargetMismatch"/>).</exception>
    static void RequireSamePlace(ConnectionSettings connection, MigrationTarget target, string advice)
    {
        var given = DialectRegistry.For(connection).Describe(connection);
        var isElsewhere = !string.Equals(given.Server, target.Server, StringComparison.OrdinalIgnoreCase) || given.Database != target.Database
            || (given.Port is { } port && target.Port is { } known && port != known);
        if (isElsewhere)
            throw new MigrationException(ErrorCode.TargetMismatch, $"what is to be run is for {target}, and the connection leads to {given}", advice);
    }

    string? FirstGiven(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (IsGiven(name))
                return name;
        return null;
    }
}
