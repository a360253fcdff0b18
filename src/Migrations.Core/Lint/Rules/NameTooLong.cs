using System.Text;
using Migrations.Changelog;

namespace Migrations.Lint.Rules;

/// <summary>A name is longer than the database keeps.</summary>
public sealed class NameTooLong() : LintRule("MIG3407", nameof(NameTooLong), FindingSeverity.Warning,
    "The database cuts it, or refuses it, and the next change set does not find the object by the name that was written.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node)
    {
        if (node.Dialect.Features is not { MaxNameLength: { } max } features)
            return Nothing;
        foreach (var (_, name) in NewNames.Of(node.Node))
        {
            if (features.CutsLongNames ? Encoding.UTF8.GetByteCount(name) is var bytes && (bytes > max || (bytes > max - 4 && IsCut(name, node))) : name.Length > max)
            {
                var finding = At(node, $"the name {name} is longer than the {max} {(features.CutsLongNames ? "bytes" : "characters")} that {node.Dialect.DisplayName} keeps", features.CutsLongNames ? "It is cut there in silence: take a shorter one." : "Take a shorter one.");
                return [features.CutsLongNames ? finding : finding with { Severity = FindingSeverity.Error }];
            }
        }
        return Nothing;
    }

    /// <summary>Names in the model are cut already: what was written goes on behind them.</summary>
    static bool IsCut(string name, LintNode node) => node.Raw is { } raw ? GoesOn(raw.Text, name) : node.ChangeSet.ChangeSet.Changes.Any(change => GoesOn(change, name));

    static bool GoesOn(ChangelogNode written, string name) => (written.Scalar?.Text is { } value && GoesOn(value, name)) || written.Children.Any(child => GoesOn(child, name));

    static bool GoesOn(string text, string name) =>
        text.IndexOf(name, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && at + name.Length < text.Length && text[at + name.Length] is var next && (char.IsLetterOrDigit(next) || next is '_' or '$' || char.IsSurrogate(next));
}
