using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>A condition on rows.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RawPredicate), "raw")]
[JsonDerivedType(typeof(ColumnEquals), "equals")]
[JsonDerivedType(typeof(HasValue), "hasValue")]
[JsonDerivedType(typeof(AllOf), "and")]
[JsonDerivedType(typeof(RowExists), "exists")]
public abstract record SqlPredicate;

/// <summary>A condition written as SQL by the changelog's author.</summary>
/// <param name="Sql">The condition, put into SQL as it is.</param>
public sealed record RawPredicate(string Sql) : SqlPredicate;

/// <summary>A column has a value (<c>IS NULL</c> for <see cref="NullValue"/>).</summary>
/// <param name="Column">The column's resolved name.</param>
/// <param name="Value">The value.</param>
public sealed record ColumnEquals(string Column, SqlValue Value) : SqlPredicate;

/// <summary>A column is not NULL.</summary>
/// <param name="Column">The column's resolved name.</param>
public sealed record HasValue(string Column) : SqlPredicate;

/// <summary>All conditions hold.</summary>
/// <param name="Conditions">The conditions; at least one.</param>
public sealed record AllOf(ImmutableArray<SqlPredicate> Conditions) : SqlPredicate;

/// <summary>A row exists in another table. History writes use it to make sure that the lock is still ours.</summary>
/// <param name="Table">The other table.</param>
/// <param name="Where">The condition on its rows.</param>
public sealed record RowExists(ObjectName Table, SqlPredicate Where) : SqlPredicate;
