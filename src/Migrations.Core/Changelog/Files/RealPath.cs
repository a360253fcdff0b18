namespace Migrations.Changelog;

/// <summary>Where a path leads once every symbolic link on the way is followed.</summary>
static class RealPath
{
    const int MostLinks = 64;

    /// <summary>Follows the links of a path. What does not exist is taken as it stands.</summary>
    /// <param name="path">A full path.</param>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string Of(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(PartsFromLast(path[resolved.Length..]));
        var links = 0;
        while (rest.TryPop(out var name))
        {
            var next = Path.Combine(resolved, name);
            if (LinkTarget(next) is not { } target)
            {
                resolved = next;
                continue;
            }
            if (++links > MostLinks) throw new IOException($"The symbolic links of '{path}' go round in a circle.");
            var full = Path.GetFullPath(target, resolved);
            resolved = Path.GetPathRoot(full)!;
            foreach (var part in PartsFromLast(full[resolved.Length..])) rest.Push(part);
        }
        return resolved;
    }

    static IEnumerable<string> PartsFromLast(string path) =>
        path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).AsEnumerable().Reverse();

    static string? LinkTarget(string path) => new FileInfo(path).LinkTarget;
}
