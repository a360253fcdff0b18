using Migrations.Changelog;
using Migrations.Changes;

namespace Migrations.Execution;

/// <summary>The files and properties that the changes of one change set see.</summary>
/// <param name="set">The change set.</param>
/// <param name="searchPath">Where files are looked for.</param>
/// <param name="properties">The properties.</param>
sealed class ChangeSetResources(ChangeSet set, SearchPath searchPath, ChangelogProperties properties) : IChangeResources
{
    readonly Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ReadFile(string path, bool relativeToChangelogFile, SourceSpan span)
    {
        var name = relativeToChangelogFile ? SearchPath.Sibling(set.SearchPathName, path) : path;
        if (files.TryGetValue(name, out var bytes))
            return bytes;
        var file = searchPath.Resolve(name, span);
        try
        {
            return files[name] = File.ReadAllBytes(file.FullPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCode.FileNotFound, $"the file {file.DisplayPath} cannot be read: {e.Message}", "Check your rights to the file.", span, e);
        }
    }

    /// <inheritdoc/>
    // Looking a property up notes the secrets it meets, and change sets are prepared side by side.
    public string Expand(string text)
    {
        lock (properties)
            return properties.Expand(text, set.SearchPathName, set.Span).Value;
    }
}
