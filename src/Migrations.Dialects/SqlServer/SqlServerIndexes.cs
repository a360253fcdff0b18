using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Dialects.SqlServer;

/// <summary>Turns the rows of one index of the catalogue into a key of its table or an index.</summary>
static class SqlServerIndexes
{
    const int Clustered = 1;
    const int Nonclustered = 2;
    const int ClusteredColumnstore = 5;
    const int NonclusteredColumnstore = 6;

    /// <summary>The table with the key or index added.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The index's rows of <see cref="SqlServerCatalog.Indexes"/>, one a column, keys before included ones.</param>
    /// <param name="dialect">The dialect.</param>
    public static Table AddTo(Table table, ImmutableArray<CatalogRow> rows, SqlServerDialect dialect)
    {
        var first = rows[0];
        ImmutableArray<IndexColumn> keys = [.. rows.Where(r => !r.Flag(15)).Select(r => new IndexColumn(r.Text(13)) { Descending = r.Flag(14) })];
        var included = rows.Where(r => r.Flag(15)).Select(r => dialect.Quote(r.Text(13))).ToList();
        var options = Options(first);
        if (first.Flag(6) || first.Flag(7))
            return table.With(Key(first, keys, options, dialect));
        var index = new TableIndex(first.Text(2), keys)
        {
            Unique = first.Flag(5),
            Clustered = first.Number(3) is Clustered or ClusteredColumnstore ? true : null,
            Where = first.TextOrNull(8),
            Tablespace = first.TextOrNull(9),
            Method = first.Number(3) is Clustered or Nonclustered ? null : first.Text(4),
        };
        return table with { Indexes = table.Indexes.Add(index with { Definition = Definition(table.Name, index, first.Number(3), included, options, dialect) }) };
    }

    static TableConstraint Key(CatalogRow row, ImmutableArray<IndexColumn> keys, string options, SqlServerDialect dialect)
    {
        var clustered = row.Number(3) == Clustered;
        ImmutableArray<string> columns = [.. keys.Select(k => k.Name)];
        // A primary key is clustered unless it says otherwise, a unique constraint is not.
        TableConstraint key = row.Flag(6)
            ? new PrimaryKey(row.Text(2), columns) { Clustered = clustered ? null : false, Tablespace = row.TextOrNull(9) }
            : new UniqueConstraint(row.Text(2), columns) { Clustered = clustered ? true : null, Tablespace = row.TextOrNull(9) };
        if (options.Length == 0 && !keys.Any(k => k.Descending))
            return key;
        var kind = $"{(row.Flag(6) ? "PRIMARY KEY" : "UNIQUE")} {(clustered ? "CLUSTERED" : "NONCLUSTERED")}";
        return key with { Definition = $"{kind} ({Columns(keys, dialect)}){options}{(row.TextOrNull(9) is { } space ? " ON " + dialect.Quote(space) : "")}" };
    }

    /// <summary>The whole statement, where the model's fields cannot say everything; null where they can, and where it cannot be told (XML and spatial indexes).</summary>
    static string? Definition(ObjectName table, TableIndex index, int type, List<string> included, string options, SqlServerDialect dialect)
    {
        var name = $"INDEX {dialect.Quote(index.Name)} ON {dialect.Quote(table)}";
        var where = index.Where is null ? "" : $" WHERE {index.Where}";
        var on = index.Tablespace is null ? "" : $" ON {dialect.Quote(index.Tablespace)}";
        return type switch
        {
            ClusteredColumnstore => $"CREATE CLUSTERED COLUMNSTORE {name}{on}",
            NonclusteredColumnstore => $"CREATE NONCLUSTERED COLUMNSTORE {name} ({string.Join(", ", included)}){where}{on}",
            Clustered or Nonclustered when included.Count > 0 || options.Length > 0 =>
                $"CREATE {(index.Unique ? "UNIQUE " : "")}{(index.Clustered == true ? "CLUSTERED" : "NONCLUSTERED")} {name} ({Columns(index.Columns, dialect)})"
                + (included.Count > 0 ? $" INCLUDE ({string.Join(", ", included)})" : "") + where + options + on,
            _ => null,
        };
    }

    static string Columns(ImmutableArray<IndexColumn> columns, SqlServerDialect dialect) => string.Join(", ", columns.Select(c => dialect.Quote(c.Name) + (c.Descending ? " DESC" : "")));

    static string Options(CatalogRow row)
    {
        var options = new List<string>();
        if (row.Number(10) is > 0 and < 100 and var factor)
            options.Add(FormattableString.Invariant($"FILLFACTOR = {factor}"));
        if (row.Flag(11))
            options.Add("PAD_INDEX = ON");
        if (row.Flag(12))
            options.Add("IGNORE_DUP_KEY = ON");
        return options.Count == 0 ? "" : $" WITH ({string.Join(", ", options)})";
    }
}
