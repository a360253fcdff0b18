using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>What the changes of one change set refer to beyond their own text: files, and the properties that are expanded in them.</summary>
public interface IChangeResources
{
    /// <summary>The bytes of a file, read once.</summary>
    /// <param name="path">The path as written: below a root of the search path, or relative to the changelog file.</param>
    /// <param name="relativeToChangelogFile">Whether it is relative to the changelog file that the change set stands in.</param>
    /// <param name="span">Where the path is written.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.FileNotFound"/> or <see cref="ErrorCode.PathOutsideSearchPath"/>.</exception>
    ReadOnlyMemory<byte> ReadFile(string path, bool relativeToChangelogFile, SourceSpan span);

    /// <summary>The text with the properties that the change set sees expanded.</summary>
    string Expand(string text);
}
