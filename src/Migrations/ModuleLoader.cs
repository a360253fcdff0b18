using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Migrations;

/// <summary>
/// Runs when PowerShell imports the module: gives <c>lib/</c> a load context of its own, so that our drivers never meet another
/// module's, and makes the types in it usable by name. Both last as long as the process, because objects outlive
/// <c>Remove-Module</c>; an import in a second runspace finds them done.
/// </summary>
/// <remarks>
/// PowerShell looks at the exported types of this assembly before it calls <see cref="OnImport"/>. No public type here may therefore
/// derive from, or implement, a type of Migrations.Core; internal types may.
/// </remarks>
public sealed class ModuleLoader : IModuleAssemblyInitializer
{
    /// <summary>The assemblies that this one is compiled against. All else in lib/ is reached only through them.</summary>
    static readonly string[] EntryAssemblies = ["Migrations.Core", "Migrations.Dialects"];

    static readonly object Once = new();
    static LibraryLoadContext? context;

    /// <summary>Where Migrations.dll lies.</summary>
    internal static string Folder { get; } = Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!;

    /// <inheritdoc/>
    public void OnImport()
    {
        lock (Once)
        {
            if (context is not null)
                return;
            var library = new LibraryLoadContext(Path.Combine(Folder, "lib"));
            AssemblyLoadContext.Default.Resolving += (_, name) =>
                EntryAssemblies.Contains(name.Name, StringComparer.Ordinal) ? library.LoadFromAssemblyName(name) : null;
            RegisterTypeNames();
            context = library;
        }
    }

    /// <summary>
    /// Whether the module in this folder is the one that is loaded. Importing a second copy of the same version leaves the first one's
    /// commands in place without a word, because .NET loads an assembly only once.
    /// </summary>
    internal static bool IsLoadedFrom(string moduleBase)
    {
        var path = Path.GetRelativePath(moduleBase, Folder);
        return path != ".." && !path.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(path);
    }

    /// <summary>
    /// PowerShell looks up type names in its own load context only, so <c>[Migrations.MigrationPlan]</c> would not be found. A type
    /// accelerator of the full name is the one door it leaves open; it has no public API.
    /// </summary>
    // Compiled when it is first called, and not before: by then the types can be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void RegisterTypeNames()
    {
        var add = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators")?
            .GetMethod("Add", [typeof(string), typeof(Type)])?.CreateDelegate<Action<string, Type>>()
            ?? throw new NotSupportedException("This PowerShell has no type accelerators, through which the module's types are found. PowerShell 7.4 or later is needed.");
        foreach (var type in NamedTypes())
            add(type.FullName!, type);
    }

    /// <summary>The public types of the namespace that scripts see. Looking for them among all types of the library takes longer than loading it.</summary>
    static Type[] NamedTypes() =>
    [
        typeof(ErrorCode), typeof(FailureThreshold), typeof(FindingSeverity), typeof(MigrationException), typeof(MigrationFinding), typeof(MigrationInfo),
        typeof(MigrationLock), typeof(MigrationPlan), typeof(MigrationRepair), typeof(MigrationResult), typeof(MigrationRisk), typeof(MigrationState),
        typeof(MigrationTarget), typeof(PlanStatement), typeof(PlanStep), typeof(RepairKind), typeof(UndoKind),
    ];
}
