using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>Remembers which rows were made up, and which of their values had to be what they are.</summary>
/// <param name="names">How the database compares names.</param>
sealed class RowOrigins(StringComparer names)
{
    readonly Dictionary<ObjectName, ImmutableArray<string>> keys = [];
    readonly HashSet<(ObjectName Table, string Key)> madeUp = [];
    readonly HashSet<(ObjectName Table, string Key, string Column)> meant = [];
    readonly HashSet<(ObjectName Table, string Column)> numbered = [], updated = [];

    /// <summary>Notes what a table is like.</summary>
    public void Add(Table table)
    {
        foreach (var column in table.Columns)
        {
            var key = (table.Name, column.Name.ToUpperInvariant());
            if (column.Identity is not null || column.Default is SequenceNextValue or ExpressionValue)
                numbered.Add(key);
            if (column.Options?.Contains("ON UPDATE", StringComparison.OrdinalIgnoreCase) == true)
                updated.Add(key);
        }
    }

    /// <summary>Whether the database gives a column a number or a time: a row that is inserted again gets another.</summary>
    public bool IsMadeOnInsert(ObjectName table, string column) => numbered.Contains((table, column.ToUpperInvariant()));

    /// <summary>Whether the database writes a column whenever the row is written.</summary>
    public bool IsMadeOnUpdate(ObjectName table, string column) => updated.Contains((table, column.ToUpperInvariant()));

    /// <summary>Notes rows that were made up.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows, all of which were.</param>
    public void Add(Table table, TableRows rows)
    {
        keys[table.Name] = table.PrimaryKey?.Columns ?? [];
        foreach (var row in rows.Rows)
            madeUp.Add((table.Name, KeyOf(rows, row)));
    }

    /// <summary>Notes values that a made-up row has on purpose.</summary>
    public void Mean(TableRows rows, string?[] row, IEnumerable<string> columns)
    {
        var key = KeyOf(rows, row);
        madeUp.Add((rows.Table, key));
        meant.UnionWith(columns.Select(c => (rows.Table, key, c.ToUpperInvariant())));
    }

    /// <summary>Whether a row was made up: what an author knows of the real rows, it cannot have.</summary>
    public bool IsMadeUp(TableRows rows, string?[] row) => madeUp.Contains((rows.Table, KeyOf(rows, row)));

    /// <summary>Whether a value is one that any other might stand for.</summary>
    public bool IsArbitrary(TableRows rows, string?[] row, string column) =>
        IsMadeUp(rows, row) && !meant.Contains((rows.Table, KeyOf(rows, row), column.ToUpperInvariant()));

    /// <summary>What tells a row from others: its primary key; all of it where there is none, or the key is not among its columns.</summary>
    public string KeyOf(TableRows rows, string?[] row)
    {
        var places = keys.GetValueOrDefault(rows.Table, []).Select(c => rows.IndexOf(c, names)).ToList();
        return string.Join('\0', places.Count == 0 || places.Contains(-1) ? row : places.Select(p => row[p]));
    }

    /// <summary>Whether rows of a table have a key.</summary>
    public bool HasKey(TableRows rows) => keys.TryGetValue(rows.Table, out var key) && key.Length > 0 && key.All(c => rows.IndexOf(c, names) >= 0);
}
