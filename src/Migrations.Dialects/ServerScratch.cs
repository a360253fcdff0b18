using Migrations.Execution;
using Migrations.Proof;

namespace Migrations.Dialects;

/// <summary>A scratch database on a server: made and dropped, or given and emptied.</summary>
/// <param name="connection">How to connect to it.</param>
/// <param name="isGiven">Whether it was given.</param>
abstract class ServerScratch(ConnectionSettings connection, bool isGiven) : IScratchDatabase
{
    bool isFresh;

    /// <inheritdoc/>
    public ConnectionSettings Connection { get; } = connection;

    /// <inheritdoc/>
    public bool IsGiven { get; } = isGiven;

    /// <inheritdoc/>
    public IReadOnlyList<string> Neighbours { get; protected set; } = [];

    /// <summary>A name that no database has, and by which people see what it is for.</summary>
    protected static string NewName() => $"migrations_scratch_{Guid.NewGuid():N}"[..31];

    /// <summary>Makes the database.</summary>
    protected abstract Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>Drops the database, and whoever is connected to it.</summary>
    protected abstract Task DropAsync();

    /// <summary>Takes everything out of a database that stays.</summary>
    protected abstract Task ClearAsync(CancellationToken cancellationToken);

    /// <summary>Makes a new database, or takes the given one.</summary>
    public async Task<IScratchDatabase> StartAsync(CancellationToken cancellationToken)
    {
        if (!IsGiven)
            await CreateNewAsync(cancellationToken);
        return this;
    }

    /// <inheritdoc/>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        if (IsGiven)
            await ClearAsync(cancellationToken);
        else if (!isFresh)
        {
            await DropAsync();
            await CreateNewAsync(cancellationToken);
        }
        isFresh = false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (IsGiven)
            await ClearAsync(CancellationToken.None);
        else
            await DropAsync();
    }

    async Task CreateNewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CreateAsync(cancellationToken);
        }
        catch
        {
            // The server may have made it before it was stopped.
            await DropAsync();
            throw;
        }
        isFresh = true;
    }

    /// <summary>The error where a database cannot be made.</summary>
    protected static MigrationException CannotCreate(string server, Exception cause) => new(ErrorCode.ScratchUnusable, $"no scratch database can be made on {server}: {cause.Message}",
        "Give the user the right to create databases, or give an empty database with -ScratchConnection.", innerException: cause);

    /// <summary>The error where nothing says on which server to make one.</summary>
    public static MigrationException NoServer(string database) => new(ErrorCode.ScratchUnusable, $"a proof without a target needs a {database} database to try the change sets in",
        "Give an empty one with -ScratchConnection.");
}
