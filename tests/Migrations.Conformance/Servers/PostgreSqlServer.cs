using Npgsql;

namespace Migrations.Conformance;

/// <summary>A private PostgreSQL server from the operating system's packages.</summary>
public sealed class PostgreSqlServer : TestServer
{
    const string User = "postgres";
    const string Password = "only-for-tests";
    readonly string folder;
    readonly int port;

    PostgreSqlServer(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    /// <inheritdoc/>
    public override string Provider => "postgresql";

    /// <summary>The folder of the programs; null where PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
        : null;

    /// <summary>Starts a server that need not survive the machine, as tests want it: it never waits for the disk.</summary>
    public static Task<TestServer> StartAsync() => StartAsync("-c fsync=off");

    /// <summary>Starts a server with the settings that PostgreSQL comes with, as its users have it: a commit waits for the disk.</summary>
    public static Task<TestServer> StartDurableAsync() => StartAsync("");

    static async Task<TestServer> StartAsync(string settings)
    {
        var server = new PostgreSqlServer(await NewFolderAsync(User), FreePort());
        var passwords = Path.Combine(server.folder, "password");
        await File.WriteAllTextAsync(passwords, Password);
        if (Environment.IsPrivilegedProcess)
            await Command.RunAsync("chown", User, passwords);
        await RunAsync("initdb", "-D", server.Data, "-U", User, "-A", "scram-sha-256", "--pwfile", passwords, "--locale=C.UTF-8", "-E", "UTF8");
        await RunAsync("pg_ctl", "-D", server.Data, "-w", "-l", Path.Combine(server.folder, "log"),
            "-o", FormattableString.Invariant($"-p {server.port} -k {server.folder} -c listen_addresses=127.0.0.1 -c max_connections=50 {settings}"), "start");
        return server;
    }

    /// <inheritdoc/>
    public override async Task<string> CreateDatabaseAsync()
    {
        var name = NextName();
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Has the server crash and start again: what it had not written is gone.</summary>
    public Task CrashAsync() => RunAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "-l", Path.Combine(folder, "log"), "restart");

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    string Data => Path.Combine(folder, "data");

    string ConnectionString(string database) =>
        FormattableString.Invariant($"Host=127.0.0.1;Port={port};Username={User};Password={Password};Database={database};Pooling=false");

    static Task<string> RunAsync(string program, params string[] arguments)
    {
        var (file, all) = As(User, Path.Combine(Programs!, program), arguments);
        return Command.RunAsync(file, all);
    }
}
