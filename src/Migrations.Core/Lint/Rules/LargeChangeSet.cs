using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A change set does much at once.</summary>
public sealed class LargeChangeSet() : LintRule("MIG3411", nameof(LargeChangeSet), FindingSeverity.Information,
    "When one of many changes fails it is hard to tell what is done, and hard to undo one without the others.")
{
    /// <summary>More changes than this are not one thing any more.</summary>
    const int Many = 10;

    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        var tables = new HashSet<ObjectName>();
        var changes = 0;
        foreach (var node in changeSet.Nodes)
        {
            if (node.Node is InsertRows or LoadRows || node.IsNewTable)
                continue;
            changes++;
            if (node.Table is { } table)
                tables.Add(table);
        }
        return changes > Many && tables.Count > 1
            ? [At(changeSet.ChangeSet.Span, $"the change set makes {changes} changes to {tables.Count} tables", "Make a change set of what belongs together, and others of the rest.")]
            : Nothing;
    }
}
