using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Migrations.Tests;

/// <summary>Where the build left things.</summary>
static class BuiltModule
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The module as it is shipped.</summary>
    public static string Folder { get; } = Path.Combine(Repository, "out", "Migrations");

    /// <summary>The manifest that users import.</summary>
    public static string Manifest { get; } = Path.Combine(Folder, "Migrations.psd1");

    /// <summary>The manifest of the repository, which leads to the same module.</summary>
    public static string RepositoryManifest { get; } = Path.Combine(Repository, "Migrations.psd1");

    /// <summary>A program of this repository, built in the same configuration as these tests.</summary>
    public static string Program(string folder, string name)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Repository, folder, name, "bin", framework.Parent!.Name, framework.Name, name + ".dll");
    }

    /// <summary>
    /// The types of this assembly that derive from the module's are looked at before any test has imported it, so the module is loaded
    /// first, from where PowerShell will find it.
    /// </summary>
    [ModuleInitializer]
    internal static void Load()
    {
        // What is shown must not depend on who runs the tests; those about build agents say which one is meant.
        foreach (var agent in new[] { "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI" })
            Environment.SetEnvironmentVariable(agent, null);
        AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Folder, "Migrations.dll"));
        OnImport();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void OnImport() => new ModuleLoader().OnImport();

    static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Module.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
        return folder.FullName;
    }
}
