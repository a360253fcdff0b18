using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

public class RollbackTests
{
    static RollbackDefinition Rollback(string rollback) => ChangelogFolder.ChangeSet($"{{id: 2, author: a, rollback: {rollback}}}").Rollback;

    static string Nodes(string rollback) => string.Join("; ", Assert.IsType<RollbackDefinition.Changes>(Rollback(rollback)).Nodes.Select(Yaml.Show));

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("''")]
    [InlineData("'  '")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[{empty: {}}]")]
    [InlineData("{empty: {}}")]
    [InlineData("{foo: bar}")]
    public void Nothing_to_undo_can_be_said_in_many_ways(string written) => Assert.IsType<RollbackDefinition.Nothing>(Rollback(written));

    [Fact]
    public void A_text_is_SQL_that_is_split_and_stripped_of_comments() =>
        Assert.Equal("sql[sql=drop table a; drop table b, splitStatements=true, stripComments=true]", Nodes("drop table a; drop table b"));

    [Theory]
    [InlineData("{dropTable: {tableName: x}, sql: 'select 1'}", "dropTable[tableName=x]; sql=select 1")]
    [InlineData("[{sql: {sql: q, splitStatements: false}}, {dropTable: {tableName: t}}]",
        "sql[sql=q, splitStatements=false]; dropTable[tableName=t]")]
    [InlineData("[drop x, {dropTable: {tableName: t}}]", "dropTable[tableName=t]; sql[sql=drop x, splitStatements=true, stripComments=true]")]
    [InlineData("{stop: now}", "stop=now")]
    public void Changes_undo_in_the_order_in_which_Liquibase_takes_them(string written, string expected) => Assert.Equal(expected, Nodes(written));

    [Theory]
    [InlineData("{changeSetId: 1, changeSetAuthor: a}")]
    [InlineData("{changeSetId: '1', changeSetAuthor: A, changeSetPath: ./C.yaml}")]
    public void An_earlier_change_set_can_be_run_again(string written)
    {
        using var folder = new ChangelogFolder();
        var set = folder.BuildEntries(
            "- changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t}}, {sql: x}]}\n"
            + $"- changeSet: {{id: 2, author: a, rollback: {written}}}\n").ChangeSets[1];
        var reference = Assert.IsType<RollbackDefinition.ChangeSetReference>(set.Rollback);
        Assert.Equal("createTable[tableName=t]; sql=x", string.Join("; ", reference.Nodes.Select(Yaml.Show)));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("[a, b]")]
    [InlineData("{changeSetId: nope, changeSetAuthor: a}")]
    [InlineData("{changeSetId: 2, changeSetAuthor: a}")]
    public void What_Liquibase_refuses_is_an_error(string written)
    {
        var error = ChangelogFolder.ChangeSetFails($"{{id: 2, author: a, rollback: {written}}}");
        Assert.Equal(ErrorCode.InvalidChangelog, error.Code);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public void An_unknown_change_is_an_error_here_too() =>
        Assert.Equal(ErrorCode.UnknownChangeType, ChangelogFolder.ChangeSetFails("{id: 2, author: a, rollback: {foo: {a: b}}}").Code);
}
