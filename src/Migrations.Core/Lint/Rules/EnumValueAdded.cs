using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A value is added to an enum.</summary>
public sealed class EnumValueAdded() : LintRule("MIG3310", nameof(EnumValueAdded), FindingSeverity.Information,
    "The new value cannot be used before the transaction has ended, and programs that are running do not know it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: RawOperation { Kind: RawOperationKind.AddEnumValue } add }
        ? [At(node, $"the value {add.Part} is added to {add.Target?.Name.ToString() ?? "an enum"}", "Add it in a change set of its own, before programs use it.")]
        : Nothing;
}
