using System.Xml.Linq;
using Markdig;
using Migrations.Reports;
using Migrations.Tests.Planning;

namespace Migrations.Tests.Reports;

/// <summary>Markdown is read back with a reader of Markdown: what a changelog or a server says is text in it and nothing else.</summary>
public sealed class MarkdownTests : IDisposable
{
    static readonly MarkdownPipeline Reader = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    readonly PlanFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Texts that would be more than text.</summary>
    public static TheoryData<string> Foreign() =>
    [
        "plain", "a | b | c", "<b>bold</b>", "</details></td></tr></table><script>alert(1)</script>", "<!-- comment", "`code`", "`` ` ``", "```", "~~~", "**bold** __bold__ ~~gone~~ ==mark==",
        "[link](http://evil)", "![picture](http://evil/x.png)", "http://evil www.evil.com ann@evil.com", "<http://evil>", "&lt;b&gt; &amp; &#60;", "# head", "- item", "1. item", "> quote", "a\\", "a\\|b",
        "$x^2$ $$y$$", ":smile: {.class #id}", "[^1] [x]: y", "^up^ ~down~ ++new++", "\"quoted\" 'quoted' -- ... ---", "a ` b | c ` d", "*[HTML]: x", "C:\\new\\`x`", "::: warning", "| - |", "|", "`",
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Text_in_a_table_is_that_text(string text)
    {
        Assert.Equal([text, "end"], Cells($"| a | b |\n|---|---|\n| {MarkdownText.Inline(text)} | end |\n"));
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Code_in_a_table_is_that_text(string text)
    {
        Assert.Equal([text.Replace('|', '\u00A6'), "end"], Cells($"| a | b |\n|---|---|\n| {MarkdownText.Code(text)} | end |\n"));
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_block_of_code_ends_where_it_should(string text)
    {
        var html = Parse(MarkdownText.Block("sql", $"first\n{text}\nlast") + "\n\nend\n");

        Assert.Equal($"first\n{text}\nlast", html.Element("pre")!.Value.TrimEnd('\n'));
        Assert.Equal(["pre", "p"], html.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public void Characters_that_control_something_are_not_there()
    {
        const string Text = "a\u001b[31mb\u0000c\nd\u2028e\u202Ef";

        Assert.Equal(@"a \[31mb c d ef", MarkdownText.Inline(Text));
        Assert.Equal("` a [31mb c d ef `", MarkdownText.Code(Text));
        Assert.Equal("```sql\na [31mb c\nd\nef\n```", MarkdownText.Block("sql", Text));
        Assert.Equal("a [31mb c d ef", MarkdownText.Html(Text));
    }

    [Fact]
    public void A_plan_shows_steps_findings_and_SQL_to_unfold()
    {
        var plan = folder.Plan("""
            - changeSet: {id: 'one | <b>', author: ann, changes: [{createTable: {tableName: person, columns: [{column: {name: id, type: int}}]}}, {sql: "SELECT '```' -- </details>"}]}
            - changeSet: {id: two, author: ann, changes: [{sql: DELETE FROM person}], context: '@demo'}
            """);

        var writer = new StringWriter { NewLine = "\n" };
        new MarkdownPlan().Write(plan, writer);
        var html = Markdown.ToHtml(writer.ToString(), Reader);

        Assert.Contains("**1 to apply**, 1 skipped, 0 applied before.", writer.ToString(), StringComparison.Ordinal);
        var rows = Parse(writer.ToString()[..writer.ToString().IndexOf("### Findings", StringComparison.Ordinal)]).Descendants("tbody").Single().Elements("tr").ToList();
        Assert.Equal(["1", "+ pending", "one \u00A6 <b>"], rows[0].Elements("td").Take(3).Select(c => c.Value));
        Assert.Equal(["2", "o skipped", "two"], rows[1].Elements("td").Take(3).Select(c => c.Value));
        Assert.Single(html.Split("</details>")[..^1]);
        Assert.Contains("<summary>changelog.yaml::one | &lt;b&gt;::ann</summary>", html, StringComparison.Ordinal);
        Assert.Contains("SELECT '```' -- &lt;/details&gt;;", html, StringComparison.Ordinal);
    }

    static IEnumerable<string> Cells(string markdown) => Parse(markdown).Elements("table").Single().Descendants("td").Select(Text);

    static string Text(XElement cell)
    {
        Assert.DoesNotContain(cell.Elements(), e => e.Name != "code");
        return cell.Value.Replace("\u200B", "", StringComparison.Ordinal);
    }

    /// <summary>What the Markdown becomes. What is no XML is HTML that came through.</summary>
    static XElement Parse(string markdown) => XElement.Parse($"<html>{Markdown.ToHtml(markdown, Reader)}</html>");
}
