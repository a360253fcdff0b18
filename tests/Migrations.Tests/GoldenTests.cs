using System.Runtime.CompilerServices;
using System.Text;
using Migrations.Dialects;
using Migrations.Execution;

namespace Migrations.Tests;

/// <summary>
/// Golden/&lt;change&gt;/&lt;case&gt;.yaml, planned for an empty database of every kind: the SQL of its last change set and of the way back is what stands in
/// &lt;case&gt;.&lt;dialect&gt;.verified.sql. A difference is written beside it as .received.sql; <c>./build.ps1 Accept</c> takes it over.
/// The conformance suite runs the same files on the servers.
/// </summary>
public sealed class GoldenTests
{
    static readonly string[] Dialects = ["sqlite", "postgresql", "mssql", "mariadb"];

    /// <summary>Every case for every dialect.</summary>
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder(), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var dialect in Dialects)
                data.Add(Path.GetRelativePath(Folder(), file).Replace('\\', '/'), dialect);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_sql_is_the_verified_one(string file, string provider)
    {
        var path = Path.Combine(Folder(), file);
        var actual = Plan(path, provider);
        var verified = Path.ChangeExtension(path, $".{provider}.verified.sql");
        var received = Path.ChangeExtension(path, $".{provider}.received.sql");
        var expected = File.Exists(verified) ? await File.ReadAllTextAsync(verified) : null;
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }
        await File.WriteAllTextAsync(received, actual);
        Assert.Equal(expected ?? "(there is no verified file)", actual);
    }

    /// <summary>The SQL of the last change set, as a file that a person reviews.</summary>
    internal static string Plan(string path, string provider)
    {
        var step = Steps(path, provider)[^1];
        var text = new StringBuilder();
        if (step.State == MigrationState.Skipped)
            text.Append("-- skipped: ").Append(step.Reason).Append('\n');
        foreach (var statement in step.Statements)
            text.Append(statement.Sql).Append(";\n");
        text.Append("-- undo: ").Append(step.UndoKind).Append(step.UndoNote is null ? "" : $" ({step.UndoNote})").Append('\n');
        foreach (var statement in step.Undo)
            text.Append(statement.Sql).Append(";\n");
        return text.ToString();
    }

    /// <summary>The plan of a case for an empty database.</summary>
    internal static IReadOnlyList<PlanStep> Steps(string path, string provider)
    {
        var dialect = DialectRegistry.Get(provider).DefaultDialect;
        var settings = Settings(path);
        return PlanOperation.PlanOffline(dialect, ChangelogSource.Read(settings, dialect), settings).Steps;
    }

    /// <summary>The script of a case for an empty database.</summary>
    internal static string Script(string path, string provider)
    {
        var dialect = DialectRegistry.Get(provider).DefaultDialect;
        var settings = Settings(path);
        var changelog = ChangelogSource.Read(settings, dialect);
        var script = new StringWriter { NewLine = "\n" };
        ScriptOperation.Write(PlanOperation.PlanOffline(dialect, changelog, settings), script);
        return script.ToString();
    }

    static RunSettings Settings(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return new() { ChangelogPath = path, SearchPath = [folder], Location = folder };
    }

    /// <summary>Where the cases are.</summary>
    internal static string Root => Folder();

    static string Folder([CallerFilePath] string source = "") => Path.Combine(SourceFolder(source), "Golden");

    /// <summary>Deterministic builds write /_/ for the repository into the assembly.</summary>
    static string SourceFolder(string source)
    {
        if (!source.StartsWith("/_/", StringComparison.Ordinal))
            return Path.GetDirectoryName(source)!;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Module.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("the repository was not found above the test's assembly"), "tests", "Migrations.Tests");
    }
}
