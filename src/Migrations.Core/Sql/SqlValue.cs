using System.Text.Json.Serialization;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>A value in a statement: a literal, which the dialect escapes, or an expression that the changelog's author wrote as SQL.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NullValue), "null")]
[JsonDerivedType(typeof(StringValue), "string")]
[JsonDerivedType(typeof(NumberValue), "number")]
[JsonDerivedType(typeof(BooleanValue), "boolean")]
[JsonDerivedType(typeof(DateValue), "date")]
[JsonDerivedType(typeof(BinaryValue), "binary")]
[JsonDerivedType(typeof(ExpressionValue), "expression")]
[JsonDerivedType(typeof(SequenceNextValue), "sequenceNext")]
[JsonDerivedType(typeof(SequenceCurrentValue), "sequenceCurrent")]
[JsonDerivedType(typeof(ColumnReference), "column")]
[JsonDerivedType(typeof(JoinedColumns), "joined")]
public abstract record SqlValue;

/// <summary>NULL.</summary>
public sealed record NullValue : SqlValue;

/// <summary>A text.</summary>
/// <param name="Text">The text itself, unescaped.</param>
public sealed record StringValue(string Text) : SqlValue;

/// <summary>A number.</summary>
/// <param name="Text">Its digits as SQL writes them, invariant.</param>
public sealed record NumberValue(string Text) : SqlValue
{
    /// <summary>
    /// Whether a default is written in quotes, as Liquibase writes one that is given as text. It is the same number, but PostgreSQL shows it with them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsQuoted { get; init; }

    /// <summary>Whether it is the same number.</summary>
    public bool Equals(NumberValue? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A truth value.</summary>
/// <param name="Value">True or false; each dialect and column type has its own spelling.</param>
public sealed record BooleanValue(bool Value) : SqlValue;

/// <summary>A date, a time, or both.</summary>
/// <param name="Text"><c>yyyy-MM-dd</c>, <c>HH:mm:ss</c>, or <c>yyyy-MM-ddTHH:mm:ss[.f…]</c>.</param>
public sealed record DateValue(string Text) : SqlValue;

/// <summary>Bytes.</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record BinaryValue(ReadOnlyMemory<byte> Bytes) : SqlValue;

/// <summary>An expression, put into SQL as it is: it comes from the changelog's author, who is trusted to write SQL.</summary>
/// <param name="Sql">The expression.</param>
public sealed record ExpressionValue(string Sql) : SqlValue;

/// <summary>The next number of a sequence.</summary>
/// <param name="Sequence">Its resolved name.</param>
public sealed record SequenceNextValue(ObjectName Sequence) : SqlValue
{
    /// <summary>
    /// Whether the sequence belongs to the column and goes with it (PostgreSQL's <c>OWNED BY</c>, which Liquibase's addDefaultValue gives; a serial column). Other databases pass it over.
    /// </summary>
    public bool Owned { get; init; }
}

/// <summary>The current number of a sequence.</summary>
/// <param name="Sequence">Its resolved name.</param>
public sealed record SequenceCurrentValue(ObjectName Sequence) : SqlValue;

/// <summary>What another column of the same row, or of the row that is copied, holds.</summary>
/// <param name="Column">The column's resolved name.</param>
public sealed record ColumnReference(string Column) : SqlValue;

/// <summary>The texts of two columns of the same row, one behind the other.</summary>
/// <param name="First">The first column's resolved name.</param>
/// <param name="Separator">What stands between them.</param>
/// <param name="Second">The second column's resolved name.</param>
public sealed record JoinedColumns(string First, string Separator, string Second) : SqlValue;

/// <summary>A column and the value it gets.</summary>
/// <param name="Column">The column's resolved name.</param>
/// <param name="Value">The value.</param>
public sealed record ColumnValue(string Column, SqlValue Value);
