using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>
/// What work costs MariaDB and MySQL with InnoDB: measured on MariaDB 10.11 with 1 and 3 million rows of 160 bytes and two indexes, on two cores of a virtual machine that
/// took the milliseconds for <see cref="Probe"/> that stand there. <c>tests/Migrations.Benchmarks -- estimates</c> compares them with another machine.
/// </summary>
static class MySqlCosts
{
    /// <summary>Where InnoDB itself builds indexes, or the table, in sorted order.</summary>
    public static WorkCosts InPlace { get; } = new()
    {
        ReadRow = 0.4, WriteRow = 0.2, WriteKilobyte = 1.5, SortNumber = 0.9, SortText = 1.2, LookUp = 1, UpdateRow = 1.5, DeleteRow = 3,
    };

    /// <summary>Where the server copies row by row, and every index grows in the order of the rows.</summary>
    public static WorkCosts Copying { get; } = InPlace with { WriteRow = 2, WriteKilobyte = 3, SortNumber = 0.9, SortText = 1.8 };

    /// <summary>Nothing but computing.</summary>
    public static SpeedProbe Probe { get; } = new("SELECT BENCHMARK(15000, MD5('a text of some length'))", 8);
}
