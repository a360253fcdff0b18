using System.Collections.Immutable;
using System.Globalization;
using Migrations.Execution;
using Migrations.Schema;

namespace Migrations.Proof;

/// <summary>The rows of a table at one moment.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">The values as text; null for NULL.</param>
/// <param name="Count">How many rows it has; more than <see cref="Rows"/> holds where there are too many to compare.</param>
sealed record TableRows(ObjectName Table, ImmutableArray<string> Columns, IReadOnlyList<string?[]> Rows, long Count)
{
    /// <summary>Tables with more rows are compared by their number alone.</summary>
    const int Most = 5000;

    /// <summary>Reads the rows of tables of a catalogue.</summary>
    /// <param name="session">The database.</param>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="wanted">Which tables; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<ImmutableDictionary<ObjectName, TableRows>> ReadAsync(
        IDatabaseSession session, IEnumerable<CatalogObject> catalog, IReadOnlySet<ObjectName>? wanted, CancellationToken cancellationToken)
    {
        var objects = catalog.ToLookup(o => o.Kind);
        var tables = objects[CatalogObject.Table].Select(t => t.Owner).Where(t => wanted?.Contains(t) != false).ToHashSet();
        var read = ImmutableDictionary.CreateBuilder<ObjectName, TableRows>();
        foreach (var columns in objects[CatalogObject.ColumnOrder].Where(c => tables.Contains(c.Owner) && c.Text.Length > 0))
            read[columns.Owner] = await ReadAsync(session, columns.Owner, [.. columns.Text.Split('\n')], cancellationToken);
        return read.ToImmutable();
    }

    /// <summary>Reads the rows of a table.</summary>
    public static async Task<TableRows> ReadAsync(IDatabaseSession session, ObjectName table, ImmutableArray<string> columns, CancellationToken cancellationToken)
    {
        var q = session.Dialect;
        var count = Convert.ToInt64((await session.QueryAsync($"SELECT COUNT(*) FROM {q.Quote(table)}", cancellationToken))[0][0], CultureInfo.InvariantCulture);
        if (count is 0 or > Most)
            return new(table, columns, [], count);
        var rows = await session.QueryAsync($"SELECT {q.Quote(columns)} FROM {q.Quote(table)}", cancellationToken);
        return new(table, columns, [.. rows.Select(r => Array.ConvertAll(r, TextOf))], count);
    }

    /// <summary>The values of a column, in the order of the rows; null where the table has no such column.</summary>
    public IReadOnlyList<string?>? ValuesOf(string column, StringComparer names) => IndexOf(column, names) is var i and >= 0 ? [.. Rows.Select(r => r[i])] : null;

    /// <summary>The place of a column; -1 where there is none.</summary>
    public int IndexOf(string column, StringComparer names)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (names.Equals(Columns[i], column))
                return i;
        }
        return -1;
    }

    static string? TextOf(object? value) => value switch
    {
        null => null,
        byte[] bytes => Convert.ToHexString(bytes),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
