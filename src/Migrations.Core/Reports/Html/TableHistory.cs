using Migrations.Planning;

namespace Migrations.Reports.Html;

/// <summary>What a whole plan makes of each table: what its first step found, and what its last one leaves.</summary>
static class TableHistory
{
    public static IReadOnlyList<TableChange> Of(IEnumerable<PlanStep> steps)
    {
        var tables = new List<TableChange>();
        var now = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var change in steps.Where(step => step.WillRun).SelectMany(step => step.TableChanges))
        {
            if (change.Before is not null && now.Remove(change.Before.Name, out var index))
            {
                tables[index] = tables[index].Then(change);
            }
            else
            {
                index = tables.Count;
                tables.Add(change);
            }
            if (change.After is not null)
                now[change.After.Name] = index;
        }
        // What is made and taken away again by the same plan, or put back as it was, is no change.
        return [.. tables.Where(table => table.Before != table.After && !Same(table))];
    }

    static bool Same(TableChange table) => table is { Before: { } before, After: { } after } && before.Name == after.Name
        && before.Columns.SequenceEqual(after.Columns) && before.ForeignKeys.SequenceEqual(after.ForeignKeys) && before.Others.SequenceEqual(after.Others);
}
