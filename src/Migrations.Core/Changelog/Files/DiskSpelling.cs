namespace Migrations.Changelog;

/// <summary>The case in which a name is on disk. Where the file system does not tell cases apart, history must.</summary>
static class DiskSpelling
{
    /// <summary>The path below a folder as it is spelled on disk.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="relativePath">A path below it, with <c>/</c>. Parts that are not found stay as they are.</param>
    public static string Of(string folder, string relativePath)
    {
        var parts = relativePath.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Spelling(folder, parts[i]);
            folder = Path.Combine(folder, parts[i]);
        }
        return string.Join('/', parts);
    }

    static string Spelling(string folder, string name)
    {
        // A file system that tells cases apart has found the name as it is spelled.
        if (OperatingSystem.IsLinux() && Path.Exists(Path.Combine(folder, name)) || !Directory.Exists(folder)) return name;
        var names = Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)!).ToList();
        return names.Contains(name) ? name : names.Find(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
    }
}
