using System.Net;
using System.Net.Sockets;

namespace Migrations.Conformance;

/// <summary>A database server for tests: makes empty databases and throws them away.</summary>
public abstract class TestServer : IAsyncDisposable
{
    int databases;

    /// <summary>Liquibase's short name of the database.</summary>
    public abstract string Provider { get; }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public abstract Task<string> CreateDatabaseAsync();

    /// <summary>Stops the server and removes its files.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>A name that no other database of this server has.</summary>
    protected string NextName() => FormattableString.Invariant($"mig{Interlocked.Increment(ref databases)}");

    /// <summary>A port that is free now.</summary>
    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A new folder that belongs to a user, for a server that refuses to run as root.</summary>
    protected static async Task<string> NewFolderAsync(string owner)
    {
        var folder = Directory.CreateTempSubdirectory("migrations-").FullName;
        if (Environment.IsPrivilegedProcess)
            await Command.RunAsync("chown", owner, folder);
        return folder;
    }

    /// <summary>The arguments that run a program as a user, where this process is root.</summary>
    protected static (string Program, string[] Arguments) As(string user, string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess ? ("runuser", ["-u", user, "--", program, .. arguments]) : (program, arguments);
}
