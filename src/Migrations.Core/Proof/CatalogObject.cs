using Migrations.Schema;

namespace Migrations.Proof;

/// <summary>
/// An object of a database, or a part of one, as the catalogue itself describes it: with everything that the database knows of it, also what the schema model
/// does not hold. What is compared in a proof is this text.
/// </summary>
/// <param name="Kind">What it is, in words: <c>table</c>, <c>column</c>, <c>foreign key</c>.</param>
/// <param name="Owner">The object, or the one that it is a part of.</param>
/// <param name="Part">The name of the part; null for the object itself.</param>
/// <param name="Text">What it is like: one attribute a line, or the statement that makes it.</param>
public sealed record CatalogObject(string Kind, ObjectName Owner, string? Part, string Text)
{
    /// <summary>The kind of what has the names of a table's columns in order.</summary>
    public const string ColumnOrder = "columns";

    /// <summary>The kind of what holds other objects.</summary>
    public const string Schema = "schema";

    /// <summary>The kind of the database as a whole: its character set and the like.</summary>
    public const string Database = "database";

    /// <summary>The kind of who may do what with an object, which is no part of a copy.</summary>
    public const string Privileges = "privileges";

    /// <summary>The kind of a table that has rows of its own.</summary>
    public const string Table = "table";

    /// <summary>The statement that makes of it what the schema model does not hold (a schema, a type, an extension, the comment on an index); null where that is nothing, or there is none.</summary>
    public string? Create { get; init; }

    /// <summary>What it is told from others by.</summary>
    public (string Kind, ObjectName Owner, string? Part) Key => (Kind, Owner, Part);

    /// <summary>Its name: <c>schema.table.column</c>.</summary>
    public string Name => Part is null ? Owner.ToString() : $"{Owner}.{Part}";

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
