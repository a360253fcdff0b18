using System.Text.Json;
using Migrations.Execution;
using Npgsql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>A scratch database on a PostgreSQL server.</summary>
sealed class PostgreSqlScratch : ServerScratch
{
    const string MaintenanceDatabase = "postgres";
    readonly NpgsqlConnectionStringBuilder beside, scratch;

    PostgreSqlScratch(NpgsqlConnectionStringBuilder beside, NpgsqlConnectionStringBuilder scratch, bool isGiven)
        : base(new ConnectionSettings(scratch.ConnectionString) { Provider = "postgresql" }, isGiven)
    {
        this.beside = beside;
        this.scratch = scratch;
    }

    /// <summary>One beside a database.</summary>
    public static PostgreSqlScratch Beside(ConnectionSettings settings)
    {
        var beside = PostgreSqlConnectionText.Read(settings);
        return new(beside, new(beside.ConnectionString) { Database = NewName(), Pooling = false }, isGiven: false);
    }

    /// <summary>One that was given.</summary>
    public static PostgreSqlScratch Take(ConnectionSettings given)
    {
        var text = PostgreSqlConnectionText.Read(given);
        return new(text, new(text.ConnectionString) { Pooling = false }, isGiven: true);
    }

    /// <inheritdoc/>
    protected override async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await ExecuteAsync(connection, $"CREATE DATABASE {Quote(scratch.Database!)} TEMPLATE template0{await LikeAsync(connection, cancellationToken)}", cancellationToken);
        }
        catch (PostgresException e)
        {
            throw CannotCreate($"{scratch.Host}", new InvalidOperationException(e.MessageText, e));
        }
    }

    /// <inheritdoc/>
    protected override async Task DropAsync()
    {
        await using var connection = await OpenAsync(CancellationToken.None);
        if (connection.PostgreSqlVersion.Major >= 13)
        {
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {Quote(scratch.Database!)} WITH (FORCE)", CancellationToken.None);
            return;
        }
        await ExecuteAsync(connection, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {PostgreSqlValues.Text(scratch.Database!)}", CancellationToken.None);
        await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {Quote(scratch.Database!)}", CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(scratch.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, """
            DO $clear$
            DECLARE
              one record;
            BEGIN
              FOR one IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
                EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', one.extname);
              END LOOP;
              FOR one IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
                EXECUTE format('DROP SCHEMA %I CASCADE', one.nspname);
              END LOOP;
              CREATE SCHEMA public;
              COMMENT ON SCHEMA public IS 'standard public schema';
              GRANT USAGE ON SCHEMA public TO PUBLIC;
              IF current_setting('server_version_num')::int < 150000 THEN
                GRANT CREATE ON SCHEMA public TO PUBLIC;
              END IF;
            END
            $clear$
            """, cancellationToken);
    }

    /// <summary>The encoding and the order of texts of the database beside it.</summary>
    async Task<string> LikeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT (to_jsonb(d) || jsonb_build_object('charset', pg_encoding_to_char(encoding)))::text FROM pg_database d WHERE datname = {PostgreSqlValues.Text(beside.Database!)}", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not string json)
            return "";
        var row = JsonDocument.Parse(json).RootElement;
        string? Value(string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var icu = Value("datlocprovider") == "i" ? $" LOCALE_PROVIDER icu ICU_LOCALE {PostgreSqlValues.Text(Value("datlocale") ?? Value("daticulocale") ?? "und")}" : "";
        return $" ENCODING {PostgreSqlValues.Text(Value("charset")!)} LC_COLLATE {PostgreSqlValues.Text(Value("datcollate")!)} LC_CTYPE {PostgreSqlValues.Text(Value("datctype")!)}{icu}";
    }

    /// <summary>A connection beside the target, so that nothing is sent to it; only where the server has no other database, to the target's.</summary>
    async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var database in new[] { MaintenanceDatabase, "template1", beside.Database! })
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(beside.ConnectionString) { Database = database, SearchPath = null, Pooling = false }.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (PostgresException e) when (database != beside.Database && e.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege)
            {
                await connection.DisposeAsync();
            }
        }
        throw new InvalidOperationException("the target's own database is the last one that is tried");
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
