using Migrations.Lint;

namespace Migrations.Tests;

/// <summary>The topic about findings lists the rules that there are.</summary>
public sealed class FindingsTopicTests
{
    static readonly string Topic = Path.Combine(BuiltModule.Folder, "en-US", "about_Migrations_Findings.help.txt");

    [Fact]
    public void It_lists_every_rule_with_its_severity()
    {
        var text = File.ReadAllText(Topic).ReplaceLineEndings("\n");
        var start = text.IndexOf("THE RULES\n", StringComparison.Ordinal) + "THE RULES\n".Length;

        Assert.Equal(string.Concat(RuleCatalogue.All.Select(r => $"    {r.Code}  {r.Name,-36} {r.Severity.ToString().ToLowerInvariant()}".TrimEnd() + "\n")), text[start..text.IndexOf("\n\nEXAMPLES", start, StringComparison.Ordinal)] + "\n");
    }

    [Fact]
    public void Its_lines_fit_a_console() => Assert.All(File.ReadLines(Topic), line => Assert.InRange(line.Length, 0, 80));
}
