using System.Management.Automation;
using System.Security;
using Migrations.Configuration;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.History;

namespace Migrations;

/// <summary>What all commands have in common that look at a database: how to reach it and what its history tables are called.</summary>
public abstract class DatabaseCmdlet : MigrationCmdlet
{
    /// <summary>The environment variable that names the database where <see cref="Connection"/> does not.</summary>
    internal const string ConnectionVariable = "MIGRATIONS_CONNECTION";

    EnvironmentSettings? chosen;

    /// <summary>An environment of the nearest migrations.yaml, which says what no parameter says.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Environment { get; set; }

    /// <summary>An ADO.NET connection string, a URL (postgresql://, sqlserver://, mysql://, mariadb://, sqlite:) or a jdbc: URL.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Connection { get; set; }

    /// <summary>The kind of database, where the connection does not tell.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Provider { get; set; }

    /// <summary>User and password.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>An access token in place of a password.</summary>
    [Parameter]
    public SecureString? AccessToken { get; set; }

    /// <summary>The schema of the history tables.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HistorySchema { get; set; }

    /// <summary>The name of the history table.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string HistoryTable { get; set; } = new HistoryNames().Log;

    /// <summary>The name of the lock table.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string HistoryLockTable { get; set; } = new HistoryNames().Lock;

    /// <summary>The database's own lock timeout for each statement: a TimeSpan, or seconds.</summary>
    [Parameter]
    [Timeout]
    [ValidateNotNull]
    public TimeSpan? LockTimeout { get; set; }

    /// <summary>The environment that was chosen; null where none was.</summary>
    /// <exception cref="MigrationException">There is no such environment, or something in its file is wrong.</exception>
    private protected EnvironmentSettings? Chosen => Environment is null ? null : chosen ??= ReadEnvironment(Environment);

    /// <summary>Whether the user gave a parameter.</summary>
    private protected bool IsGiven(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    /// <summary>The settings that the parameters make, and the environment where they say nothing.</summary>
    private protected RunSettings Settings()
    {
        var settings = new RunSettings
        {
            Connection = ConnectionText() is { } text ? ConnectionTo(text) : null,
            HistoryNames = new(HistorySchema ?? Chosen?.HistorySchema, Given(nameof(HistoryTable), HistoryTable, Chosen?.HistoryTable), Given(nameof(HistoryLockTable), HistoryLockTable, Chosen?.HistoryLockTable)),
        };
        Output.Secrets = settings.Secrets;
        return settings;
    }

    /// <summary>What the user gave, else what the environment says, else what the command assumes.</summary>
    private protected T Given<T>(string parameter, T value, T? ofEnvironment) where T : class => IsGiven(parameter) ? value : ofEnvironment ?? value;

    /// <summary>How long to wait for another run.</summary>
    /// <param name="parameter">The value of -WaitTimeout.</param>
    private protected TimeSpan Waiting(TimeSpan parameter) => IsGiven("WaitTimeout") ? parameter : Chosen?.WaitTimeout ?? parameter;

    ConnectionSettings ConnectionTo(string text)
    {
        // An explicit connection is another one than the environment's, whose provider and folder belong to its own.
        var own = Connection is null ? Chosen : null;
        return new(text)
        {
            Provider = Provider ?? own?.Provider,
            Credential = Credential?.GetNetworkCredential(),
            AccessToken = AccessToken,
            BaseDirectory = own?.Connection is null ? Location : own.Folder,
            LockTimeout = LockTimeout ?? Chosen?.LockTimeout,
        };
    }

    EnvironmentSettings ReadEnvironment(string name)
    {
        var settings = ConfigurationFile.Environment(name, Location);
        foreach (var warning in settings.Warnings)
            Output.WriteWarning(warning);
        return settings;
    }

    /// <summary>Connects.</summary>
    /// <exception cref="MigrationException">Nothing says where to, or there is no connection.</exception>
    private protected static Task<MigrationRun> OpenAsync(RunSettings settings, IRunObserver observer, CancellationToken cancellationToken) =>
        MigrationRun.OpenAsync(ProviderOf(settings), settings, observer, cancellationToken);

    /// <summary>The provider of the database that the settings lead to.</summary>
    /// <exception cref="MigrationException">Nothing says where to (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    private protected static IDatabaseProvider ProviderOf(RunSettings settings) => settings.Connection is { } connection
        ? DialectRegistry.For(connection)
        : throw new MigrationException(ErrorCode.InvalidConnection, "nothing says which database to use",
            $"Give -Connection, or -Environment with a name of {ConfigurationFile.Name}, or set the environment variable {ConnectionVariable}.");

    private protected virtual string? ConnectionText() => Connection ?? Chosen?.Connection ?? System.Environment.GetEnvironmentVariable(ConnectionVariable) switch
    {
        { Length: > 0 } text => text,
        _ => null,
    };
}
