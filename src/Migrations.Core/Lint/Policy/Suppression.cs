using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Changelog;

namespace Migrations.Lint;

/// <summary>Somebody's word that a finding is known and harmless here.</summary>
/// <param name="Code">The code of the rule.</param>
/// <param name="Reason">Why it is harmless here.</param>
/// <param name="Until">The last day on which it counts; null for ever.</param>
/// <param name="Span">Where it stands.</param>
public sealed partial record Suppression(string Code, string Reason, DateOnly? Until, SourceSpan Span)
{
    /// <summary>Whether it still counts.</summary>
    /// <param name="today">The day.</param>
    public bool Counts(DateOnly today) => Until is not { } last || today <= last;

    /// <summary>Reads <c>MIG3101 until 2027-01-31: the table is empty</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">Where it stands.</param>
    /// <param name="problem">What is wrong with it, where null is returned.</param>
    public static Suppression? Read(string text, SourceSpan span, out MigrationFinding? problem)
    {
        problem = null;
        var match = Grammar().Match(text);
        if (!match.Success)
        {
            problem = SuppressionRule.Invalid.At(span, $"'{text}' is no suppression, and suppresses nothing", "Write the rule, until when if not for ever, and the reason: 'MIG3101 until 2027-01-31: the table is empty'.");
            return null;
        }
        var name = match.Groups["rule"].Value;
        if (RuleCatalogue.Find(name) is not { } rule)
        {
            problem = SuppressionRule.Invalid.At(span, $"there is no rule '{name}', so nothing is suppressed", RuleCatalogue.Advice(name));
            return null;
        }
        DateOnly? until = null;
        if (match.Groups["until"] is { Success: true, Value: var date })
        {
            if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                problem = SuppressionRule.Invalid.At(span, $"'{date}' is no date, so nothing is suppressed", "Write the last day as year-month-day: 2027-01-31.");
                return null;
            }
            until = day;
        }
        return new(rule.Code, match.Groups["reason"].Value, until, span);
    }

    [GeneratedRegex(@"^\s*(?<rule>\w+)(\s+until\s+(?<until>\S+?))?\s*:\s*(?<reason>\S.*?)\s*$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
