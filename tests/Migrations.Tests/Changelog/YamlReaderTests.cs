using System.Text;
using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

public class YamlReaderTests
{
    [Theory]
    [InlineData("- b: { c: x y\n  z }", "b[c=x y z]")]
    [InlineData("- b: { c: x,\n  d: e,\nf: [g,\n  h] }", "b[c=x, d=e, f=g|h]")]
    [InlineData("-   b: { c: x\n\n\n   z }", "b[c=x\n\nz]")]
    [InlineData("- b: {\n  c: 'it''s',\n  d: {e:\n  f}}", "b[c=it's, d[e=f]]")]
    public void Lines_in_braces_may_begin_anywhere(string text, string expected) =>
        Assert.Equal(expected, Yaml.Show(Yaml.Read("a:\n" + string.Join('\n', text.Split('\n').Select(l => "  " + l))).Child("a")!.Children[0]));

    [Theory]
    [InlineData("a: {b: c}\nt:\n    v: \"one\ntwo\n\n  three\\\n four\"\n    w: x", "one two\nthreefour")]
    [InlineData("t:\n  - v: \"one\n  two\"\n  - w: x", "one two")]
    [InlineData("t:\n  v: 'one\ntwo'\n  w: x", "one two")]
    public void Texts_in_quotes_may_go_on_anywhere(string text, string expected)
    {
        var node = Yaml.Read(text).Child("t")!;
        Assert.Equal(expected, node.Child("v")!.Scalar!.Text);
        Assert.Equal(new SourceSpan(Yaml.File, text.Count(c => c == '\n') + 1, text.Split('\n')[^1].IndexOf('w', StringComparison.Ordinal) + 1), node.Child("w")!.Span);
    }

    [Fact]
    public void Their_places_are_those_of_the_file() =>
        Assert.Equal(new SourceSpan(Yaml.File, 3, 5), Yaml.Read("a:\n  - b: {c: x,\n    d: e}").Child("a")!.Children[0].Child("d")!.Span);

    [Fact]
    public void Entries_of_maps_and_of_maps_in_lists_become_children_in_order()
    {
        var node = Yaml.Read("""
            t:
              columns:
              - column: {name: a, type: int}
              - column: {name: b}
                constraints: {nullable: false}
              validCheckSums: [ '1:any', '9:x' ]
              empty: {}
              nothing:
            """);
        Assert.Equal("[t[columns[column[name=a, type=int], column[name=b], constraints[nullable=false]], validCheckSums=1:any|9:x, empty, nothing=null]]", Yaml.Show(node));
    }

    [Fact]
    public void Keys_and_values_know_their_places()
    {
        var node = Yaml.Read("a: 1\nlist:\n  - key: \"v\"\n    other: |\n      text\n").Child("list")!;
        Assert.Equal(new SourceSpan(Yaml.File, 2, 1), node.Span);
        Assert.Equal(new SourceSpan(Yaml.File, 3, 5), node.Child("key")!.Span);
        Assert.Equal(new SourceSpan(Yaml.File, 3, 10), node.Child("key")!.Scalar!.Span);
        Assert.Equal("text\n", node.Child("other")!.Scalar!.Text);
        Assert.Equal(new SourceSpan(Yaml.File, 4, 12), node.Child("other")!.Scalar!.Span);
    }

    [Fact]
    public void JSON_is_read_by_the_same_reader()
    {
        var reader = new YamlChangelogReader();
        Assert.True(reader.CanRead("a.JSON"));
        Assert.True(reader.CanRead("a.yml"));
        Assert.False(reader.CanRead("a.sql"));
        var node = reader.Read("{\n\t\"databaseChangeLog\": [\n\t\t{\"changeSet\": {\"id\": 1, \"author\": \"a\\u00e9\\/\", \"runAlways\": true}}\n\t]\n}", "x.json", []);
        Assert.Equal("databaseChangeLog[changeSet[id=1, author=aé/, runAlways=true]]", Yaml.Show(node));
    }

    [Fact]
    public void Anchors_aliases_and_merge_keys_are_followed()
    {
        var node = Yaml.Read("""
            base: &base {type: int, remarks: r}
            other: &other {remarks: o, x: 1}
            one: {<<: *base, name: a}
            two: {name: b, remarks: own, <<: [*base, *other]}
            three: *base
            """);
        Assert.Equal("one[type=int, remarks=r, name=a]", Yaml.Show(node.Child("one")!));
        Assert.Equal("two[name=b, remarks=own, type=int, x=1]", Yaml.Show(node.Child("two")!));
        Assert.Equal("three[type=int, remarks=r]", Yaml.Show(node.Child("three")!));
    }

    [Fact]
    public void Of_duplicate_keys_the_last_wins_and_a_finding_names_both_places()
    {
        var findings = new List<MigrationFinding>();
        var node = Yaml.Read("a: 1\nb: 2\na: 3\n", findings);
        Assert.Equal("[b=2, a=3]", Yaml.Show(node));
        var finding = Assert.Single(findings);
        Assert.Equal(("MIG1001", "DuplicateKey", 3, 1), (finding.Code, finding.Name, finding.Line, finding.Column));
        Assert.Contains("db/test.yaml:1:1", finding.Message);
    }

