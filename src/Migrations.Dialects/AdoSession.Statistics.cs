using System.Diagnostics;
using System.Globalization;
using Migrations.Execution;
using Migrations.Lint;
using Migrations.Schema;

namespace Migrations.Dialects;

/// <content>How large tables are.</content>
abstract partial class AdoSession
{
    /// <summary>A table that is larger is not looked into for being empty: where all its rows are dead, that would read the whole of it.</summary>
    protected const long LargestProbed = 8 * 1024 * 1024;

    /// <summary>SQLite takes no more than 500 SELECTs in one.</summary>
    const int ProbedAtOnce = 400;

    const int Measurements = 7;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TableStatistics>> ReadStatisticsAsync(IReadOnlyCollection<ObjectName> tables, CancellationToken cancellationToken)
    {
        if (tables.Count == 0)
            return [];
        try
        {
            return await MeasureAsync([.. tables], cancellationToken);
        }
        catch (StatementFailedException)
        {
            // Sizes make a plan better; that somebody may not read them, or holds a lock, must not stop it.
            return [];
        }
    }

    /// <inheritdoc/>
    public async Task<double?> MeasureSpeedAsync(CancellationToken cancellationToken)
    {
        if (Dialect.Speed is not { } probe)
            return null;
        try
        {
            // A machine that others use is sometimes slow for a moment: of the probe a low one is taken but not the lowest, and the way there is the shortest.
            var way = (await TimesAsync("SELECT 1", cancellationToken))[0];
            var taken = (await TimesAsync(probe.Query, cancellationToken))[Measurements / 3];
            return Math.Max(taken - way, taken / 4) / probe.Milliseconds;
        }
        catch (StatementFailedException)
        {
            return null;
        }
    }

    /// <summary>How many milliseconds a query takes, several times, the shortest first.</summary>
    async Task<List<double>> TimesAsync(string query, CancellationToken cancellationToken)
    {
        var taken = new List<double>();
        for (var i = 0; i < Measurements; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await QueryAsync(query, cancellationToken);
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        taken.Sort();
        return taken;
    }

    /// <summary>
    /// Asks for sizes: which of the tables (from 0), about how many rows, their bytes, the bytes of the indexes, and whether it may be looked into for being empty;
    /// where the database tells, also for how many seconds the oldest transaction has been open that uses it.
    /// </summary>
    /// <exception cref="StatementFailedException">The server does not tell.</exception>
    protected abstract Task<IReadOnlyList<object?[]>> QuerySizesAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken);

    /// <summary>
    /// Asks, where the sizes do not tell it, for how many seconds the oldest transaction has been open that uses each of the tables: which of them (from 0), the
    /// seconds. Only those that are used are there.
    /// </summary>
    /// <exception cref="StatementFailedException">The server does not tell.</exception>
    protected virtual Task<IReadOnlyList<object?[]>> QueryUsesAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<object?[]>>([]);

    async Task<Dictionary<int, TimeSpan>> FindUsedAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken)
    {
        try
        {
            return (await QueryUsesAsync(tables, cancellationToken)).ToDictionary(r => (int)Number(r[0]), r => TimeSpan.FromSeconds(Number(r[1])));
        }
        catch (StatementFailedException)
        {
            // Most may not see what others do, or nothing keeps account of it.
            return [];
        }
    }

    async Task<IReadOnlyList<TableStatistics>> MeasureAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken)
    {
        var rows = await QuerySizesAsync(tables, cancellationToken);
        var empty = await FindEmptyAsync([.. rows.Where(r => Number(r[4]) != 0).Select(r => tables[(int)Number(r[0])])], cancellationToken);
        var used = await FindUsedAsync(tables, cancellationToken);
        return [.. rows.Select(r => Statistics(r, (int)Number(r[0])))];

        TableStatistics Statistics(object?[] row, int number) => new(tables[number], empty.Contains(tables[number]) ? 0 : Number(row[1]), Number(row[2]), Number(row[3]))
        {
            IsEmpty = empty.Contains(tables[number]),
            InUseFor = row is [_, _, _, _, _, { } seconds] ? TimeSpan.FromSeconds(Number(seconds)) : used.TryGetValue(number, out var time) ? time : null,
        };
    }

    async Task<HashSet<ObjectName>> FindEmptyAsync(IReadOnlyList<ObjectName> tables, CancellationToken cancellationToken)
    {
        var empty = new HashSet<ObjectName>();
        try
        {
            foreach (var some in tables.Chunk(ProbedAtOnce))
            {
                var probes = some.Select((table, i) => FormattableString.Invariant($"SELECT {i}, CASE WHEN EXISTS (SELECT 1 FROM {Dialect.Quote(table)}) THEN 1 ELSE 0 END"));
                var rows = await QueryAsync(string.Join(" UNION ALL ", probes), cancellationToken);
                empty.UnionWith(rows.Where(r => Number(r[1]) == 0).Select(r => some[(int)Number(r[0])]));
            }
        }
        catch (StatementFailedException)
        {
            // Who may not read a row of one of them does not learn whether the others have any.
        }
        return empty;
    }

    /// <summary>A number of the server, whatever type it has there.</summary>
    protected static long Number(object? value) => value switch
    {
        null => 0,
        bool flag => flag ? 1 : 0,
        // A server may estimate more than there can be.
        _ => (long)Math.Clamp(Convert.ToDouble(value, CultureInfo.InvariantCulture), 0, long.MaxValue / 2),
    };
}
