using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

public class SqlVisitorTests
{
    static SqlVisitor[] Visitors(string changeSet, out MigrationFinding[] findings)
    {
        var set = ChangelogFolder.ChangeSet($"{{id: 1, author: a, {changeSet}}}", out var all);
        findings = [.. all];
        return [.. set.SqlVisitors];
    }

    [Fact]
    public void Every_edit_is_read_in_order()
    {
        var visitors = Visitors("modifySql: [{prepend: {value: p}}, {append: {value: ' a'}}, {replace: {replace: x, with: y}}, {regExpReplace: {replace: 'i.t', with: z}}]", out _);
        Assert.Equal("p", Assert.IsType<SqlVisitor.Prepend>(visitors[0]).Value);
        Assert.Equal(" a", Assert.IsType<SqlVisitor.Append>(visitors[1]).Value);
        Assert.Equal(("x", "y"), Assert.IsType<SqlVisitor.Replace>(visitors[2]) is var replace ? (replace.Search, replace.With) : default);
        Assert.Equal(("i.t", "z"), Assert.IsType<SqlVisitor.RegExpReplace>(visitors[3]) is var pattern ? (pattern.Pattern, pattern.With) : default);
    }

    [Fact]
    public void Filters_apply_to_all_edits_and_an_edit_may_have_its_own()
    {
        var visitors = Visitors("""
            modifySql: [{dbms: mysql}, {context: c}, {labels: L}, {applyToRollback: true}, {append: {value: x}},
             {prepend: {value: p, dbms: sqlite, applyToRollback: false, contexts: d, context: d}}]
            """.ReplaceLineEndings(" "), out _);
        Assert.Equal(("mysql", "c", "l", true), Shown(visitors[0]));
        Assert.Equal(("sqlite", "d", "l", false), Shown(visitors[1]));
        Assert.Equal(("", "", "", false), Shown(Visitors("modifySql: {append: {value: x}}", out _)[0]));

        static (string, string, string, bool) Shown(SqlVisitor visitor) => (
            visitor.Filter.Dbms.ToString(), visitor.Filter.Context?.ToString() ?? "", visitor.Filter.Labels?.ToString() ?? "",
                visitor.Filter.ApplyToRollback);
    }

    [Fact]
    public void Several_blocks_can_stand_among_the_changes() => Assert.Equal(3, Visitors(
        "changes: [{modifySql: {append: {value: a}}}, {sql: x}, {modifySql: {append: {value: b}}}], modifySql: {append: {value: c}}", out _).Length);

    [Theory]
    [InlineData("{appendSqlIfNotPresent: {value: x}}", "IgnoredEntry")]
    [InlineData("{Append: {value: x}}", "UnknownAttribute")]
    [InlineData("{foo: bar}", "UnknownAttribute")]
    public void What_Liquibase_passes_over_is_passed_over_with_a_finding(string modifySql, string finding)
    {
        Assert.Empty(Visitors($"modifySql: {modifySql}", out var findings));
        Assert.Equal(finding, Assert.Single(findings).Name);
    }

    [Fact]
    public void An_edit_without_a_value_is_still_an_edit() =>
        Assert.Null(Assert.IsType<SqlVisitor.Append>(Assert.Single(Visitors("modifySql: [{append: {}}]", out _))).Value);
}
