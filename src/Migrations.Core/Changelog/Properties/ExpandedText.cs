using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>A text in which properties were replaced.</summary>
/// <param name="Value">The text with the real values: what sums and SQL are made of.</param>
/// <param name="UsesSecret">Whether a secret went into it, so that it must be masked before it is shown.</param>
public readonly record struct ExpandedText(string Value, bool UsesSecret)
{
    /// <summary>The names that nothing defines and that stay as they are written.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>The text, unless there is a secret in it.</summary>
    public override string ToString() => UsesSecret ? "(contains a secret)" : Value;
}
