using System.Management.Automation;
using System.Security;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.History;

namespace Migrations;

/// <summary>What all commands have in common that look at a database: how to reach it and what its history tables are called.</summary>
public abstract class DatabaseCmdlet : MigrationCmdlet
{
    /// <summary>The environment variable that names the database where <see cref="Connection"/> does not.</summary>
    internal const string ConnectionVariable = "MIGRATIONS_CONNECTION";

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

    /// <summary>The settings that the parameters make.</summary>
    private protected virtual RunSettings Settings() => new()
    {
        Connection = ConnectionText() is { } text ? new ConnectionSettings(text)
        {
            Provider = Provider,
            Credential = Credential?.GetNetworkCredential(),
            AccessToken = AccessToken,
            BaseDirectory = Location,
            LockTimeout = LockTimeout,
        } : null,
        HistoryNames = new(HistorySchema, HistoryTable, HistoryLockTable),
    };

    /// <summary>Connects.</summary>
    /// <exception cref="MigrationException">Nothing says where to, or there is no connection.</exception>
    private protected static Task<MigrationRun> OpenAsync(RunSettings settings, IRunObserver observer, CancellationToken cancellationToken) =>
        MigrationRun.OpenAsync(ProviderOf(settings), settings, observer, cancellationToken);

    /// <summary>The provider of the database that the settings lead to.</summary>
    /// <exception cref="MigrationException">Nothing says where to (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    private protected static IDatabaseProvider ProviderOf(RunSettings settings) => settings.Connection is { } connection
        ? DialectRegistry.For(connection)
        : throw new MigrationException(ErrorCode.InvalidConnection, "nothing says which database to use", $"Give -Connection, or set the environment variable {ConnectionVariable}.");

    private protected virtual string? ConnectionText() => Connection ?? Environment.GetEnvironmentVariable(ConnectionVariable) switch
    {
        { Length: > 0 } text => text,
        _ => null,
    };
}
