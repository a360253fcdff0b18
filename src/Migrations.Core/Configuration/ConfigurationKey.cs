using System.Collections.Immutable;

namespace Migrations.Configuration;

/// <summary>What kind of value a setting takes.</summary>
public enum ConfigurationKind
{
    /// <summary>A text.</summary>
    Text,
    /// <summary>A text, or a list of texts.</summary>
    Texts,
    /// <summary>A number of seconds, or hours:minutes:seconds.</summary>
    Duration,
    /// <summary>A map of names and texts.</summary>
    Properties,
    /// <summary>A map of the limits and numbers.</summary>
    Limits,
    /// <summary>What <see cref="PolicyKey"/> lists.</summary>
    Policy,
}

/// <summary>A setting of an environment: the one place that says how it is called, what it takes and what it sets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Description">What it is, for those who write the file.</param>
/// <param name="Apply">Sets it.</param>
public sealed record ConfigurationKey(string Name, ConfigurationKind Kind, string Description, Func<EnvironmentSettings, ConfigurationValue, EnvironmentSettings> Apply)
{
    /// <summary>The key of the file under which the environments stand.</summary>
    public const string Environments = "environments";

    /// <summary>The key of the file under which the policy for all environments stands.</summary>
    public const string Policy = "policy";

    /// <summary>All settings of an environment.</summary>
    public static ImmutableArray<ConfigurationKey> All { get; } =
    [
        new("connection", ConfigurationKind.Text, "The database: an ADO.NET connection string, a URL or a jdbc: URL. A relative SQLite file starts at the folder of this file. Write ${env:NAME} for what is secret.",
            (e, v) => e with { Connection = v.Text(), Warnings = PlainTextPassword.IsIn(v.Written) ? e.Warnings.Add(PlainTextPassword.Warning(v)) : e.Warnings }),
        new("provider", ConfigurationKind.Text, "The kind of database, where the connection does not tell: sqlite, postgresql, mssql, mariadb or mysql.", (e, v) => e with { Provider = v.Text() }),
        new("changelog", ConfigurationKind.Text, "The changelog file or folder, for commands that are given none. Relative to the folder of this file.", (e, v) => e with { Changelog = v.Path(e.Folder) }),
        new("searchPath", ConfigurationKind.Texts, "The folders below which files are found and named in history. The folder of this file where nothing is said.", (e, v) => e with { SearchPath = v.Paths(e.Folder) }),
        new("contexts", ConfigurationKind.Texts, "The contexts.", (e, v) => e with { Contexts = v.Texts() }),
        new("labels", ConfigurationKind.Text, "The label expression.", (e, v) => e with { Labels = v.Text() }),
        new("properties", ConfigurationKind.Properties, "Values for ${name} in the changelog. One that is made of ${env:NAME} is a secret, which is never shown.", (e, v) => e with { Properties = v.Properties() }),
        new("historySchema", ConfigurationKind.Text, "The schema of the history tables.", (e, v) => e with { HistorySchema = v.Text() }),
        new("historyTable", ConfigurationKind.Text, "The name of the table of what has run.", (e, v) => e with { HistoryTable = v.Text() }),
        new("historyLockTable", ConfigurationKind.Text, "The name of the table that keeps two runs apart.", (e, v) => e with { HistoryLockTable = v.Text() }),
        new("lockTimeout", ConfigurationKind.Duration, "How long a statement may wait for a lock in the database: seconds, or hours:minutes:seconds.", (e, v) => e with { LockTimeout = v.Duration() }),
        new("waitTimeout", ConfigurationKind.Duration, "How long to wait for another run: seconds, or hours:minutes:seconds.", (e, v) => e with { WaitTimeout = v.Duration() }),
        new(Policy, ConfigurationKind.Policy, "What is allowed in this environment; it goes before the policy of the whole file.", (e, v) => e with { Policy = PolicyKey.Read(e.Policy, v) }),
        new("limits", ConfigurationKind.Limits, "Bounds on what changelog files may ask for.", (e, v) => e with { Limits = v.Limits() }),
    ];
}
