using System.Diagnostics;
using MySqlConnector;

namespace Migrations.Conformance;

/// <summary>A private MariaDB server from the operating system's packages.</summary>
public sealed class MariaDbServer : TestServer
{
    const string SystemUser = "mysql";
    const string User = "tester";
    const string Password = "only-for-tests";
    readonly string folder;
    readonly int port;
    Process? process;

    MariaDbServer(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    /// <inheritdoc/>
    public override string Provider => "mariadb";

    /// <summary>The server's program; null where MariaDB is not installed.</summary>
    public static string? Program { get; } = Command.FirstExisting("/usr/sbin/mariadbd", "/usr/libexec/mariadbd");

    /// <summary>Starts a server.</summary>
    public static async Task<TestServer> StartAsync()
    {
        var server = new MariaDbServer(await NewFolderAsync(SystemUser), FreePort());
        var (install, arguments) = As(SystemUser, "mariadb-install-db", "--no-defaults", $"--datadir={server.Data}", "--auth-root-authentication-method=normal", "--skip-test-db");
        await Command.RunAsync(install, arguments);
        var (program, options) = As(SystemUser, Program!, "--no-defaults", $"--datadir={server.Data}", $"--socket={server.Socket}", FormattableString.Invariant($"--port={server.port}"),
            "--bind-address=127.0.0.1", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M", "--character-set-server=utf8mb4",
            $"--pid-file={Path.Combine(server.folder, "pid")}", $"--log-error={Path.Combine(server.folder, "log")}");
        server.process = Command.Start(program, options);
        await server.WaitAsync();
        return server;
    }

    /// <inheritdoc/>
    public override async Task<string> CreateDatabaseAsync()
    {
        var name = NextName();
        await ExecuteAsync(ConnectionString(""), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await ExecuteAsync(ConnectionString(""), "SHUTDOWN");
        await process!.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    string Data => Path.Combine(folder, "data");

    string Socket => Path.Combine(folder, "sock");

    string ConnectionString(string database) =>
        FormattableString.Invariant($"Server=127.0.0.1;Port={port};User ID={User};Password={Password};Database={database};Pooling=false;AllowPublicKeyRetrieval=true");

    async Task WaitAsync()
    {
        var root = $"Server={Socket};Protocol=unix;User ID=root;Pooling=false";
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ExecuteAsync(root, $"CREATE USER '{User}'@'%' IDENTIFIED BY '{Password}'");
                await ExecuteAsync(root, $"GRANT ALL ON *.* TO '{User}'@'%' WITH GRANT OPTION");
                return;
            }
            catch (MySqlException) when (attempt < 300 && !process!.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
