using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// What work costs PostgreSQL: measured on version 15 with 1 and 3 million rows of 160 bytes and two indexes, on two cores of a virtual machine that took the
/// milliseconds for <see cref="Probe"/> that stand there. <c>tests/Migrations.Benchmarks -- estimates</c> compares them with another machine.
/// </summary>
static class PostgreSqlCosts
{
    /// <summary>The costs.</summary>
    public static WorkCosts All { get; } = new()
    {
        ReadRow = 0.2, WriteRow = 1.5, WriteKilobyte = 5, SortNumber = 0.5, SortText = 1.6, LookUp = 0.1, UpdateRow = 9, DeleteRow = 1.5,
    };

    /// <summary>Makes and sorts texts: what index builds do.</summary>
    public static SpeedProbe Probe { get; } = new("SELECT count(*) FROM (SELECT md5(i::text) COLLATE \"C\" AS k FROM generate_series(1, 5000) AS s(i) ORDER BY k) AS x", 10);
}
