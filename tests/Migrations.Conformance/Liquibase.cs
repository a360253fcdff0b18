using MySqlConnector;
using Npgsql;

namespace Migrations.Conformance;

/// <summary>
/// The real Liquibase 4.28, the judge of whether ours is a drop-in. It is found in the folder that MIGRATIONS_TEST_LIQUIBASE names: <c>package/dist/liquibase</c> of
/// the npm package <c>liquibase@4.28.1</c>, with Debian's slf4j-api.jar in its <c>lib</c> (its SQLite driver needs it).
/// </summary>
static class Liquibase
{
    /// <summary>Its folder; null where it is not to be had.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("MIGRATIONS_TEST_LIQUIBASE") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Runs a command on a changelog and a database.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(string command, string searchPath, string changelog, string connection, params string[] arguments) => Command.RunAsync("java",
        // One short run after the other: starting up is all that counts.
        ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", $"-Dliquibase.home={Folder}", "-jar", Path.Combine(Folder!, "internal", "lib", "liquibase-core.jar"), "--show-banner=false", "--log-level=warning", .. Url(connection),
            $"--search-path={searchPath}", $"--changelog-file={changelog}", command, .. arguments]);

    static string[] Url(string connection)
    {
        if (connection.Contains("Host=", StringComparison.Ordinal))
        {
            var postgres = new NpgsqlConnectionStringBuilder(connection);
            return [FormattableString.Invariant($"--url=jdbc:postgresql://{postgres.Host}:{postgres.Port}/{postgres.Database}"), $"--username={postgres.Username}", $"--password={postgres.Password}"];
        }
        if (connection.Contains("Server=", StringComparison.Ordinal))
        {
            var maria = new MySqlConnectionStringBuilder(connection);
            return [FormattableString.Invariant($"--url=jdbc:mariadb://{maria.Server}:{maria.Port}/{maria.Database}"), $"--username={maria.UserID}", $"--password={maria.Password}"];
        }
        return [$"--url=jdbc:sqlite:{connection["Data Source=".Length..]}"];
    }
}
