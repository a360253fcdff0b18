using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Tests.Planning;

namespace Migrations.Tests.Changelog;

/// <summary>The nodes of large changelogs are packed, and nothing of them is lost.</summary>
public class PackedNodesTests
{
    /// <summary>Makes any changelog one that is packed.</summary>
    static string Padding { get; } = $"  # {new string('x', YamlChangelogReader.PackFrom)}\n";

    [Theory]
    [InlineData("a: {b: c}")]
    [InlineData("a: [1, two, ~, 1e3, 2024-05-06, yes, !!binary aGk=, '3', {b: c, d: [e, f]}]\nempty:\nnone: []")]
    [InlineData("a: [0, -7, 012, 0x1f, 1_000, 123456789012345678901234567890, 'yes', no, !!int 5, !!str 5, !!bool on, !!float 5]")]
    [InlineData("a: |\n  two\n  lines\nb: >\n  folded\n  lines\nc: \"\\u00e4\\n\"\nd: äöü\nlong: 'it''s'")]
    [InlineData("a: &x {b: 1}\nc:\n  - d: 1\n  - e: *x\n\n\nlast: *x")]
    public void Nodes_are_unpacked_as_they_were(string text)
    {
        var nodes = Yaml.Read(text).Children;
        var packer = new NodePacker(Yaml.File);
        var first = packer.Packed(ChangeSet(nodes));
        packer.Packed(ChangeSet(Yaml.Read("other: {b: 1e5}").Children));
        Assert.Equal(Everything(nodes), Everything(first.Children));
        Assert.Equal(Everything(nodes), Everything(first.Unpacked().Children));
    }

    [Fact]
    public void What_is_verbatim_stays_it()
    {
        var span = new SourceSpan(Yaml.File, 3, 4);
        var node = new ChangelogNode("sql", [new ScalarValue("${x}", "${x}", span) { IsVerbatim = true, TextStart = span with { Line = 2 } }], [], span);
        Assert.Equal(Everything([node]), Everything(new NodePacker(Yaml.File).Packed(ChangeSet([node])).Children));
    }

    [Theory]
    [InlineData("a: {b: ['${c}']}", true)]
    [InlineData("a: {b: [c, $d, '{e}']}", false)]
    [InlineData("changes: [{sql: {sql: '${c}'}}]", true)]
    [InlineData("changes: [{sql: {sql: c}}]", false)]
    public void It_is_known_whether_there_are_properties(string text, bool expected) =>
        Assert.Equal(expected, new NodePacker(Yaml.File).Packed(ChangeSet(Yaml.Read(text).Children)).MayHaveProperties);

    [Fact]
    public void Changes_are_packed_one_by_one()
    {
        var packed = new NodePacker(Yaml.File).Packed(ChangeSet(Yaml.Read("changes: [{sql: {sql: a}}, {empty: ~}]\nrollback: [{sql: {sql: b}}]\npreConditions: [{sqlCheck: {sql: c}}]").Children));
        Assert.NotNull(packed.PackedChildren);
        Assert.Equal([true, false, true, false], packed.Children.SelectMany(part => part.Children).Select(change => change.PackedChildren is not null));
    }

    [Fact]
    public void More_than_a_block_is_packed()
    {
        var packer = new NodePacker(Yaml.File);
        var nodes = Enumerable.Range(0, 40).Select(i => Yaml.Read($"sql: {new string('x', i * 500)}\nnumber: {i}").Children).ToList();
        var packed = nodes.ConvertAll(children => packer.Packed(ChangeSet(children)));
        Assert.All(packed, (node, i) => Assert.Equal(Everything(nodes[i]), Everything(node.Children)));
    }

    [Fact]
    public void A_large_changelog_says_what_a_small_one_says()
    {
        const string entries = """
              - property: {name: table, value: person}
              - changeSet:
                  id: 1
                  author: me
                  preConditions:
                    - onFail: MARK_RAN
                    - not:
                        - tableExists: {tableName: "${table}"}
                    - sqlCheck: {expectedResult: 1, sql: select 1}
                  changes:
                    - createTable:
                        tableName: ${table}
                        columns:
                          - column: {name: id, type: bigint, constraints: {primaryKey: true}}
                          - column: {name: born, type: date, defaultValueDate: 2024-05-06}
                    - insert: {tableName: person, columns: [{column: {name: id, valueNumeric: 7}}]}
                    - sql: |
                        -- a comment
                        select 1
                  modifySql:
                    - append: {value: ' -- end'}
              - changeSet:
                  id: 2
                  author: me
                  changes:
                    - renameTable: &rename {oldTableName: person, newTableName: human}
                    - addColumn: {tableName: human, columns: [{column: {name: n, type: int}}], remark: misspelt}
                  rollback:
                    - sql: drop table human
              - changeSet:
                  id: 3
                  author: me
                  rollback: {changeSetId: 1, changeSetAuthor: me}
                  changes:
                    - dropTable: {tableName: human}
            """;
        Assert.Equal(Lines(entries, padding: 0), Lines(Padding + entries, padding: 1));
    }

    [Theory]
    [InlineData("createTabel: {tableName: x}", "createTabel")]
    [InlineData("createTable: {tableName: x, columns: [{column: {nam: y, type: int}}]}", "nam")]
    [InlineData("createIndex: {indexName: x, columns: [{column: {name: y}}]}", "tableName")]
    public void What_is_wrong_in_a_large_changelog_is_found_where_it_stands(string change, string word)
    {
        var entries = $"  - changeSet: {{id: 1, author: me, changes: [{{{change}}}]}}\n";
        using var folder = new PlanFolder();
        var (small, large) = (Assert.Throws<MigrationException>(() => folder.Plan(entries)), Assert.Throws<MigrationException>(() => folder.Plan(Padding + entries)));
        Assert.Contains(word, small.Message, StringComparison.Ordinal);
        Assert.Equal((small.Code, small.Span!.Value with { Line = 3 }), (large.Code, large.Span!.Value));
    }

    static List<string> Lines(string entries, int padding)
    {
        using var folder = new PlanFolder();
        var plan = folder.Plan(entries);
        string Show(MigrationFinding f) => $"{f.Code} {f.File}:{f.Line - padding}:{f.Column} {f.Message}";
        return
        [
            .. plan.Steps.SelectMany(step => step.Statements.Concat(step.Undo).Select(s => s.Sql).Prepend($"{step.Id} {step.Checksum} {step.Description} {step.State}").Concat(step.Findings.Select(Show))),
            .. plan.Findings.Select(Show),
        ];
    }

    static ChangelogNode ChangeSet(ImmutableArray<ChangelogNode> parts) => new("changeSet", [], parts, new SourceSpan(Yaml.File, 1, 1));

    /// <summary>All that nodes say, a line each.</summary>
    static IEnumerable<string> Everything(ImmutableArray<ChangelogNode> nodes) => nodes.SelectMany(node => Everything(node.Children)
        .Select(line => " " + line)
        .Prepend($"{node.Name} {node.Span} {string.Join(" | ", node.Scalars.Select(s => $"{s.Value?.GetType().Name} {s.Text} {s.SourceText} {s.Span} {s.TextStart} {s.IsVerbatim}"))}"));
}
