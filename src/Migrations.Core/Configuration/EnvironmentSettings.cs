using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Lint;

namespace Migrations.Configuration;

/// <summary>What <c>migrations.yaml</c> says of one environment. What it does not say is null or empty.</summary>
/// <param name="Name">The environment's name.</param>
/// <param name="Folder">The folder of the file: relative paths start here.</param>
public sealed record EnvironmentSettings(string Name, string Folder)
{
    /// <summary>The connection string or URL.</summary>
    public string? Connection { get; init; }

    /// <summary>The kind of database, where the connection does not tell.</summary>
    public string? Provider { get; init; }

    /// <summary>The changelog file or folder: a full path.</summary>
    public string? Changelog { get; init; }

    /// <summary>The roots of the search path: full paths.</summary>
    public ImmutableArray<string>? SearchPath { get; init; }

    /// <summary>The contexts.</summary>
    public ImmutableArray<string> Contexts { get; init; } = [];

    /// <summary>The label expression.</summary>
    public string? Labels { get; init; }

    /// <summary>Properties; a <see cref="System.Security.SecureString"/> is a secret.</summary>
    public ImmutableDictionary<string, object> Properties { get; init; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The schema of the history tables.</summary>
    public string? HistorySchema { get; init; }

    /// <summary>The name of the history table.</summary>
    public string? HistoryTable { get; init; }

    /// <summary>The name of the lock table.</summary>
    public string? HistoryLockTable { get; init; }

    /// <summary>The database's own lock timeout for each statement.</summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <summary>How long to wait for another run.</summary>
    public TimeSpan? WaitTimeout { get; init; }

    /// <summary>Bounds on what changelog files may ask for.</summary>
    public ChangelogLimits? Limits { get; init; }

    /// <summary>What is allowed.</summary>
    public LintPolicy Policy { get; init; } = LintPolicy.Default;

    /// <summary>What the user should know of the file.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
