using Migrations.Sql.Text;

namespace Migrations.Tests.Sql;

public class SqlLexerTests
{
    [Theory]
    [InlineData("pg", "a /* b /* c */ d */ e", "Word BlockComment Word")]
    [InlineData("maria", "a /* b /* c */ d", "Word BlockComment Word")]
    [InlineData("pg", "$$ ; $$ x", "DollarString Word")]
    [InlineData("pg", "$a$ $b$ $$ $a$ x", "DollarString Word")]
    [InlineData("pg", "a$1$ $1 b", "Word Symbol Number Word")]
    [InlineData("pg", @"E'a\'b' 'a\' x", "String String Word")]
    [InlineData("maria", @"'a\'b' ""c\"";"" x", "String String Word")]
    [InlineData("sqlite", @"'a\' x", "String Word")]
    [InlineData("mssql", "N'a''b' x", "Word String Word")]
    [InlineData("mssql", "[a]]b] x", "QuotedName Word")]
    [InlineData("sqlite", "[a] ]", "QuotedName Symbol")]
    [InlineData("sqlite", "`a``b` \"c\"\"d\"", "QuotedName QuotedName")]
    [InlineData("pg", "a[1]", "Word Symbol Number Symbol")]
    [InlineData("maria", "a # b ; c\nd", "Word LineComment Word")]
    [InlineData("mssql", "#t ##u @v @@w", "Word Word Word Word")]
    [InlineData("pg", "a @> b #> c", "Word Symbol Symbol Word Symbol Symbol Word")]
    [InlineData("maria", "5--1", "Number Symbol Symbol Number")]
    [InlineData("maria", "5-- 1", "Number LineComment")]
    [InlineData("pg", "5--1", "Number LineComment")]
    [InlineData("maria", "/*!40101 SET x */ /*M! y */ /* z */", "ExecutableComment ExecutableComment BlockComment")]
    [InlineData("pg", "/*! x */", "BlockComment")]
    [InlineData("pg", "1.5e3 0x1F größe", "Number Number Word")]
    public void Text_is_cut_by_the_rules_of_its_database(string rules, string text, string kinds)
    {
        var tokens = SqlLexer.Tokenize(text, Rules.Of(rules));
        Assert.Equal(kinds, string.Join(' ', tokens.Where(t => t.Kind != SqlTokenKind.Whitespace).Select(t => t.Kind)));
        Assert.All(tokens, t => Assert.True(t.Terminated));
    }

    [Theory]
    [InlineData("pg", "a 'b")]
    [InlineData("pg", "a $x$ b $$")]
    [InlineData("pg", "a /* /* */")]
    [InlineData("mssql", "a [b]]")]
    [InlineData("maria", "a 'b\\'")]
    [InlineData("sqlite", "a \"b")]
    public void What_is_not_closed_reaches_to_the_end_and_says_so(string rules, string text)
    {
        var last = SqlLexer.Tokenize(text, Rules.Of(rules))[^1];
        Assert.False(last.Terminated);
        Assert.Equal(text.Length, last.End);
    }

    [Fact]
    public void Tokens_join_up_to_the_text_whatever_it_is()
    {
        const string Alphabet = "aE1 '\"`[]$-/*#;\\\n.@(N!";
        var random = new Random(4711);
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(25)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            foreach (var rules in Rules.All)
            {
                var tokens = SqlLexer.Tokenize(text, rules);
                Assert.Equal(text, string.Concat(tokens.Select(t => t.In(text).ToString())));
                Assert.All(tokens, t => Assert.True(t.Length > 0));
            }
        }
    }
}
