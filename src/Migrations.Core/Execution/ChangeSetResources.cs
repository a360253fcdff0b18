using Migrations.Changelog;
using Migrations.Changes;

namespace Migrations.Execution;

/// <summary>The files and properties that the changes of one change set see.</summary>
/// <param name="set">The change set.</param>
/// <param name="searchPath">Where files are looked for.</param>
/// <param name="properties">The properties.</param>
sealed class ChangeSetResources(ChangeSet set, SearchPath searchPath, ChangelogProperties properties) : IChangeResources
{
    Dictionary<string, ReadOnlyMemory<byte>>? files;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ReadFile(string path, bool relativeToChangelogFile, SourceSpan span)
    {
        var name = relativeToChangelogFile ? SearchPath.Sibling(set.SearchPathName, path) : path;
        files ??= new(StringComparer.Ordinal);
        if (files.TryGetValue(name, out var bytes))
            return bytes;
        return files[name] = Read(searchPath.Resolve(name, span), File.ReadAllBytes, span);
    }

    /// <inheritdoc/>
    public ResourceFile OpenFile(string path, bool relativeToChangelogFile, SourceSpan span) =>
        Open(searchPath.Resolve(relativeToChangelogFile ? SearchPath.Sibling(set.SearchPathName, path) : path, span), span);

    /// <inheritdoc/>
    // Most values are no files, and there may be millions of them: the first look costs little.
    public ResourceFile? FindFile(string path, SourceSpan span) =>
        new[] { SearchPath.Sibling(set.SearchPathName, path), SearchPath.Normalize(path) }.FirstOrDefault(name => searchPath.Roots.Any(root => File.Exists(Path.Combine(root, name)))) is { } found
            ? Open(searchPath.Resolve(found, span), span) : null;

    static ResourceFile Open(SearchPathFile file, SourceSpan span) =>
        new(file.DisplayPath, Read(file, path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, FileOptions.SequentialScan), span));

    static T Read<T>(SearchPathFile file, Func<string, T> read, SourceSpan span)
    {
        try
        {
            return read(file.FullPath);
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
