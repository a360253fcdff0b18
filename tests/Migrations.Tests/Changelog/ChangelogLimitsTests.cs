using Migrations.Changelog;
using Migrations.Execution;

namespace Migrations.Tests.Changelog;

public sealed class ChangelogLimitsTests
{
    [Fact]
    public void Each_limit_can_be_set_by_its_name_and_by_an_environment_variable()
    {
        var numbers = ChangelogLimits.Names.Select((name, i) => (name, value: (i + 5).ToString(System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var named = numbers.Aggregate(ChangelogLimits.Default, (limits, n) => limits.With(n.name, n.value, "limits"));
        var variables = numbers.ToDictionary(n => "MIGRATIONS" + string.Concat(n.name.Select((c, i) => i == 0 || char.IsUpper(c) ? $"_{char.ToUpperInvariant(c)}" : $"{char.ToUpperInvariant(c)}")), n => n.value);

        Assert.Equal(named, ChangelogLimits.FromEnvironment(variables.GetValueOrDefault));
        Assert.Equal(6, new[] { named.MaxFileSize, named.MaxDepth, named.MaxNodes, named.MaxFiles, named.MaxPropertyDepth, named.MaxExpandedLength }.Distinct().Count());
        Assert.Equal(ChangelogLimits.Default, ChangelogLimits.FromEnvironment(_ => null));
    }

    [Theory]
    [InlineData("maxNodes", "0", "whole number")]
    [InlineData("maxNodes", "-1", "whole number")]
    [InlineData("maxNodes", "many", "whole number")]
    [InlineData("maxNode", "1", "Did you mean 'maxNodes'?")]
    public void What_is_no_limit_is_an_error(string name, string value, string advice)
    {
        var error = Assert.Throws<MigrationException>(() => ChangelogLimits.Default.With(name, value, "limits"));
        Assert.Equal(ErrorCode.InvalidValue, error.Code);
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_of_a_run_carry_them()
    {
        using var folder = new ChangelogFolder();
        folder.WithChangelog("c.yaml", "- changeSet: {id: '1', author: a}\n");
        var settings = new RunSettings { ChangelogPath = Path.Combine(folder.Path, "c.yaml"), Location = folder.Path, SearchPath = [folder.Path], Limits = new ChangelogLimits { MaxNodes = 3 } };
        var error = Assert.Throws<MigrationException>(() => ChangelogSource.Read(settings, Migrations.Dialects.DialectRegistry.Get("sqlite").DefaultDialect));
        Assert.Contains("MaxNodes", error.Message, StringComparison.Ordinal);
        Assert.Single(ChangelogSource.Read(settings with { Limits = null }, Migrations.Dialects.DialectRegistry.Get("sqlite").DefaultDialect).ChangeSets);
    }
}
