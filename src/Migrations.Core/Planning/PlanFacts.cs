using Migrations.Lint;
using Migrations.Schema;

namespace Migrations.Planning;

/// <summary>
/// What the planner knows about data in the database: results of the queries of preconditions. Like the schema model it records what it lacks,
/// so that all of it is fetched in one go before planning again.
/// </summary>
public sealed class PlanFacts
{
    readonly Dictionary<string, (string? Value, string? Error)> results = new(StringComparer.Ordinal);

    readonly Dictionary<ObjectName, TableStatistics?> statistics = [];

    /// <summary>The tables whose size was asked for and is not known.</summary>
    public ISet<ObjectName> WantedStatistics { get; } = new HashSet<ObjectName>();

    /// <summary>How large a table is; null where it is not known, or is not there.</summary>
    public TableStatistics? StatisticsOf(ObjectName table)
    {
        if (statistics.TryGetValue(table, out var found))
            return found;
        WantedStatistics.Add(table);
        return null;
    }

    /// <summary>Notes how large tables are; those asked for that are not among them are not there.</summary>
    public void Set(IEnumerable<TableStatistics> found)
    {
        foreach (var table in WantedStatistics)
            statistics[table] = null;
        foreach (var table in found)
            statistics[table.Table] = table;
        WantedStatistics.Clear();
    }

    /// <summary>How much slower the database's machine is than the one that costs of work were measured on; null where that is not known.</summary>
    public double? Speed { get; set; }

    /// <summary>The queries that were asked for and not known.</summary>
    public ISet<string> Wanted { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The first value of the first row as text, or why the query failed.</summary>
    /// <returns>Whether it is known.</returns>
    public bool TryGet(string sql, out string? value, out string? error)
    {
        if (results.TryGetValue(sql, out var found))
        {
            (value, error) = found;
            return true;
        }
        Wanted.Add(sql);
        (value, error) = (null, null);
        return false;
    }

    /// <summary>Notes the result of a query.</summary>
    public void Set(string sql, string? value, string? error)
    {
        results[sql] = (value, error);
        Wanted.Remove(sql);
    }
}
