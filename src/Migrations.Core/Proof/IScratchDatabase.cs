using Migrations.Execution;

namespace Migrations.Proof;

/// <summary>A database to try change sets in. Disposing of it leaves nothing behind, whatever has happened.</summary>
public interface IScratchDatabase : IAsyncDisposable
{
    /// <summary>How to connect to it.</summary>
    ConnectionSettings Connection { get; }

    /// <summary>Whether it was given, and is only emptied at the end; else it was made for this, and goes.</summary>
    bool IsGiven { get; }

    /// <summary>The other databases of the server, where a name in SQL can reach them.</summary>
    IReadOnlyList<string> Neighbours { get; }

    /// <summary>Makes it empty. No session is open on it.</summary>
    Task EmptyAsync(CancellationToken cancellationToken);
}
