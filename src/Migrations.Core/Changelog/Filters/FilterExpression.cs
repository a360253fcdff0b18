using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Migrations.Changelog;

/// <summary>
/// The expressions of contexts and labels. They are evaluated as Liquibase does, by rewriting the text from the innermost parentheses
/// outwards, because its corner cases (what an empty list of contexts means inside <c>not</c>, commas inside parentheses) follow from that.
/// </summary>
static partial class FilterExpression
{
    const string True = ":TRUE";
    const string False = ":FALSE";

    /// <summary>
    /// The entries of a comma-separated list: trimmed, in lower case, each once, in order. Liquibase splits expressions like lists too.
    /// </summary>
    public static ImmutableArray<string> SplitList(string? text) => string.IsNullOrWhiteSpace(text)
        ? []
        : SplitUntrimmed(text.Trim());

    /// <summary>
    /// As <see cref="SplitList"/>, but a blank behind the last comma is an entry: that is what it is in the <c>dbms</c> of a change set.
    /// </summary>
    public static ImmutableArray<string> SplitUntrimmed(string text) =>
        [.. DropEmptyAtEnd(text.Split(',')).Select(entry => entry.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    /// <summary>Refuses expressions that cannot be evaluated, before they are.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: the parentheses do not match.</exception>
    public static void Validate(ImmutableArray<string> alternatives, SourceSpan? span)
    {
        foreach (var alternative in alternatives)
        {
            if (HasMatchingParentheses(alternative)) continue;
            throw new MigrationException(ErrorCode.InvalidValue, $"The parentheses of '{alternative}' do not match.",
                "Close every parenthesis that is opened, and put something between them. A comma ends an expression, so write 'or' inside parentheses.",
                span);
        }
    }

    /// <summary>Whether an expression holds over the items.</summary>
    public static bool Matches(string expression, IReadOnlyCollection<string> items)
    {
        expression = expression.Trim();
        if (expression is True or False) return expression == True;
        expression = EvaluateParentheses(expression, items);
        expression = Comma().Replace(expression, " or ");
        if (Or().Split(expression) is { Length: > 1 } either) return either.Any(part => Matches(part, items));
        if (And().Split(expression) is { Length: > 1 } both) return both.All(part => Matches(part, items));
        return MatchesName(expression, items);
    }

    static bool HasMatchingParentheses(string expression)
    {
        while (expression.Contains('(', StringComparison.Ordinal))
        {
            var nested = InnermostParentheses().Match(expression);
            if (!nested.Success) return false;
            expression = expression.Remove(nested.Index, nested.Length).Insert(nested.Index, " ");
        }
        return true;
    }

    static string EvaluateParentheses(string expression, IReadOnlyCollection<string> items)
    {
        while (expression.Contains('(', StringComparison.Ordinal))
        {
            var nested = InnermostParentheses().Match(expression);
            var result = Matches(nested.Value[1..^1], items) ? True : False;
            expression = $"{expression[..nested.Index]} {result} {expression[(nested.Index + nested.Length)..]}";
        }
        return expression;
    }

    static bool MatchesName(string expression, IReadOnlyCollection<string> items)
    {
        var negated = false;
        if (expression.StartsWith('!')) (negated, expression) = (true, expression[1..].Trim());
        else if (expression.StartsWith("not ", StringComparison.OrdinalIgnoreCase)) (negated, expression) = (true, expression[4..].Trim());
        else if (RequiredNot().Match(expression) is { Success: true } prefix) (negated, expression) = (true, expression[prefix.Length..].Trim());

        var required = expression.StartsWith('@');
        if (required) expression = expression[1..].Trim();
        if (!required && items.Count == 0) return true;

        return expression.Trim() switch
        {
            True => !negated,
            False => negated,
            var name => items.Contains(name, StringComparer.OrdinalIgnoreCase) != negated,
        };
    }

    static IEnumerable<string> DropEmptyAtEnd(string[] entries) => entries.AsEnumerable().Reverse().SkipWhile(entry => entry.Length == 0).Reverse();

    [GeneratedRegex(@"\([^()]+\)", RegexOptions.CultureInvariant)]
    private static partial Regex InnermostParentheses();

    [GeneratedRegex(@"\s*,\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Comma();

    [GeneratedRegex(@"\s+or\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Or();

    [GeneratedRegex(@"\s+and\s+", RegexOptions.CultureInvariant)]
    private static partial Regex And();

    [GeneratedRegex(@"^@\s*(!|not )(?=.)", RegexOptions.CultureInvariant)]
    private static partial Regex RequiredNot();
}
