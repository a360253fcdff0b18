using System.Runtime.InteropServices;

namespace Migrations;

/// <summary>
/// Finds assemblies and native libraries in lib/ by the rules of runtime identifiers, without the deps.json: first
/// <c>runtimes/&lt;rid&gt;</c> from the most particular rid on, then the folder itself, where a package may keep a stub.
/// <c>compiled/&lt;rid&gt;</c> has some of them again, compiled ahead of time.
/// </summary>
/// <param name="folder">The absolute path of lib/.</param>
sealed class LibraryFolder(string folder)
{
    readonly string[] rids = [.. Rids(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : IsMusl() ? "linux-musl" : "linux")];

    /// <summary>The full path of an assembly that was compiled ahead of time for this platform, or null.</summary>
    public string? FindCompiled(string name) => FirstFile([Path.Combine("compiled", rids[0], name + ".dll")]);

    /// <summary>The full path of an assembly, or null.</summary>
    public string? FindAssembly(string name) =>
        FirstFile([.. rids.Select(rid => Path.Combine("runtimes", rid, "lib", "net8.0", name + ".dll")), name + ".dll"]);

    /// <summary>The full path of a native library, or null. The name is as a DllImport has it, with or without prefix and ending.</summary>
    public string? FindNative(string name)
    {
        string[] files = OperatingSystem.IsWindows() ? [name, name + ".dll"]
            : OperatingSystem.IsMacOS() ? [name, $"lib{name}.dylib", name + ".dylib"]
            : [name, $"lib{name}.so", name + ".so"];
        return FirstFile([.. rids.SelectMany(rid => files.Select(file => Path.Combine("runtimes", rid, "native", file)))]);
    }

    string? FirstFile(string[] candidates) => candidates.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists);

    static IEnumerable<string> Rids(string system)
    {
        yield return $"{system}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        yield return system;
        if (system != "win")
            yield return "unix";
    }

    static bool IsMusl() =>
        RuntimeInformation.RuntimeIdentifier is var rid && (rid.Contains("musl", StringComparison.Ordinal) || rid.StartsWith("alpine", StringComparison.Ordinal));
}
