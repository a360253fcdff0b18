using System.Collections.Frozen;
using System.Globalization;
using System.Net.Sockets;
using Migrations.Execution;
using Migrations.Proof;
using Migrations.Sql;
using Npgsql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>PostgreSQL: connects, and makes the dialect for the server's version and the connection's schema.</summary>
public sealed class PostgreSqlProvider : IDatabaseProvider
{
    const string Product = "migrations";

    /// <summary>The cluster, which every initdb gives an id, and the database in it, which every CREATE DATABASE does. A restored copy has others; a replica has the same.</summary>
    const string DatabaseId = "(SELECT system_identifier FROM pg_control_system())::text || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())::text";

    /// <inheritdoc/>
    public string Name => "postgresql";

    /// <inheritdoc/>
    public SqlDialect DefaultDialect => new PostgreSqlDialect();

    /// <inheritdoc/>
    public SqlDialect DialectFor(AssumedServer server)
    {
        server.RefuseEdition("PostgreSQL");
        if (server.Number is not { } version)
            return DefaultDialect;
        RequireSupported(version.Major, server.Version);
        return new PostgreSqlDialect(version.Major);
    }

    /// <inheritdoc/>
    public bool Recognizes(string connectionText) => PostgreSqlConnectionText.Recognizes(connectionText);

    /// <inheritdoc/>
    public MigrationTarget Describe(ConnectionSettings settings) => Target(PostgreSqlConnectionText.Read(settings), null);

