using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>
/// The folders in which changelogs and the files that they name are looked for. A file is known by its path below the first folder that
/// contains it, so that history does not depend on where a run was started.
/// </summary>
public sealed class SearchPath
{
    static readonly StringComparison FileNames =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    readonly string location;
    readonly ImmutableArray<string> realRoots;

    /// <summary>Makes a search path.</summary>
    /// <param name="location">The caller's location, a full path: what relative paths are relative to. The only root where no other is given.</param>
    /// <param name="roots">The folders in order.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.FileNotFound"/>: a root is no folder.</exception>
    public SearchPath(string location, params IEnumerable<string> roots)
    {
        this.location = Path.TrimEndingDirectorySeparator(Path.GetFullPath(location));
        Roots = [.. roots.Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root, this.location)))];
        if (Roots.IsEmpty) Roots = [this.location];
        foreach (var root in Roots)
        {
            if (!Directory.Exists(root))
                throw new MigrationException(ErrorCode.FileNotFound, $"The folder '{root}' of the search path does not exist.",
                    "Correct -SearchPath.");
        }
        realRoots = [.. Roots.Select(RealPath.Of)];
    }

    /// <summary>The folders, as full paths.</summary>
    public ImmutableArray<string> Roots { get; }

    /// <summary>
    /// The name by which a path is known: <c>classpath:</c>, a drive and a leading <c>/</c> off, <c>/</c> for <c>\</c>, <c>.</c> and <c>..</c>
    /// collapsed.
    /// </summary>
    public static string Normalize(string path)
    {
        if (path.StartsWith("classpath:", StringComparison.Ordinal)) path = path["classpath:".Length..];
        path = path.Replace('\\', '/');
        if (path is [var drive, ':', ..] && char.IsAsciiLetter(drive)) path = path[2..];
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts is [.., not ".."]) parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }
        return string.Join('/', parts);
    }

    /// <summary>The name of a file that is given relative to another.</summary>
    /// <param name="fileName">The name of the other file.</param>
    /// <param name="relativePath">The path from its folder.</param>
    public static string Sibling(string fileName, string relativePath)
    {
        var slash = fileName.LastIndexOf('/');
        return Normalize(slash < 0 ? relativePath : $"{fileName[..slash]}/{relativePath}");
    }

    /// <summary>Finds a file or folder that a user names: at the caller's location, or on the search path.</summary>
    /// <param name="path">The path as given, relative or full.</param>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.FileNotFound"/>: it is nowhere. <see cref="ErrorCode.PathOutsideSearchPath"/>: no root contains it.
    /// </exception>
    public SearchPathFile Locate(string path)
    {
        var full = Path.GetFullPath(path, location);
        if (!Exists(full)) return Resolve(path, SourceSpan.WholeFile(path));
        return FileAt(Path.TrimEndingDirectorySeparator(full)) ?? throw Outside(path, full, SourceSpan.WholeFile(path));
    }

    /// <summary>Finds a file or folder that a changelog names.</summary>
    /// <param name="name">The path as written, or as <see cref="Sibling"/> makes it.</param>
    /// <param name="span">Where it is written.</param>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.FileNotFound"/>, naming where it was looked for; <see cref="ErrorCode.PathOutsideSearchPath"/>;
    /// <see cref="ErrorCode.InvalidChangelog"/>: it is found under two roots.
    /// </exception>
    public SearchPathFile Resolve(string name, SourceSpan span) => Find(name, span) ?? throw NotFound(name, span);

    /// <summary>The error for a file that is nowhere on the search path.</summary>
    internal MigrationException NotFound(string name, SourceSpan span) => new(
        ErrorCode.FileNotFound, $"The file '{name}' was not found in {string.Join(", ", Roots.Select(root => $"'{root}'"))}.",
        "Correct the path, or name the folder that contains it with -SearchPath. A path next to the changelog needs 'relativeToChangelogFile: true'.",
        span);

    /// <summary>As <see cref="Resolve"/>, but null where there is no such file.</summary>
    /// <inheritdoc cref="Resolve"/>
    public SearchPathFile? Find(string name, SourceSpan span)
    {
        var normalized = Normalize(name);
        var found = new List<SearchPathFile>();
        foreach (var root in Roots)
        {
            var full = Path.GetFullPath(Path.Combine(root, normalized));
            if (!Exists(full)) continue;
            found.Add(FileAt(full) ?? throw Outside(name, full, span));
        }
        if (found.DistinctBy(file => file.RealPath).Skip(1).FirstOrDefault() is { } second)
        {
            throw new MigrationException(ErrorCode.InvalidChangelog,
                $"The file '{name}' is found twice: '{found[0].FullPath}' and '{second.FullPath}'.",
                "Rename one of them, or take its folder off -SearchPath.", span);
        }
        return found.FirstOrDefault();
    }

    /// <summary>The files of a folder and the folders below it, in all roots, in the order of their names (ordinal, the whole name).</summary>
    /// <param name="folder">The folder as written, or as <see cref="Sibling"/> makes it.</param>
    /// <param name="span">Where it is written.</param>
    /// <param name="minDepth">Files nearer than this are left out; 1 is in the folder itself.</param>
    /// <param name="maxDepth">Files deeper than this are left out.</param>
    /// <returns>The files; null where there is no such folder.</returns>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.PathOutsideSearchPath"/>: it, or a file in it, leads out of the search path.
    /// </exception>
    public ImmutableArray<SearchPathFile>? List(string folder, SourceSpan span, int minDepth = 0, int maxDepth = int.MaxValue)
    {
        var files = new SortedDictionary<string, SearchPathFile>(StringComparer.Ordinal);
        var normalized = Normalize(folder);
        var exists = false;
        foreach (var full in Roots.Select(root => Path.GetFullPath(Path.Combine(root, normalized))).Where(Directory.Exists))
        {
            exists = true;
            foreach (var path in Walk(full, span, depth: 1, minDepth, maxDepth, []))
            {
                var file = FileAt(path) ?? throw Outside(folder, path, span);
                files.TryAdd(file.Name, file);
            }
        }
        return exists ? [.. files.Values] : null;
    }

    /// <summary>The files directly in a folder that was found.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.PathOutsideSearchPath"/>: a file in it leads out of the search path.</exception>
    public ImmutableArray<SearchPathFile> FilesIn(SearchPathFile folder) => [.. Directory.EnumerateFiles(folder.FullPath)
        .Select(path => FileAt(path) ?? throw Outside(folder.Name, path, SourceSpan.WholeFile(folder.DisplayPath)))];

    IEnumerable<string> Walk(string folder, SourceSpan span, int depth, int minDepth, int maxDepth, ImmutableStack<string> around)
    {
        if (depth > maxDepth) yield break;
        var real = RealPath.Of(folder);
        if (!IsInside(real)) throw Outside(folder, folder, span);
        if (around.Contains(real)) yield break;
        if (depth >= minDepth) foreach (var file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (var inner in Directory.EnumerateDirectories(folder))
            foreach (var file in Walk(inner, span, depth + 1, minDepth, maxDepth, around.Push(real))) yield return file;
    }

    /// <summary>The file at a full path; null where it lies, or a link leads, outside every root.</summary>
    SearchPathFile? FileAt(string full)
    {
        var real = RealPath.Of(full);
        if (!IsInside(real)) return null;
        foreach (var root in Roots)
        {
            if (RelativeTo(root, full) is not { } relative) continue;
            var name = DiskSpelling.Of(root, relative.Replace(Path.DirectorySeparatorChar, '/'));
            var display = RelativeTo(location, full) is { Length: > 0 } nearer ? nearer : full;
            return new SearchPathFile(name, full, real, display);
        }
        return null;
    }

    bool IsInside(string realPath) => realRoots.Any(root => RelativeTo(root, realPath) is not null);

    /// <summary>The path below a folder; empty for the folder itself, null for a path elsewhere.</summary>
    static string? RelativeTo(string folder, string full)
    {
        if (full.Equals(folder, FileNames)) return "";
        var prefix = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        return full.StartsWith(prefix, FileNames) ? full[prefix.Length..] : null;
    }

    /// <summary>Whether a path leads to something; a link that leads nowhere does not.</summary>
    static bool Exists(string full)
    {
        try
        {
            return Path.Exists(RealPath.Of(full));
        }
        catch (IOException)
        {
            return false;
        }
    }

    MigrationException Outside(string name, string full, SourceSpan span) => new(
        ErrorCode.PathOutsideSearchPath, $"'{name}' leads to '{RealPath.Of(full)}', outside the search path ({string.Join(", ", Roots)}).",
        "Name a folder that contains the file with -SearchPath.", span);
}
