using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>
/// The <c>context</c> of a change set, an include or a property: an expression over the contexts of the run, with
/// <c>and or not ! ( )</c>, where a comma is an <c>or</c> and <c>@</c> demands a context that was asked for by name.
/// </summary>
public sealed class ContextExpression
{
    readonly ImmutableArray<string> alternatives;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression; null or blank matches every run.</param>
    /// <param name="span">Where it is written.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: the parentheses do not match.</exception>
    public ContextExpression(string? text, SourceSpan? span = null)
    {
        Text = text;
        alternatives = FilterExpression.SplitList(text);
        FilterExpression.Validate(alternatives, span);
    }

    /// <summary>The expression that matches every run.</summary>
    public static ContextExpression Empty { get; } = new(null);

    /// <summary>The expression as written.</summary>
    public string? Text { get; }

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => alternatives.IsEmpty;

    /// <summary>Whether the expression holds for a run.</summary>
    /// <param name="contexts">The contexts of the run; none at all satisfies everything that does not say <c>@</c>.</param>
    public bool Matches(IReadOnlyCollection<string> contexts) =>
        IsEmpty || alternatives.Any(alternative => FilterExpression.Matches(alternative, contexts));

    /// <summary>The text for the CONTEXTS column.</summary>
    internal static string? Join(ImmutableArray<ContextExpression> inherited, ContextExpression own)
    {
        if (inherited.IsEmpty && own.IsEmpty) return null;
        var texts = inherited.Append(own).Where(expression => !expression.IsEmpty).Select(expression => Parenthesize(expression.Text!));
        var joined = string.Join(" AND ", texts).Trim();
        return joined.Length == 0 ? null : joined;
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    static string Parenthesize(string text) => text.AsSpan().IndexOfAny(',', ' ') >= 0 ? $"({text})" : text;
}