    /// <inheritdoc/>
    public Task<IScratchDatabase> CreateScratchAsync(ConnectionSettings? beside, CancellationToken cancellationToken) =>
        PostgreSqlScratch.Beside(beside ?? throw ServerScratch.NoServer("PostgreSQL")).StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IScratchDatabase> TakeScratchAsync(ConnectionSettings given, CancellationToken cancellationToken) => PostgreSqlScratch.Take(given).StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IDatabaseSession> OpenAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var text = PostgreSqlConnectionText.Read(settings);
        Fix(text);
        var target = Target(text, null);
        NpgsqlDataSource source;
        try
        {
            // The slim builder leaves out what migrations never use (types of their own for ranges, JSON, records), which saves a part of the start.
            // All values are read as text, so that the server's types need not be asked for: one round trip less.
            source = new NpgsqlSlimDataSourceBuilder(text.ConnectionString).EnableTransportSecurity().EnableIntegratedSecurity()
                .ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new MigrationException(ErrorCode.InvalidConnection, $"the connection settings for {target} contradict each other", "Check the connection's keywords.", innerException: e);
        }
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenConnectionAsync(cancellationToken);
            try
            {
                return await StartAsync(source, connection, settings.LockTimeout, text, DatabaseId, cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                // A server may keep its id from ordinary users. What the database is called tells enough to go on.
                return await StartAsync(source, connection, settings.LockTimeout, text, "NULL", cancellationToken);
            }
        }
        catch (Exception e)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            await source.DisposeAsync();
            if (e is MigrationException or OperationCanceledException || Failed(e, target, text.Username) is not { } failed)
                throw;
            throw failed;
        }
    }

    static void RequireSupported(int major, string? version)
    {
        if (major < PostgreSqlDialect.OldestVersion)
            throw new MigrationException(ErrorCode.NotSupported, $"PostgreSQL {version} is not supported", $"Use version {PostgreSqlDialect.OldestVersion.ToString(CultureInfo.InvariantCulture)} or later.");
    }

    /// <summary>What has to be so whatever the user's text says.</summary>
    static void Fix(NpgsqlConnectionStringBuilder text)
    {
        text.Pooling = false;
        text.Multiplexing = false;
        text.Enlist = false;
        text.MaxAutoPrepare = 0;
        text.NoResetOnClose = true;
        text.PersistSecurityInfo = false;
        text.Encoding = "UTF8";
        text.ClientEncoding = "UTF8";
        // Details are shown where they name objects, never where they hold values of rows (PostgreSqlErrors).
        text.IncludeErrorDetail = true;
        text.IncludeFailedBatchedCommand = true;
        if (string.IsNullOrEmpty(text.ApplicationName))
            text.ApplicationName = Product;
        if (!text.ContainsKey("Tcp Keepalive"))
            text.TcpKeepAlive = true;
    }

    static MigrationTarget Target(NpgsqlConnectionStringBuilder text, string? version, string? databaseId = null) =>
        new("postgresql", text.Host, text.Port, text.Database ?? "") { ServerVersion = version, DatabaseId = databaseId };

    /// <summary>
    /// Asks for what depends on the server and sets up the session, in one round trip. Behind a pooler that hands every transaction to another server process nothing is set:
    /// it would stay behind in a process that others use. The process told at the start and the one that answers are the same only without a pooler.
    /// </summary>
    static async Task<PostgreSqlSession> StartAsync(
        NpgsqlDataSource source, NpgsqlConnection connection, TimeSpan? lockTimeout, NpgsqlConnectionStringBuilder text, string databaseId, CancellationToken cancellationToken)
    {
        var milliseconds = lockTimeout is { } wait ? ((long)Math.Max(1, wait.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture) : null;
        string Set(string name, string value, string condition = "true") => $"CASE WHEN own AND {condition} THEN set_config('{name}', '{value}', false) END";
        var sql = $"""
            SELECT own, pg_backend_pid()::text, current_setting('server_version'), current_setting('server_version_num'), current_schema()::text, current_setting('standard_conforming_strings'),
              {Set("standard_conforming_strings", "on")}, {Set("datestyle", "ISO")}, {Set("intervalstyle", "postgres")}, {Set("extra_float_digits", "1")}, {Set("bytea_output", "hex")},
              {Set("tcp_keepalives_idle", "30")}, {Set("tcp_keepalives_interval", "10")}, {Set("tcp_keepalives_count", "3")},
              {Set("client_connection_check_interval", "2000", "current_setting('server_version_num')::int >= 140000 AND version() ~ 'linux'")},
              {(milliseconds is null ? "NULL" : Set("lock_timeout", milliseconds))},
              current_setting('TimeZone') IN ('UTC', 'Etc/UTC', 'UCT', 'Etc/UCT', 'GMT', 'Etc/GMT', 'Zulu', 'Universal'),
              (SELECT string_agg(format_type(t.oid, NULL), E'\n') FROM pg_type t WHERE t.typtype = 'd' AND (t.typnotnull OR EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contypid = t.oid))),
              {databaseId}
            FROM (SELECT pg_backend_pid() = {connection.ProcessID.ToString(CultureInfo.InvariantCulture)} AS own) AS process
            """;
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        string? Value(int i) => reader.IsDBNull(i) ? null : reader.GetString(i);
        var own = Value(0) == "t";
        var target = Target(text, Value(2), Value(reader.FieldCount - 1));
        var version = int.Parse(Value(3)!, CultureInfo.InvariantCulture) / 10000;
        RequireSupported(version, target.ServerVersion);
        if (!own && Value(5) != "on")
        {
            throw new MigrationException(ErrorCode.NotSupported, $"the pooler in front of {target} hands out connections with standard_conforming_strings = off",
                "Connect to the server directly, or set standard_conforming_strings = on for the role.");
        }
        return new(source, connection, new PostgreSqlDialect(version, Value(4)) { IsUtc = Value(16) == "t", ConstrainedDomains = (Value(17) ?? "").Split('\n').ToFrozenSet() }, target, own ? null : Value(1)) { ClientSource = () => PostgreSqlClient.For(text, milliseconds) };
    }

    /// <summary>Why there is no connection, in the user's terms; null for what is no such failure. No part of the text that could hold a password is repeated.</summary>
    static MigrationException? Failed(Exception exception, MigrationTarget target, string? user)
    {
        MigrationException Because(string why, string advice) => new(ErrorCode.ConnectionFailed, $"no connection to {target}: {why}", advice, innerException: exception);
        return exception switch
        {
            PostgresException e => e.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword => Because($"wrong password for user '{user}'", "Check the password, and that it is the one of this server."),
                PostgresErrorCodes.InvalidAuthorizationSpecification => Because(e.MessageText, "Check the user's name, and that the server's pg_hba.conf lets this machine in as this user."),
                PostgresErrorCodes.InvalidCatalogName => Because($"there is no database '{target.Database}'", "Check the database's name, or create it first (CREATE DATABASE)."),
                PostgresErrorCodes.TooManyConnections => Because("the server takes no more connections", "Wait, or close connections that are not used."),
                PostgresErrorCodes.CannotConnectNow => Because(e.MessageText, "The server is starting or stopping; try again in a moment."),
                _ => Because(e.MessageText, "See the server's message, and its log."),
            },
            NpgsqlException { InnerException: SocketException socket } => Because(Unreachable(socket), "Check host and port, that the server runs and listens there, and that no firewall is in between."),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
                Because("the server did not answer in time", "Check host and port, that no firewall is in between, and the connection's Timeout."),
            NpgsqlException { InnerException: System.Security.Authentication.AuthenticationException inner } =>
                Because($"TLS failed: {inner.Message}", "Check the server's certificate and the connection's SSL Mode and Root Certificate."),
            NpgsqlException e when e.Message.Contains("No password has been provided", StringComparison.Ordinal) =>
                Because($"the server asks for a password of user '{user}' and none was given", "Give -Credential, PGPASSWORD, or a passfile."),
            NpgsqlException e => Because(e.Message, "Check the connection's settings and the server's log."),
            SocketException socket => Because(Unreachable(socket), "Check host and port."),
            ArgumentException or IOException or NotSupportedException => Because(exception.Message, "Check the connection's settings."),
            _ => null,
        };
    }

    static string Unreachable(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the host's name is not known",
        SocketError.ConnectionRefused => "nobody listens there",
        SocketError.TimedOut => "it did not answer in time",
        _ => e.Message,
    };
}
