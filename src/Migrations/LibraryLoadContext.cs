using System.Reflection;
using System.Runtime.Loader;

namespace Migrations;

/// <summary>The load context of lib/: our libraries, the drivers and their native parts, at our versions, whatever else is loaded.</summary>
sealed class LibraryLoadContext : AssemblyLoadContext
{
    static readonly string? RuntimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location);

    readonly LibraryFolder library;

    /// <summary>Reads the deps.json, which takes as long as loading a library; what is compiled ahead is found without it.</summary>
    readonly Lazy<AssemblyDependencyResolver?> resolver;

    /// <param name="folder">The absolute path of lib/.</param>
    public LibraryLoadContext(string folder)
        : base("Migrations")
    {
        library = new LibraryFolder(folder);
        resolver = new(() => ResolverOf(folder));
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        RuntimeHas(assemblyName) ? null : (library.FindCompiled(assemblyName.Name!) ?? FindAssembly(assemblyName)) is { } path ? LoadFromAssemblyPath(path) : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        FindNative(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    string? FindAssembly(AssemblyName name) => resolver.Value is { } found ? found.ResolveAssemblyToPath(name) : library.FindAssembly(name.Name!);

    string? FindNative(string name) => resolver.Value is { } found ? found.ResolveUnmanagedDllToPath(name) : library.FindNative(name);

    static AssemblyDependencyResolver? ResolverOf(string folder)
    {
        try
        {
            return new(Path.Combine(folder, "Migrations.Dialects.dll"));
        }
        catch (InvalidOperationException)
        {
            // The resolver is a part of the dotnet launcher. A program that starts .NET itself may not have it.
            return null;
        }
    }

    /// <summary>
    /// Whether .NET itself has the assembly, at least as new. Then its copy is used, because what is shared through it
    /// (ActivitySource, Meter) would not be seen by the rest of the process in a second copy. Drivers are always our own.
    /// </summary>
    static bool RuntimeHas(AssemblyName name)
    {
        if (string.IsNullOrEmpty(RuntimeFolder) || name.Name?.StartsWith("System.", StringComparison.Ordinal) != true)
            return false;
        // It would be loaded in any case, and asking it is faster than reading its file.
        return File.Exists(Path.Combine(RuntimeFolder, name.Name + ".dll")) && Default.LoadFromAssemblyName(new(name.Name)).GetName().Version >= name.Version;
    }
}
