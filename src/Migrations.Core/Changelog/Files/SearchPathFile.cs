namespace Migrations.Changelog;

/// <summary>A file that was found on the search path.</summary>
/// <param name="Name">
/// The path below the root that contains it, with <c>/</c> and in the case in which it is on disk: what FILENAME is made of.
/// </param>
/// <param name="FullPath">The full path.</param>
/// <param name="RealPath">Where the full path leads once every symbolic link is followed: what tells whether two names mean one file.</param>
/// <param name="DisplayPath">The path as the user may open it: relative to the caller's location where it is below.</param>
public sealed record SearchPathFile(string Name, string FullPath, string RealPath, string DisplayPath)
{
    /// <inheritdoc/>
    public override string ToString() => DisplayPath;
}
