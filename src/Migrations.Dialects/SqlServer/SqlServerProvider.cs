using System.Globalization;
using System.Net;
using Microsoft.Data.SqlClient;
using Migrations.Execution;
using Migrations.Proof;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>SQL Server and Azure SQL.</summary>
sealed class SqlServerProvider : IDatabaseProvider
{
    const int DefaultPort = 1433;

    /// <inheritdoc/>
    public string Name => SqlServerDialect.ShortName;

    /// <inheritdoc/>
    public SqlDialect DefaultDialect => new SqlServerDialect(SqlServerInstance.Default);

    /// <inheritdoc/>
    public SqlDialect DialectFor(AssumedServer server) => new SqlServerDialect(SqlServerInstance.Assume(server.Number, server.Edition));

    /// <inheritdoc/>
    public bool Recognizes(string connectionText) => SqlServerConnectionText.Recognizes(connectionText);

    /// <inheritdoc/>
    public MigrationTarget Describe(ConnectionSettings settings) => Target(SqlServerConnectionText.Parse(settings));

    /// <inheritdoc/>
    public async Task<IScratchDatabase> CreateScratchAsync(ConnectionSettings? beside, CancellationToken cancellationToken) =>
        await (await SqlServerScratch.BesideAsync(beside ?? throw ServerScratch.NoServer(DefaultDialect.DisplayName), cancellationToken)).StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IScratchDatabase> TakeScratchAsync(ConnectionSettings given, CancellationToken cancellationToken) =>
        await (await SqlServerScratch.TakeAsync(given, cancellationToken)).StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IDatabaseSession> OpenAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var builder = SqlServerConnectionText.Parse(settings);
        var target = Target(builder);
        var connection = new SqlConnection(builder.ConnectionString);
        try
        {
            Authenticate(connection, settings);
            await connection.OpenAsync(cancellationToken);
            await PrepareAsync(connection, settings.LockTimeout, cancellationToken);
            var instance = await ReadInstanceAsync(connection, cancellationToken);
            return new SqlServerSession(connection, instance, Target(builder, instance)) { ClientSource = () => SqlServerClient.For(builder, settings) };
        }
        catch (Exception e)
        {
            await connection.DisposeAsync();
            if (e is SqlException failure && !cancellationToken.IsCancellationRequested)
                throw SqlServerErrors.ConnectionFailed(failure, target);
            // The driver's complaints about settings that do not go together quote no values.
            if (e is InvalidOperationException or ArgumentException)
                throw new MigrationException(ErrorCode.InvalidConnection, $"the connection settings for {target} do not go together: {e.Message}", "Give one way to log in: -Credential, -AccessToken, or one in the connection text.", innerException: e);
            throw;
        }
    }

    /// <summary>Gives a connection the token or credential of the settings.</summary>
    internal static void Authenticate(SqlConnection connection, ConnectionSettings settings)
    {
        if (settings.AccessToken is { } token)
            connection.AccessToken = new NetworkCredential("", token).Password;
        else if (settings.Credential is { } credential)
        {
            var password = credential.SecurePassword;
            password.MakeReadOnly();
            connection.Credential = new(credential.UserName, password);
        }
    }

    /// <summary>
    /// What every statement of the run relies on: an error takes its transaction back, and in a deadlock the application wins.
    /// The settings that indexed views and filtered indexes need are the driver's own.
    /// </summary>
    static async Task PrepareAsync(SqlConnection connection, TimeSpan? lockTimeout, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SessionSettings(lockTimeout);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The settings of a session as T-SQL.</summary>
    public static string SessionSettings(TimeSpan? lockTimeout) =>
        "SET XACT_ABORT ON; SET NOCOUNT OFF; SET IMPLICIT_TRANSACTIONS OFF; SET DEADLOCK_PRIORITY LOW;"
        + (lockTimeout is { } limit ? string.Create(CultureInfo.InvariantCulture, $" SET LOCK_TIMEOUT {Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, int.MaxValue):0};") : "");

    /// <summary>The query for what decides how SQL is written: version, edition, database, default schema, whether names differ by case, collation; and the id that every database has and keeps on all replicas.</summary>
    public const string InstanceQuery =
        """
        SELECT CONVERT(nvarchar(40), SERVERPROPERTY('ProductVersion')), CONVERT(int, SERVERPROPERTY('EngineEdition')), DB_NAME(), SCHEMA_NAME(),
          CASE WHEN N'a' COLLATE CATALOG_DEFAULT = N'A' COLLATE CATALOG_DEFAULT THEN 0 ELSE 1 END, CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')),
          (SELECT CONVERT(nvarchar(36), service_broker_guid) FROM sys.databases WHERE database_id = DB_ID())
        """;

    static async Task<SqlServerInstance> ReadInstanceAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = InstanceQuery;
        using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        var row = new CatalogRow([.. values.Select(v => v is DBNull ? null : v)]);
        var instance = new SqlServerInstance
        {
            Version = Version.TryParse(row.Text(0), out var version) ? version : SqlServerInstance.Default.Version,
            EngineEdition = row.Number(1),
            Database = row.TextOrNull(2),
            DefaultSchema = row.TextOrNull(3) ?? SqlServerInstance.Default.DefaultSchema,
            CaseSensitiveNames = row.Flag(4),
            Collation = row.TextOrNull(5),
            DatabaseId = row.TextOrNull(6),
        };
        return instance.EngineEdition is not (6 or 11) ? instance : throw new MigrationException(ErrorCode.NotSupported, "Azure Synapse is not supported", "Use SQL Server, Azure SQL Database or Azure SQL Managed Instance.");
    }

    static MigrationTarget Target(SqlConnectionStringBuilder builder, SqlServerInstance? instance = null)
    {
        var server = builder.DataSource.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? builder.DataSource[4..] : builder.DataSource;
        var comma = server.LastIndexOf(',');
        int? port = comma > 0 && int.TryParse(server.AsSpan(comma + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != DefaultPort ? number : null;
        var host = (comma > 0 ? server[..comma] : server).Trim();
        return new(SqlServerDialect.ShortName, host, port, instance?.Database ?? builder.InitialCatalog) { ServerVersion = instance?.Version.ToString(), DatabaseId = instance?.DatabaseId };
    }
}
