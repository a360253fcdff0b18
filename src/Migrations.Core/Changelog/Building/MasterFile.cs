using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>What a folder means that is given instead of a changelog.</summary>
static class MasterFile
{
    static readonly string[] Names = ["changelog", "changelog-master", "db.changelog-master", "master"];

    /// <summary>The files to read, in order: the master file alone where there is one, else every changelog of the folder by name.</summary>
    /// <param name="files">The files of the folder.</param>
    /// <param name="isChangelog">Whether one is a changelog, for which it may have to be looked into.</param>
    /// <exception cref="MigrationException">There is no master file, and one of the changelogs is in XML (<see cref="ErrorCode.NotSupported"/>).</exception>
    public static ImmutableArray<SearchPathFile> Choose(IEnumerable<SearchPathFile> files, Func<SearchPathFile, bool> isChangelog)
    {
        var sorted = files.OrderBy(file => file.Name, StringComparer.Ordinal).ToImmutableArray();
        foreach (var name in Names)
        {
            var master = sorted.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file.Name).Equals(name, StringComparison.OrdinalIgnoreCase) && isChangelog(file));
            if (master is not null) return [master];
        }
        foreach (var file in sorted)
            XmlChangelog.Refuse(file, SourceSpan.WholeFile(file.DisplayPath));
        return [.. sorted.Where(isChangelog)];
    }
}
