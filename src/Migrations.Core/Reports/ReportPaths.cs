namespace Migrations.Reports;

/// <summary>
/// Where the files of a plan are. A plan names them as its user may open them, relative to where that user stood; tools that read reports want them relative to
/// the root of the sources, and build agents want full paths.
/// </summary>
sealed class ReportPaths
{
    readonly string? location;

    ReportPaths(string? location, string? root)
    {
        this.location = location;
        Root = root;
    }

    /// <summary>The root of the sources: the repository that the user stood in, else the place itself. Null for a plan from a file, which does not say where its user stood.</summary>
    public string? Root { get; }

    /// <summary>The paths of a plan.</summary>
    public static ReportPaths Of(MigrationPlan plan) => plan.Origin is { Location: { Length: > 0 } location } ? new(location, RepositoryOf(location) ?? location) : new(null, null);

    /// <summary>The full path; what it was where nothing tells, or where it can be no path.</summary>
    public string Full(string file) => location is null || file.Contains('\0', StringComparison.Ordinal) ? file : Path.GetFullPath(file, location);

    /// <summary>The path relative to <see cref="Root"/>, separated by <c>/</c>; a full path for a file elsewhere.</summary>
    public string Relative(string file)
    {
        var full = Full(file);
        if (Root is null || !Path.IsPathFullyQualified(full))
            return file.Replace('\\', '/');
        var relative = Path.GetRelativePath(Root, full);
        var isElsewhere = relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(relative);
        return (isElsewhere ? full : relative).Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>A path of <see cref="Relative"/> as a reference that stands in a URI: every part escaped.</summary>
    public string Uri(string file)
    {
        var relative = Relative(file);
        return Path.IsPathRooted(relative) ? new Uri(relative).AbsoluteUri : string.Join('/', relative.Split('/').Select(System.Uri.EscapeDataString));
    }

    static string? RepositoryOf(string location)
    {
        for (var folder = new DirectoryInfo(location); folder is not null; folder = folder.Parent)
        {
            // In a worktree it is a file.
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
                return folder.FullName;
        }
        return null;
    }
}
