using Migrations.Execution;
using Migrations.Proof;
using Migrations.Sql;
using MySqlConnector;

namespace Migrations.Dialects.MySql;

/// <summary>
/// MariaDB and MySQL: one implementation under two names. Which of them a connection is follows from the server's version string,
/// unless a <c>jdbc:</c> URL or <c>-Provider</c> says it (DESIGN 3a.12).
/// </summary>
/// <param name="name"><see cref="MariaDb"/> or <see cref="MySql"/>.</param>
sealed class MySqlProvider(string name) : IDatabaseProvider
{
    /// <summary>Liquibase's short name of MariaDB.</summary>
    public const string MariaDb = "mariadb";

    /// <summary>Liquibase's short name of MySQL.</summary>
    public const string MySql = "mysql";

    const int DefaultPort = 3306;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public SqlDialect DefaultDialect => new MySqlDialect(name, name == MariaDb ? MySqlServer.DefaultMariaDb : MySqlServer.DefaultMySql);

    /// <inheritdoc/>
    public SqlDialect DialectFor(AssumedServer server)
    {
        server.RefuseEdition(DefaultDialect.DisplayName);
        var current = name == MariaDb ? MySqlServer.DefaultMariaDb : MySqlServer.DefaultMySql;
        return server.Number is { } version ? new MySqlDialect(name, current with { Version = version }) : DefaultDialect;
    }

    /// <inheritdoc/>
    public bool Recognizes(string connectionText) => MySqlConnectionText.SchemeName(connectionText) is { } scheme
        ? scheme == name
        : name == MySql && MySqlConnectionText.HasOwnKeywords(connectionText);

    /// <inheritdoc/>
    public MigrationTarget Describe(ConnectionSettings settings) => Target(Overridden(settings) ?? name, MySqlConnectionText.Parse(settings));

    /// <inheritdoc/>
    public async Task<IScratchDatabase> CreateScratchAsync(ConnectionSettings? beside, CancellationToken cancellationToken) =>
        await (await MySqlScratch.BesideAsync(beside ?? throw ServerScratch.NoServer(DefaultDialect.DisplayName), Overridden(beside), cancellationToken)).StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IScratchDatabase> TakeScratchAsync(ConnectionSettings given, CancellationToken cancellationToken) =>
        await (await MySqlScratch.TakeAsync(given, Overridden(given), cancellationToken)).StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IDatabaseSession> OpenAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var builder = MySqlConnectionText.Parse(settings);
        var connection = new MySqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var server = await MySqlServerReader.ReadAsync(connection, settings.LockTimeout, cancellationToken);
            var dialect = new MySqlDialect(Overridden(settings) ?? (server.IsMariaDb ? MariaDb : MySql), server);
            var target = Target(dialect.Name, builder, connection.ServerVersion, server.ServerId);
            return new MySqlSession(connection, dialect, target);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync();
            if (e is MySqlException failure && !cancellationToken.IsCancellationRequested)
                throw MySqlErrors.ConnectionFailed(failure, builder);
            throw;
        }
    }

    /// <summary>What MariaDB puts before its version in the handshake, for replicas that stumble over two digits.</summary>
    const string Disguise = "5.5.5-";

    static string? Overridden(ConnectionSettings settings) => settings.Provider?.ToLowerInvariant() ?? MySqlConnectionText.Override(settings.Text);

    static MigrationTarget Target(string name, MySqlConnectionStringBuilder builder, string? version = null, string? serverId = null) =>
        new(name, builder.Server, builder.Port == DefaultPort ? null : (int)builder.Port, builder.Database)
        {
            ServerVersion = version is not null && version.StartsWith(Disguise, StringComparison.Ordinal) ? version[Disguise.Length..] : version,
            DatabaseId = serverId is null ? null : $"{serverId}/{builder.Database}",
        };
}
