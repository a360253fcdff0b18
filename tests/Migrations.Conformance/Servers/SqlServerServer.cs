using Microsoft.Data.SqlClient;

namespace Migrations.Conformance;

/// <summary>A SQL Server that somebody else runs, named by the environment variable MIGRATIONS_TEST_MSSQL: a connection string that may create databases.</summary>
public sealed class SqlServerServer(string connectionString) : TestServer
{
    readonly List<string> created = [];

    /// <inheritdoc/>
    public override string Provider => "mssql";

    /// <inheritdoc/>
    public override async Task<string> CreateDatabaseAsync()
    {
        var name = $"{NextName()}_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE [{name}]");
        created.Add(name);
        return new SqlConnectionStringBuilder(connectionString) { InitialCatalog = name, Pooling = false }.ConnectionString;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var name in created)
            await ExecuteAsync($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]");
    }

    async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
