namespace Migrations.Changelog;

/// <summary>
/// Changelogs in XML are not read yet. Where a folder says what runs, one must not be passed over like a file that is no changelog: Liquibase would run it, and what comes behind it counts on that.
/// </summary>
static class XmlChangelog
{
    /// <summary>Refuses a file that is one.</summary>
    /// <param name="file">A file of a folder.</param>
    /// <param name="span">Where the folder is named.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.NotSupported"/>.</exception>
    public static void Refuse(SearchPathFile file, SourceSpan span)
    {
        if (!file.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || !ChangelogText.BeginningOf(file.FullPath).Contains("<databaseChangeLog", StringComparison.Ordinal))
            return;
        throw new MigrationException(ErrorCode.NotSupported, $"'{file}' is a changelog in XML, which is not read.",
            "Write it in YAML, JSON or formatted SQL, or put it where it is not meant: in another folder, or left out by 'endsWithFilter'.", span);
    }
}
