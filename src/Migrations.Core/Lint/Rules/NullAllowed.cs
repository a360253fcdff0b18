using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column that was NOT NULL may be NULL from now on.</summary>
public sealed class NullAllowed() : LintRule("MIG3307", nameof(NullAllowed), FindingSeverity.Warning,
    "Programs that are running do not reckon with NULL and fail on the first one.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AlterColumn { After.Nullable: true } alter, IsHarmless: false } && alter.Changed.HasFlag(ColumnAspects.Nullable)
            && alter.Before is not { Nullable: true } && !node.ChangeSet.Run.IsNew(alter.Table, alter.After.Name)
        ? [At(node, $"{alter.Table}.{alter.After.Name} may be NULL from now on", "Make sure that every program that reads it can do with NULL before one writes it.")]
        : Nothing;
}
