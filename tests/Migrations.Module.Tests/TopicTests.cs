using System.Reflection;
using System.Text.RegularExpressions;
using Migrations.Changes;

namespace Migrations.Tests;

/// <summary>The topic about changelogs says what is supported, as it is.</summary>
public sealed partial class TopicTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", "about_Migrations_Changelogs.help.txt")).ReplaceLineEndings("\n");

    [Fact]
    public void It_lists_the_change_types_that_run_and_those_that_only_Oracle_can_run()
    {
        var onlyOracle = NamesOf(typeof(OracleChange));

        Assert.Equal(ChangeRegistry.Definitions.Keys.Where(name => !onlyOracle.Contains(name)).Order(StringComparer.OrdinalIgnoreCase),
            Names("CHANGES THAT RUN", "Changes that a database"));
        Assert.Equal(onlyOracle.Order(StringComparer.OrdinalIgnoreCase), Names("is an error that says so:", "PRECONDITIONS"));
    }

    /// <summary>The change types that a class stands for.</summary>
    static HashSet<string> NamesOf(Type change) => change.Assembly.GetTypes().Where(type => type.IsSubclassOf(change))
        .Select(type => ((ChangeDefinition)type.GetProperty("ChangeType", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The names between two texts.</summary>
    static IEnumerable<string> Names(string after, string before)
    {
        var start = Text.IndexOf(after, StringComparison.Ordinal) + after.Length;
        return Word().Matches(Text[start..Text.IndexOf(before, start, StringComparison.Ordinal)]).Select(word => word.Value);
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
