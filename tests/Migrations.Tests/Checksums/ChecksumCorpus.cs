using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.Execution;

namespace Migrations.Tests.Checksums;

/// <summary>
/// Changelogs with what the real Liquibase 4.28.0 made of them, per database: folders beside this file with <c>*.yaml</c>, <c>expected-&lt;dbms&gt;.tsv</c>
/// (file, id, sum of version 9, sum of version 8, file name, description) and <c>serialized-postgresql.jsonl</c> (the texts that are summed).
/// </summary>
static class ChecksumCorpus
{
    public static readonly ImmutableArray<string> Databases = ["postgresql", "sqlite", "mssql", "mariadb"];

    static readonly ImmutableArray<string> Folders = ["corpus", "edges"];

    /// <summary>What Liquibase made of a change set.</summary>
    public sealed record Expected(string Id, string Sum, string SumV8, string FileName, string Description);

    /// <summary>What we made of a change set.</summary>
    public sealed record Actual(ChangeSet ChangeSet, ImmutableArray<Change> Changes, string Sum, IChangeResources Resources);

    /// <summary>Every database with every file.</summary>
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var dbms in Databases)
        {
            foreach (var file in Folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Folder(), f), "*.yaml")).Order(StringComparer.Ordinal))
                data.Add(dbms, Path.GetRelativePath(Folder(), file).Replace('\\', '/'));
        }
        return data;
    }

    /// <summary>What Liquibase made of the change sets of a file, in their order.</summary>
    public static ImmutableArray<Expected> ExpectedOf(string dbms, string file)
    {
        var table = Path.Combine(Folder(), Path.GetDirectoryName(file)!, $"expected-{dbms}.tsv");
        return [.. File.ReadLines(table).Select(line => line.Split('\t')).Where(f => f[0] == Path.GetFileName(file)).Select(f => new Expected(f[1], f[2], f[3], f[4], f[5]))];
    }

    /// <summary>Reads a file and sums its change sets.</summary>
    public static ImmutableArray<Actual> Read(string dbms, string file, ICollection<MigrationFinding>? findings = null)
    {
        var (model, options) = Build(dbms, file);
        return [.. model.ChangeSets.Select(set =>
        {
            var resources = new ChangeSetResources(set, options.SearchPath, model.Properties);
            var changes = ChangeRegistry.Create(set.Changes, findings ?? []);
            return new Actual(set, changes, ChecksumV9.Compute(set, changes, dbms, resources), resources);
        })];
    }

    /// <summary>Reads a file.</summary>
    public static (ChangelogModel Model, ChangelogOptions Options) Build(string dbms, string file, ImmutableArray<IChangelogReader> readers = default)
    {
        var path = Path.Combine(Folder(), file);
        var folder = Path.GetDirectoryName(path)!;
        var options = new ChangelogOptions { SearchPath = new SearchPath(folder, folder), Dbms = dbms, Environment = _ => null, ChangeTypes = [.. ChangeRegistry.Names], Readers = readers };
        return (new ChangelogBuilder(options).Build(path), options);
    }

    /// <summary>The sums and texts of the changes of a change set on PostgreSQL, for finding where a sum goes wrong.</summary>
    public static IEnumerable<(string Sum, string Text)> SerializedChanges(string file, int index)
    {
        var lines = File.ReadLines(Path.Combine(Folder(), Path.GetDirectoryName(file)!, "serialized-postgresql.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement).Where(r => r.GetProperty("file").GetString() == Path.GetFileName(file)).ToList();
        return lines[index].GetProperty("changes").EnumerateArray().Select(c => (c.GetProperty("sum").GetString()!, c.GetProperty("text").GetString()!));
    }

    static string Folder([CallerFilePath] string source = "") => SourceFolder.Of(source);
}
