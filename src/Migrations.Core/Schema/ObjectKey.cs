namespace Migrations.Schema;

/// <summary>The kinds of objects that the schema model tells apart by name.</summary>
public enum ObjectKind
{
    /// <summary>A table with its columns, constraints, indexes and triggers.</summary>
    Table,
    /// <summary>A view.</summary>
    View,
    /// <summary>A sequence.</summary>
    Sequence,
    /// <summary>An index that is looked for by its own name, without its table.</summary>
    Index,
}

/// <summary>What a lookup in the schema model asks for.</summary>
/// <param name="Kind">The kind of object.</param>
/// <param name="Name">Its resolved name.</param>
public sealed record ObjectKey(ObjectKind Kind, ObjectName Name)
{
    /// <summary>For people: <c>table schema.name</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}
