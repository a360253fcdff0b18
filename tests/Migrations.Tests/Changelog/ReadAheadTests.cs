using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

/// <summary>Files that are so large that they are parsed on a thread of their own say what small ones say.</summary>
public class ReadAheadTests
{
    const string Line = "key: [{a: 1, b: [two, 3]}, x]\n";
    const int Lines = YamlChangelogReader.ReadAheadFrom / 25;

    /// <summary>As many keys as make a file large, each a line.</summary>
    static string Large { get; } = string.Concat(Enumerable.Range(0, Lines).Select(i => i + Line));

    [Fact]
    public void All_of_a_large_file_is_read()
    {
        var node = Yaml.Read(Large + "last: {c: d}");
        Assert.True(Large.Length > YamlChangelogReader.ReadAheadFrom);
        Assert.Equal(Lines + 1, node.Children.Length);
        Assert.All(node.Children.SkipLast(1), (child, i) => Assert.Equal($"{i}key=x[a=1, b=two|3]", Yaml.Show(child)));
        Assert.Equal("last[c=d]", Yaml.Show(node.Children[^1]));
        Assert.Equal(new SourceSpan(Yaml.File, Lines + 1, 8), node.Children[^1].Children[0].Span);
    }

    [Theory]
    [InlineData("a: !foo 1")]
    [InlineData("a: *nowhere")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("a: {b")]
    [InlineData("a: [b\nc: d")]
    [InlineData("a:\n\t- b")]
    [InlineData("a: 'b")]
    [InlineData("a: b: c")]
    [InlineData("yes: 1")]
    public void What_is_wrong_behind_much_else_is_the_error_that_it_is_alone(string text)
    {
        var (alone, behind) = (Yaml.Fails("k: v\n" + text), Yaml.Fails(Large + text));
        Assert.Equal((alone.Code, alone.Span!.Value with { Line = alone.Span.Value.Line + Lines - 1 }), (behind.Code, behind.Span!.Value));
        Assert.Equal(alone.Message.Replace(alone.Span.ToString()!, "", StringComparison.Ordinal), behind.Message.Replace(behind.Span.ToString()!, "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a: !foo 1\n")]
    [InlineData("a: 'b'c\n")]
    public void What_is_wrong_at_the_beginning_is_the_error_whatever_follows(string text) =>
        Assert.Equal(Yaml.Fails(text + "k: v").Message, Yaml.Fails(text + Large).Message);

    [Fact]
    public void Limits_hold() => Assert.Contains("MAXNODES", Yaml.Fails(Large, ChangelogLimits.Default with { MaxNodes = 100 }).Message, StringComparison.OrdinalIgnoreCase);
}
