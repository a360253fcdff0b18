using System.Globalization;
using Migrations.Sql;

namespace Migrations.Rows;

/// <summary>A row on its way from a file to a table. Its values are made when they are asked for.</summary>
public sealed class Row
{
    readonly CsvRows source;
    readonly CsvReader record;
    readonly RowValues values;

    internal Row(CsvRows source, CsvReader record, RowValues values) => (this.source, this.record, this.values) = (source, record, values);

    /// <summary>Its place among the rows, from 1.</summary>
    public long Number { get; internal set; }

    /// <summary>The line on which it begins in the file, from 1.</summary>
    public int Line => record.Line;

    /// <summary>How many fields are loaded.</summary>
    public int Count => source.Columns.Length;

    /// <summary>A field, in the order of <see cref="CsvRows.Columns"/>.</summary>
    public Cell this[int index] => RowValues.Look(source.Columns[index], record[source.Columns[index].Field]);

    /// <summary>The value of a field.</summary>
    /// <exception cref="MigrationException">It has none (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public SqlValue Value(int index) => values.Read(source.Columns[index], record[source.Columns[index].Field], Line);

    /// <summary><see cref="Number"/> as a value.</summary>
    public NumberValue NumberValue => new(Number.ToString(CultureInfo.InvariantCulture));
}
