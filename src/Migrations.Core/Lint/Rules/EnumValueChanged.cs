using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A value of an enum is renamed or removed.</summary>
public sealed class EnumValueChanged() : LintRule("MIG3309", nameof(EnumValueChanged), FindingSeverity.Warning,
    "Programs that are running still read and write the old value and fail on it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: RawOperation { Kind: RawOperationKind.ChangeEnumValue } change }
        ? [At(node, $"the value {change.Part} of {change.Target?.Name.ToString() ?? "an enum"} is renamed or removed", "Add the new value, change rows and programs over, and leave the old one.")]
        : Nothing;
}
