namespace Migrations.Tests.Planning;

/// <summary>What a plan, and a script of it, makes of changes that are no SQL.</summary>
public sealed class ActionPlanTests : IDisposable
{
    readonly PlanFolder folder = new();

    [Fact]
    public void A_message_is_a_comment_in_a_script_whatever_it_holds()
    {
        var script = folder.Script("""- changeSet: {id: 1, author: a, changes: [{output: "one\nDROP TABLE two"}, {sql: SELECT 1}]}""");

        Assert.Contains("\n-- output: one DROP TABLE two\nSELECT 1", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stop: enough", "stop: enough")]
    [InlineData("executeCommand: {executable: ls, args: [{arg: {value: -l}}]}", "command: ls -l")]
    [InlineData("customChange: {class: x.T}", "custom change: x.T")]
    public void What_only_a_run_can_do_cannot_be_put_into_a_script(string change, string summary)
    {
        var error = Assert.Throws<MigrationException>(() => folder.Script($"- changeSet: {{id: 1, author: a, changes: [{{{change}}}]}}"));

        Assert.Equal((ErrorCode.NotSupported, "changelog.yaml::1::a"), (error.Code, error.ChangeSet));
        Assert.EndsWith(summary, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("executeCommand: {executable: ls}", ErrorCode.CommandNotAllowed)]
    [InlineData("customChange: {class: x.T}", ErrorCode.NotSupported)]
    public void What_is_not_allowed_is_no_plan_but_may_stand_in_a_rollback(string change, ErrorCode code)
    {
        Assert.Equal(code, Assert.Throws<MigrationException>(() => folder.Plan($"- changeSet: {{id: 1, author: a, changes: [{{{change}}}]}}")).Code);

        var step = Assert.Single(folder.Plan($"- changeSet: {{id: 1, author: a, changes: [{{empty: {{}}}}], rollback: [{{{change}}}]}}").Steps);
        Assert.Equal(UndoKind.Explicit, step.UndoKind);
        Assert.StartsWith("-- c", Assert.Single(step.Undo).Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_is_in_the_plan_of_what_comes_before_it() =>
        Assert.Equal(["-- stop: enough"], Assert.Single(folder.Plan("- changeSet: {id: 1, author: a, changes: [{stop: enough}]}").Steps).Statements.Select(s => s.Sql));

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}
