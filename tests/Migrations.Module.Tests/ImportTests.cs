using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Migrations.Tests;

/// <summary>The module as PowerShell finds it.</summary>
public sealed partial class ImportTests : IDisposable
{
    readonly ModuleSession session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public void Both_manifests_are_valid_and_refuse_Windows_PowerShell()
    {
        foreach (var manifest in new[] { BuiltModule.Manifest, BuiltModule.RepositoryManifest })
        {
            var module = Assert.Single(session.Run("Test-ModuleManifest $args[0]", manifest).Of<PSModuleInfo>());
            Assert.Equal(["Core"], module.CompatiblePSEditions);
            Assert.Equal(new Version(7, 4), module.PowerShellVersion);
        }
    }

    [Fact]
    public void The_module_has_the_version_of_its_assembly()
    {
        var module = Assert.Single(session.Run("Get-Module Migrations").Of<PSModuleInfo>());

        Assert.Equal(typeof(MigrationCmdlet).Assembly.GetName().Version!.ToString(3), module.Version.ToString());
    }

    [Fact]
    public void Every_command_of_the_assembly_is_exported_and_nothing_else()
    {
        var commands = typeof(MigrationCmdlet).Assembly.GetExportedTypes()
            .Select(type => type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Cast<CmdletAttribute>().SingleOrDefault())
            .OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");
        var module = Assert.Single(session.Run("Get-Module Migrations").Of<PSModuleInfo>());

        Assert.Equal(commands.Order(StringComparer.Ordinal), module.ExportedCommands.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_public_type_of_the_flat_namespace_can_be_named_in_a_script()
    {
        var types = typeof(ErrorCode).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "Migrations", IsNested: false, IsGenericTypeDefinition: false });

        foreach (var type in types)
            Assert.Same(type, Assert.Single(session.Run($"[{type.FullName}]").Of<Type>()));
    }

    [Fact]
    public void A_function_can_have_a_parameter_of_the_module_s_type()
    {
        Assert.Equal([ErrorCode.LockHeld], session.Run("function f([Migrations.ErrorCode] $Code) { $Code } f LockHeld").Of<ErrorCode>());
    }

    [Fact]
    public void A_second_import_and_an_import_in_another_runspace_change_nothing()
    {
        Assert.Equal(["ok"], session.Run("Import-Module $args[0] -Force; 'ok'", BuiltModule.Manifest).Of<string>());
        using var second = new ModuleSession();
        Assert.Equal([ErrorCode.Declined], second.Run("[Migrations.ErrorCode]::Declined").Of<ErrorCode>());
    }

    [Fact]
    public void A_command_imported_from_elsewhere_than_it_is_loaded_from_asks_for_a_new_process()
    {
        var error = session.Run("Import-Module $args[0]; Migrations.Module.Tests\\Test-Failure", typeof(ImportTests).Assembly.Location)
            .Error("ModuleReplaced,Migrations.Tests.TestFailure");

        Assert.Contains(BuiltModule.Folder, error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Restart PowerShell", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_ships_what_PowerShell_7_runs_on_and_no_other_platform()
    {
        var platforms = Directory.GetDirectories(Path.Combine(BuiltModule.Folder, "lib", "runtimes")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(
            ["linux-arm64", "linux-musl-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64", "unix", "win", "win-arm64", "win-x64"],
            platforms);
    }

    [Fact]
    public void The_module_holds_one_copy_of_each_of_its_assemblies_and_none_of_PowerShell()
    {
        var files = Directory.GetFiles(BuiltModule.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToArray();

        foreach (var own in new[] { "Migrations.dll", "Migrations.Core.dll", "Migrations.Dialects.dll", "Migrations.Dialects.deps.json", "Migrations.psd1" })
            Assert.Single(files, own);
        Assert.DoesNotContain("System.Management.Automation.dll", files);
        Assert.Empty(Directory.GetFiles(AppContext.BaseDirectory, "Migrations.dll"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(HostProcess.Program)!, "Migrations.dll"));
    }

    [Fact]
    public void The_manifest_in_the_repository_leads_only_to_files_of_the_build()
    {
        var paths = BuildPath().Matches(File.ReadAllText(BuiltModule.RepositoryManifest)).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(File.Exists(Path.Combine(BuiltModule.Folder, path)), path));
        Assert.DoesNotContain("'out/", File.ReadAllText(BuiltModule.Manifest), StringComparison.Ordinal);
    }

    [GeneratedRegex("'out/Migrations/([^']+)'")]
    private static partial Regex BuildPath();
}