    [Fact]
    public void A_list_directly_in_a_list_is_passed_over_with_a_finding()
    {
        var findings = new List<MigrationFinding>();
        Assert.Equal("[a[b=1]]", Yaml.Show(Yaml.Read("a:\n- b: 1\n- [c, d]\n", findings)));
        Assert.Equal("NestedList", Assert.Single(findings).Name);
    }

    [Theory]
    [InlineData("a: !foo 1", "!foo")]
    [InlineData("a: !!java.net.URL ['http://x']", "java.net.URL")]
    [InlineData("a: !!set {x, y}", "set")]
    [InlineData("a: *nowhere", "nowhere")]
    [InlineData("a: &self [*self]", "contains itself")]
    [InlineData("a: 1\n---\nb: 2", "second document")]
    [InlineData("a: {b", "not YAML")]
    [InlineData("a:\n\t- b", "not YAML")]
    [InlineData("{a: b}: c", "must be a plain text")]
    [InlineData("yes: 1", "'true'")]
    [InlineData("<<: 5", "merges a map")]
    public void What_cannot_be_read_is_an_error_with_its_place(string text, string named)
    {
        var error = Yaml.Fails(text);
        Assert.Equal(ErrorCode.InvalidSyntax, error.Code);
        Assert.Contains(named, error.Message);
        Assert.True(error.Span is { Line: > 0, Column: > 0 });
        Assert.NotNull(error.Advice);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("{}")]
    [InlineData("- a")]
    [InlineData("changeSet: 1")]
    [InlineData("databaseChangeLog: {changeSet: 1}")]
    [InlineData("databaseChangeLog: text")]
    public void A_file_without_a_list_of_entries_is_an_error(string text) =>
        Assert.Equal(ErrorCode.InvalidChangelog, Assert.Throws<MigrationException>(() => new YamlChangelogReader().Read(text, "x.yaml", [])).Code);

    [Fact]
    public void A_mistyped_root_is_named_with_what_was_meant()
    {
        var error = Assert.Throws<MigrationException>(() => new YamlChangelogReader().Read("databaseChangelog:\n- changeSet:\n", "x.yaml", []));
        Assert.Equal("Write 'databaseChangeLog' instead of 'databaseChangelog'.", error.Advice);
    }

    [Fact]
    public void An_empty_root_is_an_empty_changelog() =>
        Assert.Empty(new YamlChangelogReader().Read("databaseChangeLog:\n", "x.yaml", []).Children);

    [Fact]
    public void An_alias_bomb_is_stopped_by_the_limit_that_the_error_names()
    {
        var bomb = new StringBuilder("a0: &a0 {x: 1, y: 2}\n");
        for (var i = 1; i < 40; i++) bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} {{l: *a{i - 1}, r: *a{i - 1}}}\n");
        var error = Yaml.Fails(bomb.ToString());
        Assert.Equal(ErrorCode.InvalidSyntax, error.Code);
        Assert.Contains("MaxNodes", error.Message);
        Assert.Contains("MIGRATIONS_MAX_NODES", error.Advice);
    }

    [Fact]
    public void A_merge_bomb_is_stopped_by_the_limit_that_the_error_names()
    {
        var bomb = "a: &a {" + string.Join(", ", Enumerable.Range(0, 2000).Select(i => $"k{i}: 1")) + "}\n"
            + "b: {<<: [" + string.Join(", ", Enumerable.Repeat("*a", 2000)) + "]}\n";
        Assert.Contains("MaxNodes", Yaml.Fails(bomb).Message);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    public void A_depth_bomb_is_stopped_by_the_limit_that_the_error_names(string open) =>
        Assert.Contains("MaxDepth", Yaml.Fails("a: " + string.Concat(Enumerable.Repeat(open, 200_000))).Message);

    [Fact]
    public void A_limit_can_be_raised()
    {
        var text = "a: " + string.Concat(Enumerable.Repeat("{b: ", 70)) + "1" + new string('}', 70);
        Yaml.Fails(text);
        Yaml.Read(text, limits: new ChangelogLimits { MaxDepth = 100 });
    }

    [Fact]
    public void A_file_above_the_size_limit_is_refused_before_it_is_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "databaseChangeLog: []");
            Assert.Contains("MaxFileSize", Assert.Throws<MigrationException>(
                () => ChangelogText.Read(path, "x.yaml", new ChangelogLimits { MaxFileSize = 10 })).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        Assert.Equal("a: é", ChangelogText.Decode([0xEF, 0xBB, 0xBF, .. "a: é"u8], "x"));
        Assert.Equal("a: é", ChangelogText.Decode([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a: é")], "x"));
        Assert.Equal("a: é", ChangelogText.Decode([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("a: é")], "x"));
    }

    [Fact]
    public void Undecodable_bytes_are_an_error_at_their_place()
    {
        var error = Assert.Throws<MigrationException>(() => ChangelogText.Decode([.. "a: 1\nb: "u8, 0xE9, .. "t\n"u8], "x.yaml"));
        Assert.Equal(ErrorCode.InvalidSyntax, error.Code);
        Assert.Equal(new SourceSpan("x.yaml", 2, 4), error.Span);
    }

    [Fact]
    public void A_control_character_is_an_error_at_its_place() =>
        Assert.Equal(new SourceSpan(Yaml.File, 2, 5), Yaml.Fails("a: 1\nb: x\0y").Span);
}
