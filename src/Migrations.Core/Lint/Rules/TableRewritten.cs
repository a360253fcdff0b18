using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A table is written anew or read as a whole under a lock, by what no other rule is about.</summary>
public sealed class TableRewritten() : LintRule("MIG3118", nameof(TableRewritten), FindingSeverity.Warning,
    "The whole table is written anew, or read, while it is locked.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node switch
    {
        { Node: RawOperation { Kind: RawOperationKind.Rewrite }, BlocksWriters: true, IsHarmless: false } => [Rewritten(node)],
        { Node: RebuildTable or DropColumn or DropConstraint or SetEnabled or DropIndex, BlocksForLong: true, IsHarmless: false } => [Rewritten(node)],
        { Node: AddColumn { Column: { Default: null, Identity: null, Generated: null }, Constraints.IsEmpty: true }, BlocksWriters: true, Lock.Rewrites: true, IsHarmless: false } => [Rewritten(node)],
        { Node: AlterColumn alter, BlocksForLong: true, IsHarmless: false } when (alter.Changed & (ColumnAspects.Type | ColumnAspects.Nullable)) == 0 => [Rewritten(node)],
        _ => Nothing,
    };

    MigrationFinding Rewritten(LintNode node) => WithOnlineForm(node, $"{node.Table?.ToString() ?? "every table"} is {(node.Lock.Rewrites ? "written anew" : "read as a whole")} while {node.Whom} it",
        "Do it in a maintenance window, or with a tool that copies the table beside the running programs.");
}
