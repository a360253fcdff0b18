namespace Migrations.Conformance;

/// <summary>SQLite: every database is a file.</summary>
public sealed class SqliteServer : TestServer
{
    readonly string folder = Directory.CreateTempSubdirectory("migrations-").FullName;

    /// <inheritdoc/>
    public override string Provider => "sqlite";

    /// <inheritdoc/>
    public override Task<string> CreateDatabaseAsync() => Task.FromResult($"Data Source={Path.Combine(folder, NextName() + ".db")}");

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return default;
    }
}
