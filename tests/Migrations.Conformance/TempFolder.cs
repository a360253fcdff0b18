using System.Collections.Concurrent;

namespace Migrations.Conformance;

/// <summary>Folders for what a test writes beside databases; all of them go with the test process.</summary>
static class TempFolder
{
    static readonly ConcurrentBag<string> Made = [];

    static TempFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var folder in Made.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    };

    /// <summary>Makes one.</summary>
    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("migrations-").FullName;
        Made.Add(folder);
        return folder;
    }
}
