using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Migrations.Changes;
using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Rows;

/// <summary>Rows of a file on their way into a table, as a statement carries them.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">The columns that they fill, in the order of <see cref="CsvRows.Columns"/>.</param>
/// <param name="Source">The rows.</param>
public sealed record RowLoad(ObjectName Table, ImmutableArray<RowTarget> Columns, CsvRows Source)
{
    /// <summary>Limits of one INSERT: what every database takes (SQL Server: 1000 rows; SQLite, MariaDB and MySQL: a megabyte or less).</summary>
    const int MaxRows = 1000, MaxLength = 128 * 1024;

    /// <summary>The column that gets the number of the row, where there is one.</summary>
    public string? NumberColumn { get; init; }

    /// <summary>Whether the rows go as INSERT statements, even where the database has a faster way.</summary>
    public bool AsStatements { get; init; }

    /// <summary>The names of all columns that are filled.</summary>
    [JsonIgnore]
    public IEnumerable<string> ColumnNames => Columns.Select(c => c.Name).Concat(NumberColumn is { } number ? [number] : []);

    /// <summary>The values of a row, in the order of <see cref="ColumnNames"/>.</summary>
    public IEnumerable<(SqlValue Value, SqlType? Type)> ValuesOf(Row row)
    {
        for (var i = 0; i < Columns.Length; i++)
            yield return (row.Value(i), Columns[i].Type);
        if (NumberColumn is not null)
            yield return (row.NumberValue, null);
    }

    /// <summary>What is kept of it: where the rows come from, not the rows.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, StateStore.Json);

    /// <summary>Reads what was kept.</summary>
    /// <param name="json">What <see cref="Serialize"/> made.</param>
    /// <param name="files">Finds the file; null where the changelog no longer has the change set.</param>
    public static RowLoad Read(string json, IChangeResources? files)
    {
        var load = JsonSerializer.Deserialize<RowLoad>(json, StateStore.Json)!;
        return load with { Source = load.Source with { Files = files } };
    }

    /// <summary>The rows as SQL that any tool can run: INSERT statements of many rows each.</summary>
    public IEnumerable<RowBatch> ToStatements(SqlDialect dialect) => ToStatements(Source.Read(dialect), dialect);

    /// <summary>Some of the rows as INSERT statements.</summary>
    /// <param name="rows">The rows; each is used before the next is asked for.</param>
    /// <param name="dialect">The database.</param>
    public IEnumerable<RowBatch> ToStatements(IEnumerable<Row> rows, SqlDialect dialect)
    {
        var head = $"INSERT INTO {dialect.Quote(Table)} ({dialect.Quote(ColumnNames)}) VALUES ";
        var batch = ImmutableArray.CreateBuilder<RowText>();
        var length = 0;
        foreach (var row in rows)
        {
            var text = new StringBuilder("(").AppendJoin(", ", ValuesOf(row).Select(v => dialect.Literal(v.Value, v.Type))).Append(')').ToString();
            if (batch.Count == MaxRows || (batch.Count > 0 && length + text.Length > MaxLength))
            {
                yield return new(head, batch.DrainToImmutable());
                length = 0;
            }
            batch.Add(new(row.Line, text));
            length += text.Length + 2;
        }
        if (batch.Count > 0)
            yield return new(head, batch.DrainToImmutable());
    }
}

/// <summary>A column that rows fill.</summary>
/// <param name="Name">Its resolved name.</param>
/// <param name="Type">Its type; null where it is not known.</param>
public sealed record RowTarget(string Name, SqlType? Type);

/// <summary>Some rows as one INSERT statement.</summary>
/// <param name="Head">The statement up to its rows.</param>
/// <param name="Rows">The rows.</param>
public sealed record RowBatch(string Head, ImmutableArray<RowText> Rows)
{
    /// <summary>The statement.</summary>
    public string Sql => new StringBuilder(Head).AppendJoin(",\n", Rows.Select(r => r.Sql)).ToString();
}

/// <summary>A row as it stands behind VALUES.</summary>
/// <param name="Line">The line on which it begins in its file.</param>
/// <param name="Sql">Its values in parentheses.</param>
public readonly record struct RowText(int Line, string Sql);
