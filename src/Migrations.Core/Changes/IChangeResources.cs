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

    /// <summary>Opens a file that may be too large to be held in memory, at its beginning.</summary>
    /// <inheritdoc cref="ReadFile"/>
    ResourceFile OpenFile(string path, bool relativeToChangelogFile, SourceSpan span);

    /// <summary>Opens a file that a value in a row may name: relative to the changelog file, or below a root of the search path.</summary>
    /// <param name="path">The path as written.</param>
    /// <param name="span">Where it is written.</param>
    /// <returns>The file; null where there is none.</returns>
    /// <exception cref="MigrationException"><see cref="ErrorCode.PathOutsideSearchPath"/>.</exception>
    ResourceFile? FindFile(string path, SourceSpan span);

    /// <summary>The text with the properties that the change set sees expanded.</summary>
    string Expand(string text);
}

/// <summary>An open file.</summary>
/// <param name="DisplayPath">The file as the user may open it.</param>
/// <param name="Content">Its bytes, to be disposed of by the reader.</param>
public sealed record ResourceFile(string DisplayPath, Stream Content)
{
    /// <summary>All of its bytes; the file is closed.</summary>
    public byte[] ReadAll()
    {
        using var content = Content;
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
