using Migrations.Conformance;

[assembly: AssemblyFixture(typeof(Servers))]

namespace Migrations.Conformance;

/// <summary>
/// The servers of this test run, each started when the first test asks for it. A server that is not installed skips its tests on a developer's machine
/// and fails them where CI is set, because there it is meant to be.
/// </summary>
public sealed class Servers : IAsyncDisposable
{
    /// <summary>The databases that every case runs on.</summary>
    public static readonly string[] All = ["sqlite", "postgresql", "mariadb", "mssql"];

    readonly Dictionary<string, Task<TestServer>> started = [];

    /// <summary>The server of a database, started if need be.</summary>
    public Task<TestServer> GetAsync(string provider)
    {
        if (Missing(provider) is { } missing)
        {
            Assert.SkipUnless(provider == "mssql" || Environment.GetEnvironmentVariable("CI") is "true", missing);
            Assert.SkipWhen(provider == "mssql", missing);
            Assert.Fail(missing);
        }
        lock (started)
        {
            if (!started.TryGetValue(provider, out var server))
                started[provider] = server = StartAsync(provider);
            return server;
        }
    }

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string provider) => await (await GetAsync(provider)).CreateDatabaseAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in started.Values)
            await (await server).DisposeAsync();
    }

    static string? SqlServer => Environment.GetEnvironmentVariable("MIGRATIONS_TEST_MSSQL");

    static string? Missing(string provider) => provider switch
    {
        "postgresql" when PostgreSqlServer.Programs is null => "PostgreSQL is not installed (Debian: postgresql).",
        "mariadb" when MariaDbServer.Program is null => "MariaDB is not installed (Debian: mariadb-server).",
        "mssql" when SqlServer is null => "No SQL Server is named by MIGRATIONS_TEST_MSSQL.",
        _ => null,
    };

    static Task<TestServer> StartAsync(string provider) => provider switch
    {
        "sqlite" => Task.FromResult<TestServer>(new SqliteServer()),
        "postgresql" => PostgreSqlServer.StartAsync(),
        "mariadb" => MariaDbServer.StartAsync(),
        "mssql" => Task.FromResult<TestServer>(new SqlServerServer(SqlServer!)),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };
}
