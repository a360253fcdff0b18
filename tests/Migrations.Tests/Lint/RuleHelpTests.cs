using System.Runtime.CompilerServices;
using Migrations.Lint;

namespace Migrations.Tests.Lint;

/// <summary>What the help says of the rules.</summary>
public sealed class RuleHelpTests
{
    [Fact]
    public void Every_rule_is_explained_as_it_is()
    {
        var help = string.Join(' ', File.ReadAllText(Path.Combine(SourceFolder.Of(Here()), "..", "..", "..", "en-US", "about_Migrations_Rules.help.txt")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.All(LintRules.All, rule =>
        {
            Assert.Contains(FormattableString.Invariant($"{rule.Code} {rule.Name} ({rule.Severity.ToString().ToLowerInvariant()}) "), help, StringComparison.Ordinal);
            Assert.Contains(rule.Why, help, StringComparison.Ordinal);
        });
    }

    static string Here([CallerFilePath] string source = "") => source;
}
