using System.Runtime.InteropServices;

namespace Migrations.Tests;

/// <summary>The module beside other users of the same drivers.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Our_drivers_work_in_a_process_that_already_uses_other_versions_of_them()
    {
        var program = await ChildProcess.RunAsync(BuiltModule.Repository, BuiltModule.Program("tests", "Migrations.Module.Neighbour"), BuiltModule.Manifest);
        Assert.True(program.ExitCode == 0, program.Error);
        var lines = program.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split('|')).ToArray();
        string[] Of(string side, string assembly) => lines.Single(line => line[0] == side && line[1] == assembly);

        Assert.Equal("9.0.5.0", Of("neighbour", "Npgsql")[2]);
        Assert.Equal("16.0.0.0", Of("neighbour", "YamlDotNet")[2]);
        Assert.Equal("10.0.3.0", Of("module", "Npgsql")[2]);
        Assert.Equal("18.0.0.0", Of("module", "YamlDotNet")[2]);
        var library = Path.Combine(BuiltModule.Folder, "lib");
        Assert.All(
            ["Npgsql", "YamlDotNet", "MySqlConnector", "Microsoft.Data.SqlClient", "Microsoft.Data.Sqlite"],
            name => Assert.StartsWith(library, Of("module", name)[3], StringComparison.Ordinal));
        // In the folder itself lies a stub that throws on every platform.
        Assert.NotEqual(library, Path.GetDirectoryName(Of("module", "Microsoft.Data.SqlClient")[3]));
        Assert.Contains(lines, line => line is ["sqlclient", "SqlException"]);
        Assert.StartsWith("3.", lines.Single(line => line[0] == "sqlite")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assembly_that_the_runtime_has_as_new_is_shared_with_it()
    {
        var program = await ChildProcess.RunAsync(BuiltModule.Repository, BuiltModule.Program("tests", "Migrations.Module.Neighbour"), BuiltModule.Manifest);

        var shared = program.Output.Split('\n').Single(line => line.StartsWith("module|System.Diagnostics.DiagnosticSource|", StringComparison.Ordinal));
        Assert.DoesNotContain(BuiltModule.Folder, shared, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_launcher_s_resolver_libraries_are_found_by_platform()
    {
        var library = new LibraryFolder(Path.Combine(BuiltModule.Folder, "lib"));

        Assert.EndsWith(Path.Combine("lib", "Npgsql.dll"), library.FindAssembly("Npgsql"), StringComparison.Ordinal);
        Assert.Contains("runtimes", library.FindAssembly("Microsoft.Data.SqlClient"), StringComparison.Ordinal);
        Assert.True(NativeLibrary.TryLoad(library.FindNative("e_sqlite3")!, out var sqlite));
        NativeLibrary.Free(sqlite);
        Assert.Null(library.FindAssembly("NoSuchAssembly"));
        Assert.Null(library.FindCompiled("NoSuchAssembly"));
        Assert.Null(library.FindNative("no_such_library"));
    }

    [Fact]
    public void What_was_compiled_ahead_of_time_for_this_platform_comes_before_the_portable_assembly()
    {
        var folder = Directory.CreateTempSubdirectory("migrations-").FullName;
        try
        {
            var platform = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            var compiled = Path.Combine(folder, "compiled", $"{platform}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "YamlDotNet.dll");
            Directory.CreateDirectory(Path.GetDirectoryName(compiled)!);
            File.Copy(Path.Combine(BuiltModule.Folder, "lib", "YamlDotNet.dll"), compiled);
            var elsewhere = Path.Combine(folder, "compiled", "plan9-x64", "Npgsql.dll");
            Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
            File.WriteAllText(elsewhere, "not for this platform");

            var library = new LibraryFolder(folder);

            Assert.Equal(compiled, library.FindCompiled("YamlDotNet"));
            Assert.Null(library.FindCompiled("Npgsql"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
