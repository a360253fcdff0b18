using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A trigger is made, dropped or switched on a table in use.</summary>
public sealed class TriggerLocksTable() : LintRule("MIG3123", nameof(TriggerLocksTable), FindingSeverity.Information,
    "Writes to the table wait for a moment, behind everything that is running on it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node switch
    {
        { Node: CreateStoredProgram { Program.Table: { } table } create } when node.BlocksWriters && !node.ChangeSet.Run.IsHarmless(table) => [At(node, $"the trigger {create.Program.Name.Name} locks {table} for a moment", Advice)],
        { Node: RawOperation { Kind: RawOperationKind.SwitchTrigger }, BlocksWriters: true, IsHarmless: false } => [At(node, $"switching a trigger locks {node.Table} for a moment", Advice)],
        { Node: SetEnabled { Part: TablePart.Trigger } set, BlocksWriters: true, IsHarmless: false } => [At(node, $"switching the trigger {set.Name} locks {set.Table} for a moment", Advice)],
        _ => Nothing,
    };

    const string Advice = "Run it with a short lock timeout and try again.";
}
