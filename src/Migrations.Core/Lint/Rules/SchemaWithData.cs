using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A change set changes both the schema and rows of a table that is there.</summary>
public sealed class SchemaWithData() : LintRule("MIG3412", nameof(SchemaWithData), FindingSeverity.Information,
    "One can be undone and run again, the other cannot; where the database commits schema changes by themselves, a failure leaves half of it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        LintNode? rows = null;
        var schema = false;
        foreach (var node in changeSet.Nodes)
        {
            if (node.Node is UpdateRows { Filling: RowFilling.None } or DeleteRows { UndoesInsert: false } or LoadRows && !node.IsHarmless)
                rows ??= node;
            else if (node.Node is not (UpdateRows or InsertRows or DeleteRows or LoadRows or PerformAction or RawSql) and not RawOperation { Kind: RawOperationKind.TransactionControl or RawOperationKind.Timeout or RawOperationKind.SessionSetting })
                schema = true;
        }
        return rows is not null && schema
            ? [At(rows, $"the change set changes the schema and rows of {rows.Table}", "Put the rows into a change set of their own.")]
            : Nothing;
    }
}
