using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>The expression by which a run chooses labels (<c>-LabelFilter</c>): <c>and or not ! ( )</c>, where a comma is an <c>or</c>.</summary>
public sealed class LabelExpression
{
    readonly ImmutableArray<string> alternatives;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression; null or blank matches everything.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: the parentheses do not match.</exception>
    public LabelExpression(string? text)
    {
        Text = text?.Replace("\\", "", StringComparison.Ordinal);
        alternatives = FilterExpression.SplitList(Text);
        FilterExpression.Validate(alternatives, span: null);
    }

    /// <summary>The expression that matches everything.</summary>
    public static LabelExpression Empty { get; } = new(null);

    /// <summary>The expression as written.</summary>
    public string? Text { get; }

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => alternatives.IsEmpty;

    /// <summary>Whether the expression holds for labels. It does where there are no labels, unless it says <c>@</c>.</summary>
    public bool Matches(LabelSet labels) => IsEmpty || alternatives.Any(alternative => FilterExpression.Matches(alternative, labels.Labels));

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
