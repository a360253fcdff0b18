using System.Collections.Immutable;
using Migrations.Changes;
using Migrations.Rows;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>What becomes of the rows of a file.</summary>
public enum RowLoadMode
{
    /// <summary>They are inserted.</summary>
    Insert,
    /// <summary>Rows with the same key are updated, others inserted; of several rows with one key the last counts.</summary>
    InsertOrUpdate,
    /// <summary>Rows with the same key are updated, others passed over.</summary>
    Update,
    /// <summary>Rows with the same key are deleted: the way back from <see cref="Insert"/>.</summary>
    Delete,
}

/// <summary>Moves the rows of a file into a table.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Source">The rows.</param>
/// <param name="Mode">What becomes of them.</param>
/// <param name="Keys">The columns by which rows are found that are there already; empty for <see cref="RowLoadMode.Insert"/>.</param>
public sealed record LoadRows(ObjectName Table, CsvRows Source, RowLoadMode Mode, ImmutableArray<string> Keys) : SqlNode
{
    /// <summary>Whether the rows go as INSERT statements, even where the database has a faster way.</summary>
    public bool AsStatements { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema;

    /// <summary>
    /// Inserted rows are deleted again, found by the table's primary key where the file has it and its values are no expressions. They are not kept: the file is read again.
    /// </summary>
    public override Inverse Invert(SchemaModel before)
    {
        if (Mode != RowLoadMode.Insert)
            return Inverse.None($"the values that were in {Table} before {Source.Format.File} was loaded are not kept");
        if (before.RequireTable(Table).PrimaryKey is not { } key)
            return Inverse.None($"{Table} has no primary key by which the rows of {Source.Format.File} could be found");
        var columns = key.Columns.Select(c => Source.Columns.FirstOrDefault(s => before.Names.Equals(s.Column, c))).ToList();
        return columns.Exists(c => c is not { IsLiteral: true })
            ? Inverse.None($"the primary keys that the rows of {Source.Format.File} get in {Table} are not known beforehand")
            : Inverse.By(new LoadRows(Table, Source with { Columns = [.. columns.OfType<RowColumn>()] }, RowLoadMode.Delete, [.. columns.Select(c => c!.Column)]));
    }

    /// <inheritdoc/>
    public override string? ReadsFile => Source.Format.File;

    /// <inheritdoc/>
    public override SqlNode WithFiles(IChangeResources? files) => this with { Source = Source with { Files = files } };

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}
