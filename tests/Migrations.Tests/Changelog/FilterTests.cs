using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

/// <summary>Every expectation was read off Liquibase 4.28.</summary>
public class FilterTests
{
    [Theory]
    [InlineData("a", "", true)]
    [InlineData("!a", "", true)]
    [InlineData("@a", "", false)]
    [InlineData("!@a", "", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("A", "a", true)]
    [InlineData("a", "A", true)]
    [InlineData("!a", "a", false)]
    [InlineData("not a", "b", true)]
    [InlineData("@a", "a", true)]
    [InlineData("@!a", "b", true)]
    [InlineData("@!a", "a", false)]
    [InlineData("a, b", "b", true)]
    [InlineData("a and b", "a", false)]
    [InlineData("a and b", "a,b", true)]
    [InlineData("A AND B", "a,b", true)]
    [InlineData("a or b", "b", true)]
    [InlineData("a and not b", "a", true)]
    [InlineData("(a or b) and c", "b,c", true)]
    [InlineData("(a or b) and c", "b", false)]
    [InlineData("!(a or b)", "c", true)]
    [InlineData("a and (b or (c and !d))", "a,c", true)]
    [InlineData("a and (b or (c and !d))", "a,c,d", false)]
    [InlineData("", "x", true)]
    [InlineData(" , ", "x", true)]
    [InlineData(",", "x", true)]
    [InlineData("a,", "b", false)]
    [InlineData("a andb", "a", false)]
    public void A_context_expression_matches_a_run_as_in_Liquibase(string expression, string contexts, bool expected) =>
        Assert.Equal(expected, new ContextExpression(expression).Matches(contexts.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("(a and b")]
    [InlineData("()")]
    [InlineData("(a, b) and c")]
    public void Parentheses_that_do_not_match_are_an_error(string expression)
    {
        var span = new SourceSpan("x.yaml", 3, 4);
        var error = Assert.Throws<MigrationException>(() => new ContextExpression(expression, span));
        Assert.Equal((ErrorCode.InvalidValue, span), (error.Code, error.Span!.Value));
    }

    [Theory]
    [InlineData("", "a", true)]
    [InlineData("a", "", true)]
    [InlineData("@a", "", false)]
    [InlineData("a", "a,b", true)]
    [InlineData("a", "c", false)]
    [InlineData("!a", "a", false)]
    [InlineData("a and b", "a,b", true)]
    [InlineData("a and b", "a", false)]
    [InlineData("(a or b) and !c", "b", true)]
    [InlineData("a,c", "C", true)]
    public void A_label_expression_chooses_labels_as_in_Liquibase(string expression, string labels, bool expected) =>
        Assert.Equal(expected, new LabelExpression(expression).Matches(new LabelSet(labels)));

    [Fact]
    public void Labels_are_trimmed_lower_case_and_each_once() => Assert.Equal("b,a", new LabelSet(" B, a ,b").ToString());

    [Theory]
    [InlineData("", "mysql", true)]
    [InlineData(" ", "mysql", true)]
    [InlineData("all", "mysql", true)]
    [InlineData("none", "mysql", false)]
    [InlineData("PostgreSQL", "postgresql", true)]
    [InlineData("mysql", "mariadb", false)]
    [InlineData("mariadb", "mysql", false)]
    [InlineData("mysql, mariadb", "mariadb", true)]
    [InlineData("!mysql", "mariadb", true)]
    [InlineData("!mysql, !mariadb", "mariadb", false)]
    [InlineData("mysql,!postgresql", "sqlite", false)]
    [InlineData("all,none", "sqlite", true)]
    [InlineData("!none", "sqlite", true)]
    [InlineData("!oracle,", "sqlite", true)]
    [InlineData("!oracle, ", "sqlite", false)]
    public void A_dbms_filter_means_the_databases_that_it_means_in_Liquibase(string filter, string dbms, bool expected) =>
        Assert.Equal(expected, new DbmsFilter(filter).Matches(dbms));

    [Fact]
    public void Only_a_precondition_takes_an_empty_filter_for_no_database() => Assert.False(DbmsFilter.Any.Matches("sqlite", whenEmpty: false));

    [Theory]
    [InlineData("", "own", "own")]
    [InlineData("inner|outer", "", "inner AND outer")]
    [InlineData("a, b|x or y", "own, 2", "(a, b) AND (x or y) AND (own, 2)")]
    [InlineData("", "", null)]
    public void The_contexts_of_history_are_joined_innermost_first(string inherited, string own, string? expected)
    {
        var set = ChangelogFolder.ChangeSet("{id: 1, author: a}") with
        {
            InheritedContexts = [.. inherited.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(text => new ContextExpression(text))],
            Context = new ContextExpression(own),
        };
        Assert.Equal(expected, set.HistoryContexts);
    }
}
