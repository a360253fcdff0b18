namespace Migrations.Changelog;

/// <summary>
/// What Liquibase takes from Java's system properties: they can be used as <c>${user.name}</c>, behind the environment and before everything else. Those about Java
/// itself do not exist here.
/// </summary>
static class JavaSystem
{
    /// <summary>Java's name of this system, as far as it does not depend on the version.</summary>
    public static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "Mac OS X" : OperatingSystem.IsFreeBSD() ? "FreeBSD" : "Linux";

    /// <summary>The value of a property; null where there is none here.</summary>
    public static string? Property(string name) => name.ToUpperInvariant() switch
    {
        "USER.NAME" => Environment.UserName,
        "USER.HOME" => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "USER.DIR" => Environment.CurrentDirectory,
        "OS.NAME" => OperatingSystemName,
        "FILE.SEPARATOR" => Path.DirectorySeparatorChar.ToString(),
        "PATH.SEPARATOR" => Path.PathSeparator.ToString(),
        "LINE.SEPARATOR" => Environment.NewLine,
        "JAVA.IO.TMPDIR" => Path.TrimEndingDirectorySeparator(Path.GetTempPath()),
        _ => null,
    };
}
