using System.Net;
using System.Net.Sockets;

namespace Migrations.Conformance.PostgreSql;

/// <summary>Stands before a server and can be cut, as if the machine in front of it had died.</summary>
sealed class TcpProxy : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly List<TcpClient> clients = [];

    /// <summary>Listens for connections to a server.</summary>
    public TcpProxy(string host, int port)
    {
        listener.Start();
        _ = AcceptAsync(host, port);
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Closes all connections on both sides.</summary>
    public void Cut()
    {
        lock (clients)
            clients.ForEach(c => c.Close());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        listener.Stop();
        Cut();
        return ValueTask.CompletedTask;
    }

    async Task AcceptAsync(string host, int port)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(host, port);
                lock (clients)
                    clients.AddRange([client, server]);
                _ = Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was stopped.
        }
    }
}
