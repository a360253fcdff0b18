using System.Globalization;
using Migrations.Sql;

namespace Migrations.Reports;

/// <summary>How sizes, times and locks are said to people, in every view and every report; the same under any culture.</summary>
static class PlanWords
{
    static readonly string[] Units = ["", " k", " M", " G", " T"];

    /// <summary>A number of rows: <c>950</c>, <c>12.3 k</c>, <c>1.2 M</c>.</summary>
    public static string Rows(long rows)
    {
        var value = (decimal)rows;
        var unit = 0;
        while (Math.Round(value, value < 100 ? 1 : 0) >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        return value.ToString(unit == 0 || value >= 100 ? "0" : "0.#", CultureInfo.InvariantCulture) + Units[unit];
    }

    /// <summary>A time that is estimated: <c>&lt; 1 s</c>, <c>~12 s</c>, <c>~3 min</c>, <c>~2 h 05 min</c>.</summary>
    public static string About(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => "< 1 s",
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"~{duration.TotalSeconds:0} s"),
        { TotalMinutes: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"~{duration.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"~{Math.Floor(Math.Round(duration.TotalMinutes) / 60):0} h {Math.Round(duration.TotalMinutes) % 60:00} min"),
    };

    /// <summary>A time that was measured: <c>12 ms</c>, <c>1.23 s</c>, <c>2 min 05 s</c>; a dash for none.</summary>
    public static string Took(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "-",
        { TotalMilliseconds: < 1 } => "< 1 ms",
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.00} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.Minutes} min {duration.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalHours):0} h {duration.Minutes:00} min"),
    };

    /// <summary>What a lock keeps others from: <c>writes</c>, <c>reads, writes</c>; a dash for nothing.</summary>
    public static string Blocks(LockImpact impact) => impact switch
    {
        LockImpact.None => "-",
        LockImpact.Rows => "rows",
        LockImpact.SchemaChanges => "schema changes",
        LockImpact.Writes => "writes",
        LockImpact.ReadsAndWrites => "reads, writes",
        _ => "unknown",
    };

    /// <summary>What kind of way back there is.</summary>
    public static string Undo(UndoKind kind) => kind switch
    {
        UndoKind.None => "none",
        UndoKind.Automatic => "automatic",
        UndoKind.Explicit => "written",
        UndoKind.AtRunTime => "at run time",
        _ => "-",
    };

    /// <summary>What a step costs others, in one phrase: <c>high risk, SHARE blocks writes, reads all rows, 1.2 M rows, ~12 s</c>.</summary>
    public static string Cost(PlanStep step)
    {
        var risk = step.Risk switch { MigrationRisk.None => "no risk", MigrationRisk.Blocked => "blocked", var other => $"{other.ToString().ToLowerInvariant()} risk" };
        var heaviest = step.Heaviest;
        return string.Join(", ", [risk, .. Cost(step.Lock, heaviest?.Impact ?? LockImpact.None, heaviest?.Rewrites ?? false, heaviest?.Scans ?? false, step.EstimatedRows, step.EstimatedDuration)]);
    }

    /// <summary>What a statement costs others, part by part: the lock and what it blocks, what is done to the table, how many rows, how long.</summary>
    public static IEnumerable<string> Cost(string? name, LockImpact impact, bool rewrites, bool scans, long? rows, TimeSpan? takes)
    {
        if (name is { Length: > 0 })
            yield return impact == LockImpact.None ? $"lock {name}" : impact == LockImpact.Rows ? name : $"{name} blocks {Blocks(impact).Replace(",", " and", StringComparison.Ordinal)}";
        if (rewrites || scans)
            yield return rewrites ? "rewrites the table" : "reads all rows";
        if (rows is { } known)
            yield return $"{Rows(known)} rows";
        if (takes is { } time)
            yield return About(time);
    }

    /// <summary>A database by the name that people know it by.</summary>
    public static string Engine(string provider) => provider switch
    {
        "sqlite" => "SQLite",
        "postgresql" => "PostgreSQL",
        "mssql" => "SQL Server",
        "mariadb" => "MariaDB",
        "mysql" => "MySQL",
        _ => provider,
    };
}
