using System.Reflection;
using System.Runtime.Loader;

namespace Migrations;

/// <summary>The load context of lib/: our libraries, the drivers and their native parts, at our versions, whatever else is loaded.</summary>
sealed class LibraryLoadContext : AssemblyLoadContext
{
    static readonly string? RuntimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location);

    readonly LibraryFolder library;
    readonly Func<AssemblyName, string?> findAssembly;
    readonly Func<string, string?> findNative;

    /// <param name="folder">The absolute path of lib/.</param>
    public LibraryLoadContext(string folder)
        : base("Migrations")
    {
        library = new LibraryFolder(folder);
        try
        {
            var resolver = new AssemblyDependencyResolver(Path.Combine(folder, "Migrations.Dialects.dll"));
            (findAssembly, findNative) = (resolver.ResolveAssemblyToPath, resolver.ResolveUnmanagedDllToPath);
        }
        catch (InvalidOperationException)
        {
            // The resolver is a part of the dotnet launcher. A program that starts .NET itself may not have it.
            (findAssembly, findNative) = (name => library.FindAssembly(name.Name!), library.FindNative);
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        RuntimeHas(assemblyName) ? null : (library.FindCompiled(assemblyName.Name!) ?? findAssembly(assemblyName)) is { } path ? LoadFromAssemblyPath(path) : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        findNative(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    /// <summary>
    /// Whether .NET itself has the assembly, at least as new. Then its copy is used, because what is shared through it
    /// (ActivitySource, Meter) would not be seen by the rest of the process in a second copy. Drivers are always our own.
    /// </summary>
    static bool RuntimeHas(AssemblyName name)
    {
        if (string.IsNullOrEmpty(RuntimeFolder) || name.Name?.StartsWith("System.", StringComparison.Ordinal) != true)
            return false;
        var path = Path.Combine(RuntimeFolder, name.Name + ".dll");
        return File.Exists(path) && AssemblyName.GetAssemblyName(path).Version >= name.Version;
    }
}
