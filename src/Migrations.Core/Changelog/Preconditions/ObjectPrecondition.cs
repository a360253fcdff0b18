using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>A condition on an object of the database.</summary>
/// <param name="CatalogName">Its catalogue; null is the default.</param>
/// <param name="SchemaName">Its schema; null is the default.</param>
/// <param name="Span">Where the condition stands.</param>
public abstract record ObjectPrecondition(string? CatalogName, string? SchemaName, SourceSpan Span) : Precondition(Span)
{
    /// <summary>A table exists.</summary>
    /// <param name="TableName">The table.</param>
    /// <param name="CatalogName">Its catalogue; null is the default.</param>
    /// <param name="SchemaName">Its schema; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record TableExists(string TableName, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>A column exists.</summary>
    /// <param name="TableName">Its table.</param>
    /// <param name="ColumnName">The column.</param>
    /// <param name="CatalogName">The catalogue of the table; null is the default.</param>
    /// <param name="SchemaName">The schema of the table; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record ColumnExists(string TableName, string ColumnName, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>A view exists.</summary>
    /// <param name="ViewName">The view.</param>
    /// <param name="CatalogName">Its catalogue; null is the default.</param>
    /// <param name="SchemaName">Its schema; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record ViewExists(string ViewName, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>A sequence exists.</summary>
    /// <param name="SequenceName">The sequence.</param>
    /// <param name="CatalogName">Its catalogue; null is the default.</param>
    /// <param name="SchemaName">Its schema; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record SequenceExists(string SequenceName, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>An index exists: by name, or by table and columns.</summary>
    /// <param name="IndexName">Its name; null where table and columns are given.</param>
    /// <param name="TableName">Its table; null where only the name is given.</param>
    /// <param name="ColumnNames">Its columns in order; empty for any.</param>
    /// <param name="CatalogName">Its catalogue; null is the default.</param>
    /// <param name="SchemaName">Its schema; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record IndexExists(
        string? IndexName, string? TableName, ImmutableArray<string> ColumnNames, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>A foreign key exists.</summary>
    /// <param name="ForeignKeyName">Its name.</param>
    /// <param name="ForeignKeyTableName">The table that has it; null for any.</param>
    /// <param name="CatalogName">The catalogue of the table; null is the default.</param>
    /// <param name="SchemaName">The schema of the table; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record ForeignKeyConstraintExists(
        string ForeignKeyName, string? ForeignKeyTableName, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>A primary key exists: of this name, or on this table, or both.</summary>
    /// <param name="PrimaryKeyName">Its name; null for any.</param>
    /// <param name="TableName">Its table; null for any.</param>
    /// <param name="CatalogName">The catalogue of the table; null is the default.</param>
    /// <param name="SchemaName">The schema of the table; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record PrimaryKeyExists(string? PrimaryKeyName, string? TableName, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>A unique constraint exists: of this name, or over these columns.</summary>
    /// <param name="TableName">Its table.</param>
    /// <param name="ConstraintName">Its name; null where columns are given.</param>
    /// <param name="ColumnNames">Its columns; empty for any.</param>
    /// <param name="CatalogName">The catalogue of the table; null is the default.</param>
    /// <param name="SchemaName">The schema of the table; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record UniqueConstraintExists(
        string TableName, string? ConstraintName, ImmutableArray<string> ColumnNames, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>A table has this many rows.</summary>
    /// <param name="TableName">The table.</param>
    /// <param name="ExpectedRows">How many rows it must have.</param>
    /// <param name="CatalogName">Its catalogue; null is the default.</param>
    /// <param name="SchemaName">Its schema; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record RowCount(string TableName, long ExpectedRows, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);

    /// <summary>A table has no rows.</summary>
    /// <param name="TableName">The table.</param>
    /// <param name="CatalogName">Its catalogue; null is the default.</param>
    /// <param name="SchemaName">Its schema; null is the default.</param>
    /// <param name="Span">Where the condition stands.</param>
    public sealed record TableIsEmpty(string TableName, string? CatalogName, string? SchemaName, SourceSpan Span)
        : ObjectPrecondition(CatalogName, SchemaName, Span);
}
