using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A NOT NULL column loses its default.</summary>
public sealed class DefaultDropped() : LintRule("MIG3308", nameof(DefaultDropped), FindingSeverity.Warning,
    "Programs that leave the column out of their inserts fail from that moment on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Node: AlterColumn { After: { Default: null, Identity: null } } alter, IsHarmless: false } && alter.Changed.HasFlag(ColumnAspects.Default)
            && !alter.Changed.HasFlag(ColumnAspects.Type) && node.TableBefore?.Column(alter.After.Name, node.Before.Names) is { Nullable: false, Default: not null }
        ? [At(node, $"{alter.Table}.{alter.After.Name} is NOT NULL and loses its default", "Drop the default when every program gives the column a value.")]
        : Nothing;
}
