using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Tests.Changes;

/// <summary>The changes that do something other than SQL.</summary>
public sealed class ActionLoweringTests
{
    static readonly string ThisSystem = OperatingSystem.IsWindows() ? "Windows 11" : OperatingSystem.IsMacOS() ? "Mac OS X" : "Linux";

    [Theory]
    [InlineData("output: hello", OutputTarget.Stderr)]
    [InlineData("output: {message: hello, target: stdout}", OutputTarget.Stdout)]
    [InlineData("output: {message: hello, target: WARN}", OutputTarget.Warn)]
    public void A_message_has_a_target(string yaml, OutputTarget target) => Assert.Equal(new OutputAction(target, "hello"), ActionOf(yaml));

    [Theory]
    [InlineData("output: {message: hello, target: NOWHERE}")]
    [InlineData("output: {message: hello, target: '2'}")]
    public void An_unknown_target_is_an_error(string yaml) =>
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => ActionOf(yaml)).Code);

    [Fact]
    public void A_stop_has_a_message_of_its_own_or_the_usual_one() =>
        Assert.Equal([new StopAction("enough"), new StopAction("Stop command in changelog file")], [ActionOf("stop: enough"), ActionOf("stop: {}")]);

    [Theory]
    [InlineData("10", 10)]
    [InlineData("1S", 1)]
    [InlineData("2 m", 120)]
    [InlineData("1h", 3600)]
    [InlineData("0", null)]
    [InlineData("99999999999999999999h", null)]
    public void A_timeout_has_the_units_of_Liquibase(string written, int? seconds)
    {
        var command = Assert.IsType<CommandAction>(ActionOf($"executeCommand: {{executable: tool, timeout: '{written}', args: [{{arg: {{value: a b}}}}, {{arg: {{value: c}}}}]}}"));

        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, command.Timeout);
        Assert.Equal(["a b", "c"], command.Arguments);
        Assert.Equal("command: tool \"a b\" c", command.Summary);
    }

    [Theory]
    [InlineData("5x")]
    [InlineData("500ms")]
    public void What_is_no_timeout_is_an_error(string written) => Assert.Equal(ErrorCode.InvalidValue,
        Assert.Single(ChangeYaml.Read($"executeCommand: {{executable: tool, timeout: {written}}}").Validate("postgresql")).Code);

    [Fact]
    public void A_command_for_another_system_says_that_it_is_passed_over()
    {
        Assert.IsType<CommandAction>(ActionOf($"executeCommand: {{executable: tool, os: 'Solaris, {ThisSystem}'}}"));

        var message = Assert.IsType<OutputAction>(ActionOf("executeCommand: {executable: tool, os: 'Solaris, z/OS'}"));
        Assert.Equal(OutputTarget.Info, message.Target);
        Assert.EndsWith("it is only for Solaris, z/OS", message.Message, StringComparison.Ordinal);
    }

    /// <summary>The sums are those of the real Liquibase 4.28.</summary>
    [Theory]
    [InlineData("{class: x.T, a: one, b: 2}", "", "9:4ab3f1eb4804946bed7f57e62c2d847e")]
    [InlineData("{class: x.T, params: [{param: {name: b, value: 2}}, {param: {name: a, value: one}}]}", "a=one b=2", "9:0878762899bfe1f6243c4e0b02c8a3c4")]
    [InlineData("{class: x.T, param: {name: a, value: one}, d: true}", "a=one", "9:41eefbeb7fb3ccc5742d2748263dbb38")]
    [InlineData("{class: x.T, params: [{param: {name: b}}]}", "b=", "9:2539eda3802fdbfe3f0bffb7c448cb49")]
    [InlineData("{class: x.T, params: [{param: {name: b, value: two}}, {param: {name: a, value: one}}], param: {name: c, value: x}}", "a=one b=two", "9:b70afd4979de1455c53df14c85c1f90a")]
    public void A_custom_change_has_the_parameters_that_Liquibase_reads_and_they_count(string content, string parameters, string sum)
    {
        var yaml = $"customChange: {content}";

        var custom = Assert.IsType<CustomAction>(ActionOf(yaml));
        Assert.Equal(("x.T", parameters), (custom.Class, string.Join(' ', custom.Parameters.Select(p => $"{p.Name}={p.Value}"))));
        Assert.Equal(sum, ChecksumV9.Of(ChangeYaml.Read(yaml), new FakeResources([])));
    }

    [Fact]
    public void What_is_kept_of_an_action_is_the_action()
    {
        StatementAction[] actions = [new OutputAction(OutputTarget.Warn, "m"), new StopAction("s"), new CommandAction("e", ["a", "\"b\""], TimeSpan.FromSeconds(3)), new CustomAction("c", [new("p", null)])];

        Assert.All(actions, action =>
        {
            var read = StatementAction.Read(action.Serialize());
            Assert.Equal((action.GetType(), action.Serialize()), (read.GetType(), read.Serialize()));
        });
    }

    [Fact]
    public void A_secret_in_an_argument_is_kept_by_its_name_and_comes_back_as_it_was()
    {
        var mask = SecretMask.For([new("pw", "it's \"secret\"")]);

        var kept = new CommandAction("tool", ["--password=it's \"secret\""], null).Edit(mask.Mask);

        Assert.Equal(["--password=${pw}"], ((CommandAction)kept).Arguments);
        Assert.Equal(["--password=it's \"secret\""], ((CommandAction)StatementAction.Read(kept.Serialize()).Edit(mask.UnmaskText)).Arguments);
    }

    [Theory]
    [InlineData("output: x", true)]
    [InlineData("stop: x", true)]
    [InlineData("executeCommand: {executable: x}", false)]
    [InlineData("customChange: {class: x}", false)]
    public void Only_what_is_harmless_can_stand_in_a_transaction_and_needs_no_way_back(string yaml, bool harmless)
    {
        var node = Assert.Single(ChangeYaml.Lower(yaml));
        var schema = Schema.SchemaModel.Empty(StringComparer.Ordinal);
        var statement = Assert.Single(node.Render(null!, schema));

        Assert.Equal(harmless, statement.Transactional);
        Assert.StartsWith("-- ", statement.Text, StringComparison.Ordinal);
        Assert.Equal(harmless, node.Invert(schema).Impossible is null);
        Assert.Equal(harmless, ReferenceEquals(node.Apply(schema), schema));
    }

    static StatementAction ActionOf(string yaml) => Assert.IsType<PerformAction>(Assert.Single(ChangeYaml.Lower(yaml))).Action;
}
