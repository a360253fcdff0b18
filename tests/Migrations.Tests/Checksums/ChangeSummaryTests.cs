using Migrations.Changelog;
using Migrations.Changes;
using Migrations.Execution;
using Migrations.Planning;
using Migrations.Tests.Changelog;

namespace Migrations.Tests.Checksums;

/// <summary>What is kept of the changes of large changelogs says what they say.</summary>
public sealed class ChangeSummaryTests
{
    public static TheoryData<string, string> Cases => ChecksumCorpus.Cases();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_changelog_whose_changes_are_summarized_is_the_same(string dbms, string file)
    {
        var (plain, summarized) = (Read(dbms, file, packs: false), Read(dbms, file, packs: true));
        Assert.Equal(plain.Prepared, summarized.Prepared);
        Assert.All(plain.Changes, change => Assert.Null(change.Summary));
        // All of a changelog that is about files, or has properties or mistakes everywhere, may be without.
        if (file.StartsWith("corpus/", StringComparison.Ordinal) && summarized.Changes.Count(change => change.PackedChildren is not null) > 10)
            Assert.Contains(summarized.Changes, change => change.Summary is not null);
    }

    [Theory]
    [InlineData("createTable: {tableName: t, columns: [{column: {name: a, type: int}}]}", true)]
    [InlineData("sql: {sql: select 1}", true)]
    [InlineData("sql: {sql: select 1, dbms: mssql}", false)]
    public void A_change_is_summarized(string change, bool hasChecksum)
    {
        var summary = Summary(change);
        Assert.NotNull(summary);
        Assert.Equal(hasChecksum ? ChecksumV9.WithoutFiles(ChangeRegistry.Create(Yaml.Read(change).Children[0], [])) : null, summary.Value.Checksum);
    }

    [Theory]
    [InlineData("createTable: {tableName: '${t}', columns: [{column: {name: a, type: int}}]}")]
    [InlineData("createTable: {tableName: t, misspelt: x, columns: [{column: {name: a, type: int}}]}")]
    [InlineData("createTable: {columns: [{column: {name: a, type: int}}]}")]
    [InlineData("createTabel: {tableName: t}")]
    [InlineData("createTable: {tableName: t, tableName: u}")]
    [InlineData("sqlFile: {path: a.sql}")]
    [InlineData("loadData: {file: a.csv, tableName: t}")]
    [InlineData("createProcedure: {procedureText: x}")]
    [InlineData("tagDatabase: {tag: v1}")]
    [InlineData("output: [{message: a}, b]")]
    public void A_change_with_more_to_say_is_not(string change) => Assert.Null(Summary(change));

    [Fact]
    public void Nothing_is_left_of_a_summary_where_something_was_taken_off_the_change()
    {
        var node = Packed("addColumn: {tableName: t, columns: [{column: {name: a, type: int, afterColumn: b}}]}", node => ChangeSummary.Of(node, "mariadb"));
        Assert.NotNull(node.Summary);
        Assert.Null(new ColumnPropertyRemoval("afterColumn").ApplyTo(node).Summary);
    }

    static ChangeSummary? Summary(string change) => Packed(change, node => ChangeSummary.Of(node, "postgresql")).Summary;

    static ChangelogNode Packed(string change, Func<ChangelogNode, ChangeSummary?> summarize)
    {
        var parts = Yaml.Read($"changes: [{{{change}}}]").Children;
        return new NodePacker(Yaml.File, summarize).Packed(new("changeSet", [], parts, parts[0].Span)).Children[0].Children[0];
    }

    /// <summary>The change sets as they are prepared for a run, or the error; and all changes.</summary>
    static (List<string> Prepared, List<ChangelogNode> Changes) Read(string dbms, string file, bool packs)
    {
        var (model, options) = ChecksumCorpus.Build(dbms, file, packs ? [new PackingReader(dbms), new SqlChangelogReader()] : []);
        var changes = model.ChangeSets.SelectMany(set => set.Changes).ToList();
        try
        {
            var prepared = new PreparedChangelog(model, dbms, set => new ChangeSetResources(set, options.SearchPath, model.Properties), null, _ => true);
            return ([.. prepared.ChangeSets.Select(set => $"{set.Identity} {set.Checksum} {set.ChecksumOfAll} {set.Description} {set.Tag} {string.Join('|', set.Findings)} {string.Join('|', set.Changes.Select(c => c.Description))}")], changes);
        }
        catch (MigrationException e)
        {
            return ([$"{e.Code} {e.Span} {e.ChangeSet} {e.Message}"], changes);
        }
    }

    /// <summary>Packs changelogs however small they are.</summary>
    sealed class PackingReader(string dbms) : IChangelogReader
    {
        readonly YamlChangelogReader inner = new();

        public bool CanRead(string path) => inner.CanRead(path);

        public ChangelogNode Read(string text, string displayPath, ICollection<MigrationFinding> findings)
        {
            var packer = new NodePacker(displayPath, node => ChangeSummary.Of(node, dbms));
            var root = inner.Read(text, displayPath, findings);
            return root with { Children = [.. root.Children.Select(packer.Packed)] };
        }
    }
}
