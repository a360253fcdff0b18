using System.Collections.Frozen;
using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

/// <summary>A folder with changelogs that goes away with the test.</summary>
sealed class ChangelogFolder : IDisposable
{
    public ChangelogFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "migrations-tests-" + Guid.NewGuid().ToString("N"));

    public ChangelogFolder With(string name, string text) => With(name, System.Text.Encoding.UTF8.GetBytes(text));

    public ChangelogFolder With(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    /// <summary>Writes a changelog with these lines below <c>databaseChangeLog:</c>.</summary>
    public ChangelogFolder WithChangelog(string name, string entries) => With(name, "databaseChangeLog:\n" + entries);

    /// <summary>The usual options: this folder is the location and the only root, the environment is empty.</summary>
    public ChangelogOptions Options(string? dbms = "postgresql", string contexts = "", string labels = "") => new()
    {
        SearchPath = new SearchPath(Path),
        Dbms = dbms,
        Contexts = [.. contexts.Split(',', StringSplitOptions.RemoveEmptyEntries)],
        LabelFilter = new LabelExpression(labels),
        Environment = _ => null,
        ChangeTypes = Types,
    };

    public ChangelogModel Build(string path, ChangelogOptions? options = null) => new ChangelogBuilder(options ?? Options()).Build(path);

    /// <summary>Reads a changelog of these entries.</summary>
    public ChangelogModel BuildEntries(string entries, ChangelogOptions? options = null) => WithChangelog("c.yaml", entries).Build("c.yaml", options);

    public MigrationException Fails(string path, ChangelogOptions? options = null) => Assert.Throws<MigrationException>(() => Build(path, options));

    /// <summary>Reads one change set from what stands behind <c>changeSet:</c>.</summary>
    public static ChangeSet ChangeSet(string attributes) => ChangeSet(attributes, out _);

    public static ChangeSet ChangeSet(string attributes, out ImmutableArray<MigrationFinding> findings)
    {
        using var folder = new ChangelogFolder();
        var model = folder.BuildEntries($"- changeSet: {attributes}\n");
        findings = model.Findings;
        return Assert.Single(model.ChangeSets);
    }

    public static MigrationException ChangeSetFails(string attributes)
    {
        using var folder = new ChangelogFolder();
        return Assert.Throws<MigrationException>(() => folder.BuildEntries($"- changeSet: {attributes}\n"));
    }

    static readonly FrozenSet<string> Types =
        new[] { "createTable", "dropTable", "addColumn", "sql", "empty", "stop", "tagDatabase" }.ToFrozenSet(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
