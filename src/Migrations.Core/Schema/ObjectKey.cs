using Migrations.Sql;

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
    /// <summary>A procedure.</summary>
    Procedure,
    /// <summary>A function.</summary>
    Function,
    /// <summary>A trigger that is looked for by its own name, without its table.</summary>
    Trigger,
    /// <summary>A synonym (SQL Server).</summary>
    Synonym,
}

/// <summary>What a lookup in the schema model asks for.</summary>
/// <param name="Kind">The kind of object.</param>
/// <param name="Name">Its resolved name.</param>
/// <param name="Arguments">The types of its arguments, where programs of one name differ by them (<see cref="SqlDialect.SignatureOf"/>); null where they do not, or are not said.</param>
public sealed record ObjectKey(ObjectKind Kind, ObjectName Name, string? Arguments = null)
{
    /// <summary>For people: <c>table schema.name</c>, <c>function name(int, text)</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}{(Arguments is null ? "" : $"({Arguments})")}";
}
