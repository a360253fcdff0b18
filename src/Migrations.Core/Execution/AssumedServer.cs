namespace Migrations.Execution;

/// <summary>What a plan without a connection takes the server to be.</summary>
/// <param name="Version">Its version as people write it; null for a current one.</param>
/// <param name="Edition">Its edition; null for the one that can do least.</param>
public sealed record AssumedServer(string? Version, string? Edition)
{
    /// <summary>The version in numbers; null where none is said.</summary>
    /// <exception cref="MigrationException">It is no version.</exception>
    public Version? Number => Version is null ? null
        : System.Version.TryParse(Version.Contains('.', StringComparison.Ordinal) ? Version : Version + ".0", out var number) ? number
        : throw new MigrationException(ErrorCode.InvalidConfiguration, $"'{Version}' of 'targetVersion' is no version", "Write numbers with dots between them: 15, 10.11.");

    /// <summary>Refuses an edition where the database has none.</summary>
    /// <param name="database">The name of the database, for people.</param>
    /// <exception cref="MigrationException">One is said.</exception>
    public void RefuseEdition(string database)
    {
        if (Edition is not null)
            throw new MigrationException(ErrorCode.InvalidConfiguration, $"'targetEdition: {Edition}' says nothing of {database}, which has no editions", "Take it out, or put it into an environment for SQL Server.");
    }
}
