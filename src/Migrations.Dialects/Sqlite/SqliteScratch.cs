using Migrations.Execution;
using Migrations.Proof;

namespace Migrations.Dialects.Sqlite;

/// <summary>A scratch database: a file in a folder of its own, or one that was given.</summary>
/// <param name="folder">The folder that goes with it; null for a file that was given.</param>
/// <param name="file">The file.</param>
/// <param name="foreignKeys">Whether foreign keys are checked, as on the target.</param>
sealed class SqliteScratch(string? folder, string file, bool foreignKeys) : IScratchDatabase
{
    /// <summary>What may lie beside a database file.</summary>
    static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal", ".migrations.lock"];

    /// <summary>A new file.</summary>
    public static SqliteScratch Create(SqliteConnectionText? like)
    {
        var folder = Directory.CreateTempSubdirectory("migrations-scratch-").FullName;
        return new(folder, Path.Combine(folder, "scratch.db"), like?.ForeignKeys == true);
    }

    /// <summary>A file that was given.</summary>
    /// <exception cref="MigrationException">It is no file (<see cref="ErrorCode.ScratchUnusable"/>).</exception>
    public static SqliteScratch Take(SqliteConnectionText given) => given.Path is { } path ? new(null, path, given.ForeignKeys)
        : throw new MigrationException(ErrorCode.ScratchUnusable, "a database in memory goes with its connection, and a proof makes several", "Leave -ScratchConnection out: a file of its own is made and deleted again.");

    /// <inheritdoc/>
    public ConnectionSettings Connection { get; } = new($"Data Source={file}{(foreignKeys ? ";Foreign Keys=True" : "")}") { Provider = "sqlite" };

    /// <inheritdoc/>
    public bool IsGiven => folder is null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Neighbours => [];

    /// <inheritdoc/>
    public Task EmptyAsync(CancellationToken cancellationToken)
    {
        foreach (var suffix in Suffixes)
            File.Delete(file + suffix);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (folder is null)
            await EmptyAsync(CancellationToken.None);
        else
            Directory.Delete(folder, recursive: true);
    }
}
