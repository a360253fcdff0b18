using System.Text.Json.Serialization;
using Migrations.Sql;

namespace Migrations.Rows;

/// <summary>A field of a CSV file and the column that it is loaded into.</summary>
/// <param name="Field">The field's place in a record, from 0.</param>
/// <param name="Header">Its name in the file.</param>
/// <param name="Column">The column's resolved name.</param>
/// <param name="Kind">How its text becomes a value.</param>
public sealed record RowColumn(int Field, string Header, string Column, RowKind Kind)
{
    /// <summary>What stands in for an empty field, as text.</summary>
    public string? DefaultText { get; init; }

    /// <summary>What stands in for an empty field otherwise.</summary>
    public SqlValue? Default { get; init; }

    /// <summary>Whether rows that are there already get the value too.</summary>
    public bool Updates { get; init; } = true;

    /// <summary>Whether the value is never an expression, so that rows can be found by it later.</summary>
    [JsonIgnore]
    public bool IsLiteral => Kind is RowKind.Text or RowKind.String or RowKind.Boolean or RowKind.Numeric or RowKind.Date or RowKind.DateTime or RowKind.Time;
}
