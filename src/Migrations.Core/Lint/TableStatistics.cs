using Migrations.Schema;

namespace Migrations.Lint;

/// <summary>How large a table is, from the database's own statistics; nothing is counted for it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">About how many rows it has.</param>
/// <param name="Bytes">How large its rows are on disk, indexes not counted.</param>
/// <param name="IndexBytes">How large its indexes are.</param>
public sealed record TableStatistics(ObjectName Table, long Rows, long Bytes, long IndexBytes)
{
    /// <summary>Whether it is known to have no rows at all: that is looked at, not estimated.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>How long the oldest transaction has been open that has used it and not ended; null where there is none, or nobody can tell.</summary>
    public TimeSpan? InUseFor { get; init; }
}
