namespace Migrations.Changelog;

/// <summary>Reads one format of changelog files into nodes. What the nodes mean is not its business.</summary>
public interface IChangelogReader
{
    /// <summary>Whether files of that name are of this format.</summary>
    bool CanRead(string path);

    /// <summary>Reads a file.</summary>
    /// <param name="text">The decoded text.</param>
    /// <param name="displayPath">The file as the user may open it, for messages.</param>
    /// <param name="findings">Gets what is questionable about the file.</param>
    /// <returns>The <c>databaseChangeLog</c> node.</returns>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidSyntax"/> or <see cref="ErrorCode.InvalidChangelog"/>.</exception>
    ChangelogNode Read(string text, string displayPath, ICollection<MigrationFinding> findings);
}
